"""Reading a SOAP request and writing its answer; entities and DTDs are refused."""

from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from lxml import etree

NAMESPACE: Final = "urn:mega:portal-clientes"
_SOAP: Final = "http://schemas.xmlsoap.org/soap/envelope/"
_XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_NIL: Final = f"{{{_XSI}}}nil"


class Call(NamedTuple):
    """An operation by its name, and the texts of its request's elements."""

    operation: str
    values: dict[str, str]


def read(body: bytes) -> Call:
    """The call in an envelope; empty and nil elements are left out.

    Raises:
        ValueError: it is not a SOAP 1.1 envelope with a call, or carries a DTD.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        envelope = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"envelope inválido: {error}") from error
    if envelope.getroottree().docinfo.doctype:
        raise ValueError("envelope com DTD")
    inside = envelope.find(f"{{{_SOAP}}}Body")
    if inside is None or not len(inside):
        raise ValueError("envelope sem Body")
    request = inside[0]
    texts = {_local(part): (part.text or "").strip() for part in request if part.get(_NIL) != "true"}
    return Call(_local(request), {name: text for name, text in texts.items() if text})


def element(name: str, value: object) -> str:
    """An element; nil for None."""
    if value is None:
        return f'<{name} xsi:nil="true"/>'
    return f"<{name}>{escape(str(value))}</{name}>"


def answer(operation: str, inside: str, *, failure: str | None = None) -> bytes:
    """The answer's envelope: Erro, Descricao, and what was asked for."""
    head = element("Erro", "true" if failure else "false") + element("Descricao", failure)
    name = f"{operation}Response"
    return _enveloped(f'<{name} xmlns="{NAMESPACE}" xmlns:xsi="{_XSI}">{head}{inside}</{name}>')


def fault(text: str) -> bytes:
    """A SOAP fault: the request itself could not be understood."""
    inside = f"<faultcode>soap:Client</faultcode><faultstring>{escape(text)}</faultstring>"
    return _enveloped(f"<soap:Fault>{inside}</soap:Fault>")


def _enveloped(inside: str) -> bytes:
    head = f'<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="{_SOAP}"><soap:Body>'
    return f"{head}{inside}</soap:Body></soap:Envelope>".encode()


def _local(part: etree._Element) -> str:
    return str(part.tag).rpartition("}")[2]
