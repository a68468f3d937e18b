"""An answer of the ERP as it came: what is landed, and what is decoded."""

from dataclasses import dataclass, field
from typing import Literal

Format = Literal["json", "xml"]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer.

    Attributes:
        endpoint: the call, as `DadosParcelas`.
        branch, contract: whose it is; None for a listing.
        development: which listing it is; None for anything else.
        status: of HTTP; 0 where there was no answer.
        body: as it came, in UTF-8; empty for 204.
        why: why there is no usable answer; None if there is.
        records: for XML, the names from the body's first element down to one record.
    """

    endpoint: str
    status: int
    body: bytes = field(default=b"", repr=False)
    branch: int | None = None
    contract: int | None = None
    development: int | None = None
    why: str | None = None
    format: Format = "json"
    records: tuple[str, ...] = ()
