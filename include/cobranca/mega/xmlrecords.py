"""Records of a SOAP answer, read by the local names of its elements, whatever its namespaces.

The parser resolves no entity, loads no DTD and goes to no network; an answer with a DTD is refused.
"""

import io
from collections.abc import Iterator, Mapping
from typing import Any, Final

from lxml import etree

from cobranca.mega.refusals import Refusal

Path = tuple[str, ...]
Fields = Mapping[str, str | None]
_NIL: Final = "{http://www.w3.org/2001/XMLSchema-instance}nil"
_BODY_DEPTH: Final = 2
"""Envelope and Body stand above the answer's first element."""


def records(endpoint: str, body: bytes, path: Path, fields: Mapping[str, str]) -> Iterator[dict[str, str | None]]:
    """The records at `path` below the answer's first element: our names to trimmed texts, None for nothing.

    Raises:
        Refusal: the answer is not XML, or has a DTD.
    """
    names = {ours: tuple(theirs.split(".")) for ours, theirs in fields.items()}
    for at, element in _elements(endpoint, body):
        if at == path:
            yield {ours: text_at(element, theirs) for ours, theirs in names.items()}
            element.clear()


def first_text(endpoint: str, body: bytes, path: Path) -> str | None:
    """The text of the first element at `path` below the answer's first element."""
    for at, element in _elements(endpoint, body):
        if at == path:
            return _text(element)
    return None


def fault(body: bytes) -> tuple[str, str] | None:
    """The code and text of a SOAP fault, of 1.1 or 1.2; None where the answer is none."""
    if b"Fault" not in body:
        return None
    try:
        for at, element in _elements("SOAP", body, depth=_BODY_DEPTH):
            if at == ("Fault",):
                code = _first(element, "faultcode", "Value").rpartition(":")[2]
                return code, _first(element, "faultstring", "Text") or "a fault without a text"
    except Refusal:
        return None
    return None


def _first(element: Any, *names: str) -> str:
    return next((_text(each) or "" for each in element.iter() if _local(each) in names), "")


def text_at(element: Any, names: Path) -> str | None:
    """The text at a path of child elements; the last name may be an attribute's."""
    for name in names[:-1]:
        element = _child(element, name)
        if element is None:
            return None
    child = _child(element, names[-1])
    if child is not None:
        return _text(child)
    attribute: str | None = element.get(names[-1])
    return (attribute or "").strip() or None


def _child(element: Any, name: str) -> Any:
    return next((child for child in element if _local(child) == name), None)


def _text(element: Any) -> str | None:
    if element.get(_NIL) in ("true", "1"):
        return None
    text: str = element.text or ""
    return text.strip() or None


def _local(element: Any) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _elements(endpoint: str, body: bytes, depth: int = _BODY_DEPTH + 1) -> Iterator[tuple[Path, Any]]:
    """Each element as it ends, with the names above it, without the outer `depth` ones."""
    above: list[str] = []
    try:
        for event, element in etree.iterparse(
            io.BytesIO(body),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
        ):
            if event == "start":
                if not above and element.getroottree().docinfo.doctype:
                    raise Refusal(endpoint, "the answer has a DTD, which is not read")
                above.append(_local(element))
                continue
            yield tuple(above[depth:]), element
            above.pop()
    except etree.XMLSyntaxError as error:
        raise Refusal(endpoint, f"the answer is not XML: {error.msg}") from error
