"""The one sign-in of a task, shared by its threads.

The ERP keeps one refresh token a user, so a second worker's refresh would undo the first one's
(mega.md §1.2): a token that is refused is replaced by signing in again, never refreshed.
"""

import threading
from collections.abc import Callable
from typing import Final

import msgspec
import requests

from cobranca.connections import Connection
from cobranca.mega.refusals import CallFailed, SignInRefused
from cobranca.mega.retry import Patience

ENDPOINT: Final = "Auth/SignIn"
UNAUTHORIZED: Final = (401, 403)

Sender = Callable[[requests.Request], "tuple[int, bytes]"]
"""Sends one request and answers (status, body); raises retry.Transient for what may pass."""


class SignIn:
    """Holds the access token; never shows it, nor the password.

    Args:
        url: of the SignIn call.
        connection: user, password, and extra `tenant` (and `grantType`, 'Api' by default).
    """

    def __init__(self, url: str, connection: Connection, send: Sender, patience: Patience) -> None:
        self._url, self._connection, self._send, self._patience = url, connection, send, patience
        self._lock = threading.Lock()
        self._token: str | None = None
        self._refused: SignInRefused | None = None

    def token(self, *, instead_of: str | None = None) -> str:
        """The access token; a new one if the current one is the refused `instead_of`.

        Threads whose token was refused together sign in once: the first one does, the others take its token.

        Raises:
            SignInRefused: the ERP does not accept the user, or does not answer after the retries; said
                again at once to whoever asks later.
        """
        with self._lock:
            if self._refused is not None:
                raise self._refused
            if self._token is None or self._token == instead_of:
                self._token = self._renewed()
            return self._token

    def _renewed(self) -> str:
        try:
            return self._patience.call(ENDPOINT, self._sign_in)
        except CallFailed as failure:
            self._refused = SignInRefused(f"{ENDPOINT}: {failure.why}")
        except SignInRefused as refused:
            self._refused = refused
        raise self._refused

    def _sign_in(self) -> str:
        extra = self._connection.extra
        headers = {"tenantId": str(extra.get("tenant", "")), "grantType": str(extra.get("grantType", "Api"))}
        body = {"userName": self._connection.login, "password": self._connection.password}
        status, answer = self._send(requests.Request("POST", self._url, headers=headers, json=body))
        if status in UNAUTHORIZED:
            raise SignInRefused(
                f"{ENDPOINT}: HTTP {status} for the user of the connection {self._connection.conn_id!r}: "
                "check its user, password and extra 'tenant'"
            )
        return self._access_token(status, answer)

    def _access_token(self, status: int, answer: bytes) -> str:
        try:
            said = {key.casefold(): value for key, value in msgspec.json.decode(answer, type=dict).items()}
        except (msgspec.DecodeError, UnicodeDecodeError):
            said = {}
        token = said.get("accesstoken")
        if status != requests.codes.ok or not isinstance(token, str) or not token:
            raise SignInRefused(
                f"{ENDPOINT}: HTTP {status} without an accessToken: is the base URL of "
                f"{self._connection.conn_id!r} that of the ERP's REST interface?"
            )
        return token
