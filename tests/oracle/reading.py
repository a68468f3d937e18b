"""What is read on D and what of it is believed: scope, twins, failures, missing rows (R3.2, R3.11, R6.3, R8.8)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from tests.oracle import records
from tests.oracle.asof import View
from tests.oracle.book import Book
from tests.oracle.company import Company
from tests.oracle.records import Key, Occurrence, Row, Study, Title, Unfit
from tests.oracle.wire import Answers


@dataclass
class Day:
    """What is known on D."""

    company: Company
    as_of: date
    now: datetime
    is_landed: bool = False  # whether it is read from the landing
    views: dict[Key, View] = field(default_factory=dict)  # contracts whose extract is good
    scope: set[Key] = field(default_factory=set)
    listed: set[Key] = field(default_factory=set)
    failed: dict[Key, str] = field(default_factory=dict)
    missing: set[Title] = field(default_factory=set)  # lacking for the first time
    gone: dict[Title, Row] = field(default_factory=dict)  # lacking once more, as last seen
    phases: list[Occurrence] = field(default_factory=list)
    occurrences: list[Occurrence] = field(default_factory=list)

    @property
    def late(self) -> bool:
        """Whether D is before the clock's business date (R2.1)."""
        return self.as_of < self.now.date()

    @property
    def read_on(self) -> date | None:
        """Of a late run that asks the ERP, the day whose answers it has where they carry no date (R9.3)."""
        return self.now.date() if self.late and not self.is_landed else None

    @property
    def facts_at(self) -> datetime:
        """The moment whose facts count (R4.9): now, for a late run the end of D-1."""
        return datetime.combine(self.as_of, time.min, self.now.tzinfo) if self.late else self.now


def is_open(occurrence: Occurrence, as_of: date) -> bool:
    """Whether a phase occurrence is open on D: opened up to D (R3.1), not ended before it (R2.6)."""
    return occurrence.opened_on <= as_of and (occurrence.ended_on is None or occurrence.ended_on >= as_of)


@dataclass(frozen=True)
class Landed:
    """What was fetched on D, and of whom the rows (R9.5)."""

    told: Answers
    scope: frozenset[Key]


def land(book: Book, day: Day, told: Answers) -> Landed:
    """What a run of D that reads `told` lands. `book` and `day` are a run's own: what is listed goes into them."""
    _hear(book, day, told)
    return Landed(told, frozenset(scope(book, day)))


def read(book: Book, day: Day, told: Answers | Landed, ask: Callable[[Answers, set[int]], None] | None = None) -> Day:
    """Believe what fits. `ask` fetches rows of contract codes into `told`; None: they are there."""
    before = dict(book.contracts)
    said = told.told if isinstance(told, Landed) else told
    _hear(book, day, said)
    day.scope = chosen = set(told.scope) if isinstance(told, Landed) else scope(book, day)
    if ask:
        ask(said, {code for _, code in chosen})
    for key in sorted(chosen - set(day.failed)):
        try:
            rows, studies = _split(book, day.company, key, said)
            _believe(book, day, key, rows, studies)
        except (Unfit, KeyError, ArithmeticError, ValueError, TypeError) as error:
            day.failed[key] = repr(error)
            book.contracts[key] = before.get(key, book.contracts[key])
    return day


def _hear(book: Book, day: Day, told: Answers) -> None:
    """The listings of D."""
    _list(book, day, told)
    day.phases = [records.occurrence(one) for one in told.phase_occurrences]
    day.occurrences = [records.occurrence(one) for one in told.contract_occurrences]


def _list(book: Book, day: Day, told: Answers) -> None:
    seen: set[Key] = set()
    for raw in told.contracts:
        key = (int(raw["cod_filial"]), int(raw["cod_contrato"]))
        try:
            one = records.contract(raw, day.company)
        except (Unfit, KeyError, ArithmeticError, ValueError, TypeError) as error:
            day.failed[key] = repr(error)
            continue
        if key in seen:
            day.failed[key] = "listed twice"
        seen.add(key)
        if day.company.integrates(one.development):
            book.contracts[key] = one
            day.listed.add(key)


def scope(book: Book, day: Day) -> set[Key]:
    """R3.2: whose rows are read, of the contracts that are listed; those with a ticket in any case."""
    if book.last_day is None:
        return set(day.listed)
    in_phase = {one.key for one in day.phases if is_open(one, day.as_of)}
    chosen = {key[:2] for key in book.open}
    for key in day.listed:
        contract = book.contracts[key]
        is_turn = key[1] % 7 == day.as_of.toordinal() % 7
        is_late = bool(_view(book, day, key, book.mirror.get(key, {}), []).overdue())
        if key in in_phase or contract.status == "U" or is_turn or is_late:
            chosen.add(key)
    return chosen


def _view(book: Book, day: Day, key: Key, rows: dict[Title, Row], studies: list[Study]) -> View:
    occurrences = [one for one in day.occurrences if one.key == key]
    return View(day.company, day.as_of, book.contracts[key], rows, occurrences, studies)


def _split(book: Book, company: Company, key: Key, told: Answers) -> tuple[list[Row], list[Study]]:
    twins = {one.proposal: k for k, one in book.contracts.items() if k[1] == key[1]}
    several = sum(k[1] == key[1] for k in book.contracts) > 1
    rows, studies = [], []
    for raw in told.rows.get(key[1], []):
        owner = twins.get(raw["cod_condicao"]) if several and len(twins) > 1 else None if several else key
        if owner is None:
            raise Unfit(f"cod_condicao {raw['cod_condicao']} fits none or both of the contracts {key[1]}")
        if owner == key:
            rows.append(records.row(raw, key, company))
    for raw in told.renegotiations.get(key[1], []):
        if not several or twins.get(raw["cod_condicao"], key) == key:
            studies.append(records.study(raw, key, company))
    if len({row.title for row in rows}) < len(rows):
        raise Unfit("an installment twice")
    return rows, studies


def _believe(book: Book, day: Day, key: Key, rows: list[Row], studies: list[Study]) -> None:
    found = {row.title: row for row in rows}
    known = book.mirror.get(key, {})
    lacking = set(known) - set(found)
    if any(k[:2] == key for k in book.open):
        active = [t for t, row in known.items() if row.settled_on is None and _class(day, row) != "inactive"]
        if not rows or 2 * len(lacking & set(active)) > len(active):
            raise Unfit(f"{len(rows)} rows, {len(lacking)} lacking, of {len(active)} open ones mirrored")
    for title in lacking:
        if book.missing.setdefault(title, day.as_of) < day.as_of:
            day.gone[title] = known[title]
        else:
            day.missing.add(title)
    for title in set(found) & set(book.missing):
        del book.missing[title]
    book.mirror[key] = found | {t: known[t] for t in lacking & day.missing}
    day.views[key] = _view(book, day, key, found, studies)


def _class(day: Day, row: Row) -> str:
    return str(day.company.codes["status_parcela"][row.registry])
