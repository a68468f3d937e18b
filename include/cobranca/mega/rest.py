"""The REST client: one session, one sign-in, TLS verified, answers as they came."""

import logging
from dataclasses import dataclass, replace
from typing import Any, Final, Self
from urllib.parse import urljoin, urlsplit

import requests
import urllib3
from requests.adapters import HTTPAdapter

from cobranca import connections
from cobranca.mega.answer import Answer
from cobranca.mega.auth import UNAUTHORIZED, SignIn
from cobranca.mega.decode import is_whole
from cobranca.mega.refusals import CallFailed
from cobranca.mega.retry import Patience, Throttled, Transient, retry_after
from cobranca.settings.erp import Rest

log = logging.getLogger(__name__)

CONNECTION: Final = "mega_rest"
LARGEST_ANSWER: Final = 512 * 1024 * 1024
"""Bytes; more than this is no answer to any of the calls."""
_REDIRECTS: Final = (301, 302, 303, 307, 308)
_LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
_HOPS: Final = 3
_TOO_MANY, _UNAVAILABLE, _SERVER_ERROR = 429, 503, 500


@dataclass(frozen=True)
class Call:
    """A GET and whose it is; `path` follows the base URL and the prefix."""

    endpoint: str
    path: str
    branch: int | None = None
    contract: int | None = None
    development: int | None = None

    def answer(self, status: int, body: bytes = b"", why: str | None = None) -> Answer:
        """The answer to this call."""
        return Answer(self.endpoint, status, body, self.branch, self.contract, self.development, why)


class RestClient:
    """Calls the ERP; safe for the threads of one task.

    Args:
        connection: base URL, user, password; extra `tenant`, and `prefix` where the settings give none.
        rest: timeouts, retries, parallel calls.
    """

    def __init__(self, connection: connections.Connection, rest: Rest, patience: Patience | None = None) -> None:
        prefix = rest.prefix or str(connection.extra.get("prefix", ""))
        self._base = connection.url + ("/" + prefix.strip("/") if prefix.strip("/") else "")
        self._timeout = rest.timeout_seconds
        self._patience = patience or Patience.of(rest)
        self._session = requests.Session()
        self._session.headers["Accept"] = "application/json"
        adapter = HTTPAdapter(pool_connections=2, pool_maxsize=rest.parallel_calls)
        self._session.mount("https://", adapter)
        self._session.mount("http://", adapter)
        self._environment: Any = self._session.merge_environment_settings(self._base, {}, True, True, None)
        self._session.trust_env = False  # proxies and certificates are read once; ~/.netrc never
        self._sign_in = SignIn(f"{self._base}/api/Auth/SignIn", connection, self._send, self._patience)
        if self._base.startswith("http://") and urlsplit(self._base).hostname not in _LOOPBACK:
            log.warning("the connection %r is not encrypted: use https outside a sandbox", connection.conn_id)

    @classmethod
    def connect(cls, rest: Rest) -> Self:
        """The client of the connection `mega_rest`."""
        return cls(connections.get(CONNECTION), rest)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._session.close()

    def fetch(self, call: Call) -> Answer:
        """The answer to a GET: a JSON value, or nothing for 204 and an empty body.

        Raises:
            CallFailed: none after the retries, an error of the ERP, or another host.
            SignInRefused: the ERP does not let the user in.
        """
        status, body = self._patience.call(call.endpoint, lambda: self._once(call))
        if status not in (requests.codes.ok, requests.codes.no_content):
            raise CallFailed(call.endpoint, f"HTTP {status}", status=status)
        return call.answer(status, body if status == requests.codes.ok else b"")

    def try_fetch(self, call: Call) -> Answer:
        """Like `fetch`; an answer that says why, where the call failed (R8.8)."""
        try:
            return self.fetch(call)
        except CallFailed as failure:
            return replace(call.answer(failure.status), why=failure.why)

    def _once(self, call: Call) -> tuple[int, bytes]:
        token = self._sign_in.token()
        status, body = self._get(call.path, token)
        if status in UNAUTHORIZED:  # exactly once: a second refusal is the answer
            status, body = self._get(call.path, self._sign_in.token(instead_of=token))
        if status == requests.codes.ok and not is_whole(body):
            raise Transient("the answer is cut or is not JSON", status)
        return status, body

    def _get(self, path: str, token: str) -> tuple[int, bytes]:
        url = self._base + path
        return self._send(requests.Request("GET", url, headers={"Authorization": f"Bearer {token}"}))

    def _send(self, request: requests.Request) -> tuple[int, bytes]:
        """One request, redirects within its own host included.

        Raises:
            Transient: a network error, 5xx, 429.
            CallFailed: a redirect to another host, which must not see the token.
        """
        for _ in range(_HOPS):
            response, body = self._exchange(request)
            if response.status_code not in _REDIRECTS:
                return _judged(response, body)
            request = _redirected(request, response.headers.get("Location", ""))
        raise CallFailed(urlsplit(str(request.url)).path, "too many redirects")

    def _exchange(self, request: requests.Request) -> tuple[requests.Response, bytes]:
        prepared = self._session.prepare_request(request)
        options = self._environment | {"timeout": self._timeout, "allow_redirects": False}
        try:
            with self._session.send(prepared, **options) as response:
                return response, _body(response)
        except requests.exceptions.SSLError as error:
            raise CallFailed(urlsplit(self._base).netloc, f"TLS cannot be verified: {short_reason(error)}") from error
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise Transient(f"network error: {short_reason(error)}") from error


def _body(response: requests.Response) -> bytes:
    """The body in one piece, in UTF-8, at most LARGEST_ANSWER."""
    body: bytes = response.raw.read(LARGEST_ANSWER + 1, decode_content=True)
    if len(body) > LARGEST_ANSWER:
        raise CallFailed(urlsplit(response.url).path, f"the answer is larger than {LARGEST_ANSWER} bytes")
    charset = response.encoding if "charset" in response.headers.get("Content-Type", "").casefold() else None
    if charset and charset.casefold() not in {"utf-8", "utf8"}:
        return body.decode(charset, "replace").encode()
    return body


def _judged(response: requests.Response, body: bytes) -> tuple[int, bytes]:
    status = response.status_code
    seconds = retry_after(response.headers.get("Retry-After"))
    if status == _TOO_MANY or (status == _UNAVAILABLE and seconds is not None):
        raise Throttled(status, seconds)
    if status >= _SERVER_ERROR:
        raise Transient(f"HTTP {status}", status)
    return status, body


def _redirected(request: requests.Request, location: str) -> requests.Request:
    old, new = urlsplit(str(request.url)), urlsplit(urljoin(str(request.url), location))
    if not location or (new.scheme, new.netloc) != (old.scheme, old.netloc):
        raise CallFailed(old.path, f"redirected to another host, {new.netloc or '?'}: not followed")
    return requests.Request(request.method, new.geturl(), headers=request.headers, json=request.json)


def short_reason(error: Exception) -> str:
    """The innermost reason, without addresses and tokens: `Connection refused`."""
    found: BaseException = error
    while (inner := _inner(found)) is not None:
        found = inner
    return f"{type(found).__name__} {getattr(found, 'strerror', None) or ''}".strip()


def _inner(error: BaseException) -> BaseException | None:
    candidates = (getattr(error, "reason", None), *reversed(error.args), error.__cause__, error.__context__)
    return next((each for each in candidates if isinstance(each, BaseException)), None)
