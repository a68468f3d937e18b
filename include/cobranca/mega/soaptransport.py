"""How zeep reaches the portal: TLS verified, one host, no redirects with credentials, retries."""

import logging
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import requests
import zeep
from requests.adapters import HTTPAdapter

from cobranca.mega.refusals import CallFailed
from cobranca.mega.rest import short_reason
from cobranca.mega.retry import Patience, Throttled, Transient, retry_after

log = logging.getLogger(__name__)

WSDL: Final = "WSDL"
_TOO_MANY, _SERVER_ERROR = 429, 500
_REMOTE: Final = ("http", "https")


class Transport(zeep.Transport):  # type: ignore[misc]  # zeep is untyped
    """zeep's transport for one WSDL and the documents and services that it names.

    Args:
        url: of the WSDL; documents that it imports must stand on the same host.
        timeout_seconds: of each request.
    """

    def __init__(self, url: str, timeout_seconds: float, patience: Patience, parallel: int = 1) -> None:
        super().__init__(timeout=timeout_seconds, operation_timeout=timeout_seconds, session=requests.Session())
        for scheme in ("https://", "http://"):
            self.session.mount(scheme, HTTPAdapter(pool_maxsize=parallel))
        self._home, self._patience = urlsplit(url), patience

    def load(self, url: str) -> bytes:
        """The WSDL or a document that it imports.

        Raises:
            CallFailed: it is not there, or stands on another host.
        """
        there = urlsplit(url)
        if there.scheme in _REMOTE and there.netloc != self._home.netloc:
            raise CallFailed(WSDL, f"it imports a document of another host, {there.netloc}: not fetched")
        if there.scheme not in _REMOTE and self._home.scheme in _REMOTE:
            raise CallFailed(WSDL, f"it imports {url!r}, which is not a document of its host")
        if there.scheme not in _REMOTE:
            content: bytes = super().load(url)
            return content
        return self._patience.call(WSDL, lambda: self._document(url))

    def post(self, address: str, message: bytes, headers: dict[str, str]) -> requests.Response:
        """One call of an operation; the body holds the credentials, so no redirect is followed."""
        options: dict[str, Any] = {"timeout": self.operation_timeout, "allow_redirects": False}
        return self._exchange("POST", address, data=message, headers=headers, **options)

    def check_address(self, address: str) -> None:
        """Refuse a service that the WSDL puts where credentials would be readable.

        Raises:
            CallFailed: the WSDL came by https, and the service's address is http.
        """
        if self._home.scheme == "https" and urlsplit(address).scheme != "https":
            raise CallFailed(WSDL, f"it names the address {address!r}, which is not encrypted")

    def _document(self, url: str) -> bytes:
        response = self._exchange("GET", url, timeout=self.load_timeout, allow_redirects=False)
        if response.is_redirect:
            target = urljoin(url, response.headers["Location"])
            if urlsplit(target).netloc != self._home.netloc:
                raise CallFailed(WSDL, f"redirected to another host, {urlsplit(target).netloc}: not followed")
            response = self._exchange("GET", target, timeout=self.load_timeout, allow_redirects=False)
        if response.status_code != requests.codes.ok:
            raise CallFailed(WSDL, f"HTTP {response.status_code} at {urlsplit(url).path}", status=response.status_code)
        content: bytes = response.content
        return content

    def _exchange(self, method: str, url: str, **options: Any) -> requests.Response:
        try:
            response: requests.Response = self.session.request(method, url, **options)
        except requests.exceptions.SSLError as error:
            raise CallFailed(WSDL, f"TLS cannot be verified: {short_reason(error)}") from error
        except (requests.RequestException, OSError) as error:
            raise Transient(f"network error: {short_reason(error)}") from error
        if response.status_code == _TOO_MANY:
            raise Throttled(_TOO_MANY, retry_after(response.headers.get("Retry-After")))
        if response.status_code >= _SERVER_ERROR and method == "GET":
            raise Transient(f"HTTP {response.status_code}", response.status_code)
        return response
