"""How often a call is tried again, and how long it waits in between.

Network errors, 5xx and cut answers: `retries` times, the wait doubling. 429: as long as the server's
Retry-After asks for, or 30, 60, 90 seconds where it does not say; ten minutes in all.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final, TypeVar

from cobranca.mega.refusals import CallFailed
from cobranca.settings.erp import Rest

log = logging.getLogger(__name__)
T = TypeVar("T")

THROTTLED_SECONDS: Final = (30.0, 60.0, 90.0)
LONGEST_WAIT_SECONDS: Final = 600.0


class Transient(Exception):
    """The call may do better in a while: a network error, 5xx, a cut answer."""

    def __init__(self, why: str, status: int = 0) -> None:
        super().__init__(why)
        self.status = status


class Throttled(Transient):
    """The server asks for patience: 429, or 503 with Retry-After. `seconds` is None if it gives no time."""

    def __init__(self, status: int, seconds: float | None) -> None:
        super().__init__(f"HTTP {status}: too many calls", status)
        self.seconds = seconds


@dataclass(frozen=True)
class Patience:
    """A retry policy; seconds are real seconds."""

    retries: int = 3
    backoff_seconds: float = 5.0
    throttled_seconds: tuple[float, ...] = THROTTLED_SECONDS

    @classmethod
    def of(cls, rest: Rest) -> "Patience":
        """The policy that the settings ask for."""
        return cls(rest.retries, rest.backoff_seconds)

    def call(self, endpoint: str, once: Callable[[], T]) -> T:
        """The result of `once`, tried as often as the policy allows.

        Raises:
            CallFailed: it did not succeed; the message says why the last time failed.
        """
        failures, throttled, waited = 0, 0, 0.0
        while True:
            try:
                return once()
            except Throttled as busy:
                seconds = self._throttled(busy, throttled)
                throttled += busy.seconds is None
                if seconds is None or waited + seconds > LONGEST_WAIT_SECONDS:
                    raise CallFailed(endpoint, f"{busy}, and still so after waiting", status=busy.status) from busy
            except Transient as failure:
                if failures >= self.retries:
                    raise CallFailed(endpoint, f"{failure} ({failures + 1} times)", status=failure.status) from failure
                seconds = self.backoff_seconds * 2**failures
                failures += 1
                log.info("%s: %s; again in %.1f s", endpoint, failure, seconds)
            waited += seconds
            time.sleep(seconds)

    def _throttled(self, busy: Throttled, times: int) -> float | None:
        if busy.seconds is not None:
            return busy.seconds
        return self.throttled_seconds[times] if times < len(self.throttled_seconds) else None


def retry_after(header: str | None) -> float | None:
    """Seconds of a Retry-After header, which holds seconds or a date; None if absent or unreadable."""
    if header is None:
        return None
    try:
        return max(0.0, float(header))
    except ValueError:
        pass
    try:
        at = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, (at.replace(tzinfo=at.tzinfo or UTC) - datetime.now(UTC)).total_seconds())
