"""Spoiling the records of a JSON answer. Numbers stay as they were written: decimals, never floats."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import msgspec

from cobranca.sandbox.misbehaviour.rules import Rule
from cobranca.sandbox.portfolio.row import ACTIVE

Record = dict[str, Any]
_ENCODER: Final = msgspec.json.Encoder(decimal_format="number")
_FIELDS: Final = {
    "wrong_type": ("vlr_corrigido", "cod_contrato"),
    "unknown_status": ("situacao", "status_contrato"),
    "year_0001": ("data_vencimento", "data_status"),
    "negative": ("vlr_corrigido", "valor_contrato"),
}
_VALUES: Final = {"wrong_type": "mil e duzentos", "unknown_status": "Vencido", "year_0001": "01/01/0001"}
_SMALL: Final = Decimal("-0.01")


def spoiled(body: bytes, rule: Rule) -> bytes | None:
    """The body as a rule wants it; empty when no record is left, None when nothing in it is concerned."""
    try:
        records = json.loads(body, parse_float=Decimal)
    except ValueError:
        return None
    if not isinstance(records, list) or not records or not isinstance(records[0], dict):
        return None
    changed = _CHANGES[rule.kind](records, rule)
    if changed is None:
        return None
    return _ENCODER.encode(changed) if changed else b""


def _half(records: list[Record], _rule: Rule) -> list[Record] | None:
    return records[: len(records) // 2]


def _vanished(records: list[Record], rule: Rule) -> list[Record] | None:
    if rule.contracts is None:
        return records[1:]
    kept = [record for record in records if record.get("cod_contrato") not in rule.contracts]
    return kept if len(kept) < len(records) else None


def _doubled(records: list[Record], rule: Rule) -> list[Record] | None:
    place = _target(records, rule)
    return None if place is None else [*records[: place + 1], *records[place:]]


def _overwritten(records: list[Record], rule: Rule) -> list[Record] | None:
    place = _target(records, rule)
    if place is None:
        return None
    record = records[place]
    field = rule.field or next((name for name in _FIELDS[rule.kind] if name in record), None)
    if field is None:
        return None
    record[field] = rule.value if rule.value is not None else _value(rule.kind, record.get(field))
    return records


def _value(kind: str, before: object) -> object:
    if kind != "negative":
        return _VALUES[kind]
    return min(-abs(Decimal(before)), _SMALL) if isinstance(before, int | Decimal) else _SMALL


def _target(records: list[Record], rule: Rule) -> int | None:
    concerned = [
        place
        for place, record in enumerate(records)
        if rule.contracts is None or record.get("cod_contrato") in rule.contracts
    ]
    open_rows = (place for place in concerned if _is_open(records[place]))
    return next(open_rows, concerned[0] if concerned else None)


def _is_open(record: Record) -> bool:
    return record.get("situacao") == "Aberto" and record.get("status_parcela") == ACTIVE


_CHANGES: Final[dict[str, Callable[[list[Record], Rule], list[Record] | None]]] = {
    "half": _half,
    "vanish": _vanished,
    "duplicate": _doubled,
    **dict.fromkeys(_FIELDS, _overwritten),
}
