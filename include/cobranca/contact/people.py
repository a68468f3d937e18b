"""E-mails and telephones that come from a CSV or from a person (crm.customer_channel).

A file has a header; columns may be separated by `;`, `,` or tabs, in UTF-8 or Windows-1252:

    cod_cliente;email;sms;whatsapp;telefone;uf;cidade
    500001;ana@exemplo.com.br;(11) 91234-5678;;;SP;Campinas

`cod_cliente` and one other column are required; a customer may have several lines. What the file says of a
customer's channel replaces what earlier files said of it; an empty cell says nothing. Bad lines are named and
left out, the others are taken; the same file twice changes nothing the second time.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal

from psycopg import Connection

from cobranca import addresses, database
from cobranca.errors import ConfigurationError
from cobranca.settings.checks.holidays import STATES

Source = Literal["csv", "person"]
CUSTOMER: Final = "cod_cliente"
CHANNELS: Final = {"email": "email", "sms": "sms", "whatsapp": "whatsapp", "telefone": "phone"}
"""The file's columns and our channels."""
STATE, CITY = "uf", "cidade"


@dataclass(frozen=True)
class Entry:
    """What one line says of a customer."""

    line: int
    customer_code: int
    channels: tuple[tuple[str, str], ...]
    state: str | None = None
    city: str | None = None


@dataclass(frozen=True)
class BadLine:
    """A line that was left out, and why; `line` counts from 1, the header included."""

    line: int
    why: str

    def __str__(self) -> str:
        return f"linha {self.line}: {self.why}"


@dataclass
class Imported:
    """How an import went."""

    customers: int = 0
    added: int = 0
    kept: int = 0
    ended: int = 0
    bad: list[BadLine] = field(default_factory=list)


def decode(raw: bytes) -> str:
    """The text of a file as spreadsheets write it: UTF-8, or Windows-1252."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def parse(text: str) -> tuple[list[Entry], list[BadLine]]:
    """The lines of a file: those that can be used, and the bad ones.

    Raises:
        ConfigurationError: the header lacks `cod_cliente`, or has no other known column.
    """
    entries, bad = list[Entry](), list[BadLine]()
    for line, row in _rows(text):
        try:
            entries.append(_entry(line, row))
        except ValueError as error:
            bad.append(BadLine(line, str(error)))
    return entries, bad


def import_file(conn: Connection[Any], raw: bytes, now: datetime, priority: int) -> Imported:
    """Take the good lines of a file into crm.customer_channel with the source 'csv'.

    Args:
        now: from when the new values are valid, and until when the replaced ones were.
        priority: of the source among the company's sources, 1 first.
    """
    entries, bad = parse(decode(raw))
    known = _known(conn, {entry.customer_code for entry in entries})
    unknown = [entry for entry in entries if entry.customer_code not in known]
    result = Imported(bad=bad + [BadLine(each.line, _unknown(each.customer_code)) for each in unknown])
    said = _by_channel(entry for entry in entries if entry.customer_code in known)
    for (customer, channel), wanted in said.items():
        _replace(conn, customer, channel, wanted, ("csv", priority, now), result)
    _place(conn, [entry for entry in entries if entry.customer_code in known])
    result.customers = len({customer for customer, _ in said})
    result.bad.sort(key=lambda each: each.line)
    return result


def add(
    conn: Connection[Any],
    customer_code: int,
    channel: str,
    address: str,
    *,
    now: datetime,
    priority: int,
    keep: bool = False,
) -> Imported:
    """A person's entry: it replaces what a person entered before on that channel, unless `keep`.

    Raises:
        ValueError: the address is none of that channel, or nobody knows the customer.
    """
    normal = addresses.normal(channel, address)
    if customer_code not in _known(conn, {customer_code}):
        raise ValueError(_unknown(customer_code))
    result = Imported(customers=1)
    wanted = [normal, *(_current(conn, customer_code, channel, "person") if keep else ())]
    _replace(conn, customer_code, channel, list(dict.fromkeys(wanted)), ("person", priority, now), result)
    return result


def _rows(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    header = text.partition("\n")[0]
    delimiter = max(";,\t", key=header.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    names = [name.strip().casefold() for name in next(reader, [])]
    if CUSTOMER not in names or not set(names) & {*CHANNELS, STATE, CITY}:
        raise ConfigurationError(
            f"the header must name {CUSTOMER} and at least one of {', '.join(CHANNELS)}: "
            f"write {CUSTOMER};{';'.join(CHANNELS)};{STATE};{CITY}"
        )
    for cells in reader:
        if any(cell.strip() for cell in cells):
            row = dict(zip(names, map(str.strip, cells), strict=False))
            yield reader.line_num, row | ({"": "more"} if len(cells) > len(names) else {})


def _entry(line: int, row: Mapping[str, str]) -> Entry:
    if "" in row:
        raise ValueError("mais colunas do que o cabeçalho")
    code = row.get(CUSTOMER, "")
    if not code.isascii() or not code.isdigit():
        raise ValueError(f"{CUSTOMER} {code!r} não é um código")
    state = row.get(STATE, "").upper() or None
    if state is not None and state not in STATES:
        raise ValueError(f"{STATE} {state!r} não é um estado")
    channels = tuple(_channels(row))
    return Entry(line, int(code), channels, state, row.get(CITY) or None)


def _channels(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for column, channel in CHANNELS.items():
        if text := row.get(column, ""):
            try:
                yield channel, addresses.normal(channel, text)
            except ValueError as error:
                raise ValueError(f"{column}: {error}") from error


def _by_channel(entries: Iterable[Entry]) -> dict[tuple[int, str], list[str]]:
    said: dict[tuple[int, str], list[str]] = {}
    for entry in entries:
        for channel, address in entry.channels:
            there = said.setdefault((entry.customer_code, channel), [])
            if address not in there:
                there.append(address)
    return said


def _known(conn: Connection[Any], codes: set[int]) -> set[int]:
    found = conn.execute(database.sql("person/find_customers.sql"), {"codes": sorted(codes)})
    return {row[0] for row in found}


def _current(conn: Connection[Any], customer: int, channel: str, source: Source) -> list[str]:
    params = {"customer_code": customer, "channel": channel, "source": source}
    return [row[0] for row in conn.execute(database.sql("person/find_current.sql"), params)]


def _replace(
    conn: Connection[Any],
    customer: int,
    channel: str,
    wanted: list[str],
    how: tuple[Source, int, datetime],
    result: Imported,
) -> None:
    source, priority, now = how
    params = {"customer_code": customer, "channel": channel, "source": source, "now": now}
    ended = conn.execute(database.sql("person/end_others.sql"), {**params, "addresses": wanted})
    result.ended += ended.rowcount
    for address in wanted:
        values = {**params, "address": address, "priority": priority}
        added = conn.execute(database.sql("person/add_channel.sql"), values).rowcount
        result.added += added
        result.kept += 1 - added


def _place(conn: Connection[Any], entries: Iterable[Entry]) -> None:
    for entry in entries:
        if entry.state or entry.city:
            params = {"customer_code": entry.customer_code, "state": entry.state, "city": entry.city}
            conn.execute(database.sql("person/set_place.sql"), params)


def _unknown(customer_code: int) -> str:
    return f"{CUSTOMER} {customer_code} não está na base: só clientes que o Mega já listou"
