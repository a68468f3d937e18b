"""Signing in: JWTs of two hours, refresh tokens of four, one valid refresh token a user (mega.md §1.2)."""

import base64
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

ACCESS_SECONDS: Final = 2 * 3600
REFRESH_SECONDS: Final = 4 * 3600
BRASILIA: Final = timezone(timedelta(hours=-3))


@dataclass(slots=True)
class Tokens:
    """The token office. `clock` gives seconds since the epoch: tokens live by real time, whatever the
    portfolio's day."""

    user: str
    password: str
    clock: Callable[[], float] = time.time
    _secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _access: dict[str, float] = field(default_factory=dict)
    _refresh: tuple[str, float, str] | None = None

    def sign_in(self, user: str, password: str) -> dict[str, str] | None:
        """A token object, or None for wrong credentials; an earlier refresh token is discarded."""
        return self._issue() if self.accepts(user, password) else None

    def accepts(self, user: str, password: str) -> bool:
        """Whether these are the ERP user's credentials."""
        known = hmac.compare_digest(user.encode(), self.user.encode())
        return hmac.compare_digest(password.encode(), self.password.encode()) and known

    def refresh(self, token: str) -> dict[str, str] | None:
        """Both tokens anew, the current ones invalid; None when the refresh token is not the valid one."""
        if self._refresh is None or self._refresh[0] != token or self._refresh[1] <= self.clock():
            return None
        self._access.pop(self._refresh[2], None)
        return self._issue()

    def is_valid(self, token: str) -> bool:
        """Whether an access token may be used now."""
        until = self._access.get(token)
        return until is not None and until > self.clock()

    def _issue(self) -> dict[str, str]:
        now = self.clock()
        self._access = {token: until for token, until in self._access.items() if until > now}
        access, refresh = self._jwt(now + ACCESS_SECONDS), secrets.token_urlsafe(48)
        self._access[access] = now + ACCESS_SECONDS
        self._refresh = (refresh, now + REFRESH_SECONDS, access)
        return {
            "accessToken": access,
            "expirationToken": _instant(now + ACCESS_SECONDS),
            "refreshToken": refresh,
            "expirationRefreshToken": _instant(now + REFRESH_SECONDS),
        }

    def _jwt(self, until: float) -> str:
        claims = {"unique_name": self.user, "jti": secrets.token_hex(8), "exp": int(until)}
        signed = ".".join(_packed(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
        return f"{signed}.{_packed(hmac.new(self._secret, signed.encode(), hashlib.sha256).digest())}"


def _packed(part: bytes) -> str:
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def _instant(seconds: float) -> str:
    """Seven fractional digits and -03:00, as the ERP writes it."""
    moment = datetime.fromtimestamp(seconds, UTC).astimezone(BRASILIA)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{moment.microsecond:06d}7-03:00"
