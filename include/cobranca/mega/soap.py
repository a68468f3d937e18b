"""The SOAP client of the portal: any WSDL, with the names that the settings give (mega.md §6)."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Final, Self
from urllib.parse import urlsplit

import requests
import zeep
import zeep.exceptions
from lxml import etree

from cobranca import connections
from cobranca.errors import ErpError
from cobranca.mega import soaprequest, wsdl, xmlrecords
from cobranca.mega.answer import Answer
from cobranca.mega.refusals import CallFailed, Refusal
from cobranca.mega.retry import Patience, Transient
from cobranca.mega.soaptransport import Transport
from cobranca.settings.erp import Operation, Rest

log = logging.getLogger(__name__)

CONNECTION: Final = "mega_soap"
SINCE: Final = date(2000, 1, 1)
"""`{since}`: occurrences are asked for from here on, for an old one may end today."""
_SERVER_ERROR: Final = 500
_PASSING_FAULTS: Final = ("Server", "Receiver")
_QUERIES: Final = ("wsdl", "singlewsdl")


class SoapClient:
    """Calls operations of the WSDL of the connection `mega_soap`; safe for the threads of one task."""

    def __init__(
        self, connection: connections.Connection, rest: Rest, as_of: date, patience: Patience | None = None
    ) -> None:
        self._patience = patience or Patience.of(rest)
        self._values = {
            "login": connection.login,
            "password": connection.password,
            "as_of": as_of,
            "since": SINCE,
        }
        self._bound: dict[str, wsdl.Bound] = {}
        url = wsdl_url(connection)
        self._transport = Transport(url, rest.timeout_seconds, self._patience, rest.parallel_calls)
        options = zeep.Settings(
            strict=True, forbid_dtd=True, forbid_entities=True, xml_huge_tree=False, raw_response=True
        )
        try:
            self._client = zeep.Client(url, transport=self._transport, settings=options)
        except (zeep.exceptions.Error, etree.LxmlError, AttributeError, KeyError, ValueError) as error:
            raise ErpError(
                f"the WSDL of {connection.conn_id!r} cannot be read: {type(error).__name__} {error}"
            ) from error
        if not self._client.wsdl.services:
            raise ErpError(f"the WSDL of {connection.conn_id!r} names no service: is its URL that of a WSDL?")

    @classmethod
    def connect(cls, rest: Rest, as_of: date) -> Self:
        """The client of the connection `mega_soap`; reads the WSDL.

        Raises:
            ErpError: there is no WSDL, or it cannot be read.
        """
        return cls(connections.get(CONNECTION), rest, as_of)

    def close(self) -> None:
        """Let the connections go."""
        self._transport.session.close()

    def prepare(self, operation: Operation, role: str = "extract") -> wsdl.Bound:
        """Look an operation up, before threads share it.

        Raises:
            Unknown: the WSDL does not have one of its names.
        """
        if role not in self._bound:
            bound = wsdl.bind(self._client, role, operation)
            address = self._client.wsdl.services[bound.service].ports[bound.port].binding_options["address"]
            self._transport.check_address(address)
            self._bound[role] = bound
        return self._bound[role]

    def call(self, role: str, operation: Operation, values: Mapping[str, object] | None = None) -> Answer:
        """The answer of an operation, as it came, with the way to its records.

        Args:
            role: what the operation is for, as `phase_occurrences`.
            values: of the request's `{names}`, beside login, password, as_of and since.

        Raises:
            Unknown: the WSDL does not have one of its names.
            CallFailed: no answer, a fault, or one that says that it failed.
        """
        bound = self.prepare(operation, role)
        where = f"{role} ({operation.operation})"
        said = soaprequest.request(bound, operation, {**self._values, **(values or {})})
        status, body = self._patience.call(where, lambda: self._once(where, operation, bound, said))
        _check_errors(where, body, bound)
        return Answer(role, status, body, format="xml", records=bound.records)

    def try_call(
        self,
        role: str,
        operation: Operation,
        values: Mapping[str, object],
        whose: tuple[int | None, int | None] = (None, None),
    ) -> Answer:
        """Like `call`, for one contract; an answer that says why, where it failed (R8.8)."""
        try:
            return replace(self.call(role, operation, values), branch=whose[0], contract=whose[1])
        except wsdl.Unknown:
            raise
        except Refusal as failure:
            return Answer(role, getattr(failure, "status", 0), b"", *whose, why=failure.why)

    def _once(self, where: str, operation: Operation, bound: wsdl.Bound, said: Mapping[str, Any]) -> tuple[int, bytes]:
        proxy = self._client.bind(bound.service, bound.port)
        try:
            response = proxy[operation.operation](**said)
        except (zeep.exceptions.ValidationError, TypeError, ValueError) as error:
            raise CallFailed(where, f"the request does not fit the WSDL: {error}") from error
        return response.status_code, _judged(where, response)


def _judged(where: str, response: requests.Response) -> bytes:
    body: bytes = response.content
    code, said = xmlrecords.fault(body) or (None, "")
    if code is not None and code not in _PASSING_FAULTS:
        raise CallFailed(where, f"the service answers with a fault: {said}", status=response.status_code)
    if response.status_code >= _SERVER_ERROR or code is not None:
        raise Transient(f"HTTP {response.status_code} {said}".strip(), response.status_code)
    if response.status_code != requests.codes.ok:
        raise CallFailed(where, f"HTTP {response.status_code}", status=response.status_code)
    _check_whole(where, body)
    return body


def _check_whole(where: str, body: bytes) -> None:
    try:
        xmlrecords.first_text(where, body, ("",))
    except Refusal as refusal:
        if "DTD" in refusal.why:
            raise CallFailed(where, refusal.why) from refusal
        raise Transient(refusal.why) from refusal


def _check_errors(where: str, body: bytes, bound: wsdl.Bound) -> None:
    """`Erro` true, or a `Descricao` that is not empty, is a failure, with HTTP 200 too."""
    flag = xmlrecords.first_text(where, body, bound.error) if bound.error else None
    text = xmlrecords.first_text(where, body, bound.error_text) if bound.error_text else None
    if (flag or "").casefold() in ("true", "1", "s", "sim") or text:
        raise CallFailed(where, f"the service says that it failed: {text or 'no text'}")


def wsdl_url(connection: connections.Connection) -> str:
    """The WSDL's URL; `?wsdl` stands among the extras of a connection that was written as a URI."""
    for name, value in connection.extra.items():
        if name.casefold() in _QUERIES:
            said = str(value or "")
            if urlsplit(said).scheme:
                return said
            return f"{connection.url}?{name}" + (f"={said}" if said else "")
    return connection.url
