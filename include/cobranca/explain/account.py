"""An explanation: the ERP's rows, where each ticket stands and why, why titles have none, and what happened."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from cobranca.explain import absence, pauses, pending, rows, runs, silence, standing, subject
from cobranca.explain.case import Case, Files, opened, read
from cobranca.explain.mirror import Title
from cobranca.explain.subject import Subject
from cobranca.explain.tickets import Chapter, Closed, Ticket
from cobranca.explain.wording import Sentence, amount, day

KINDS = {"contract": "ocorrência de contrato", "installment": "parcela", "integration": "ocorrência de integração",
         "action": "ocorrência de ação"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class TicketAccount:
    """A ticket: what the ERP says of its title, what holds now, what happened."""

    ticket_id: int
    kind: str
    title: str
    erp: tuple[Sentence, ...]
    now: tuple[Sentence, ...]
    story: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class TitleAccount:
    """A title without an open ticket, and why it has none."""

    installment_code: int
    title: str
    erp: tuple[Sentence, ...]
    why: tuple[Sentence, ...]
    is_due: bool
    """Whether something is owed of it: its due date has come and it has not ended."""


@dataclass(frozen=True, slots=True)
class Account:
    """The whole answer. `rules` says each rule that is named; `closed` are tickets of the contract that ended."""

    subject: str
    asked_at: datetime
    note: str | None
    run: tuple[Sentence, ...]
    erp: tuple[Sentence, ...]
    tickets: tuple[TicketAccount, ...]
    titles: tuple[TitleAccount, ...]
    closed: tuple[Closed, ...]
    rules: dict[str, str]


def of(words: str, *, is_contract: bool = False, with_texts: bool = False) -> Account:
    """Explain a ticket (`123`), a contract (`1/10`) or a title (`1/10/3`).

    Args:
        is_contract: a number alone is a contract's code, not a ticket's number.
        with_texts: also what people wrote freely, which may hold personal data (R7.9).

    Raises:
        NotExplained: the words name nothing, more than one contract, or no run ever began.
    """
    with opened() as (files, newest):
        about = subject.find(files, words, is_contract=is_contract)
        case = read(files, newest, about.branch_code, about.contract_code, about.ticket_id)
        tickets = _tickets(files, case, about, with_texts)
        titles = _titles(case, about)
        told = Account(
            subject=_name(about),
            asked_at=case.now,
            note=about.note,
            run=tuple(runs.told(case)),
            erp=tuple(rows.of_contract(case)),
            tickets=tickets,
            titles=titles,
            closed=case.closed if about.ticket_id is None and about.installment_code is None else (),
            rules={},
        )
        return replace(told, rules=_rules(files, told))


def _name(about: Subject) -> str:
    key = f"{about.branch_code}/{about.contract_code}"
    if about.ticket_id is not None:
        return f"Ocorrência {about.ticket_id}"
    return f"Contrato {key}" if about.installment_code is None else f"Parcela {key}/{about.installment_code}"


def _tickets(files: Files, case: Case, about: Subject, with_texts: bool) -> tuple[TicketAccount, ...]:
    asked = [ticket for ticket in case.tickets if _is_asked(ticket, about)]
    ids = [ticket.ticket_id for ticket in asked]
    story = [one if with_texts else replace(one, said=None) for one in files.rows("story", Chapter, tickets=ids)]
    return tuple(
        _account(case, ticket, tuple(one for one in story if one.ticket_id == ticket.ticket_id)) for ticket in asked
    )


def _is_asked(ticket: Ticket, about: Subject) -> bool:
    if about.ticket_id is not None:
        return ticket.ticket_id == about.ticket_id
    return about.installment_code is None or ticket.installment_code == about.installment_code


def _account(case: Case, ticket: Ticket, story: tuple[Chapter, ...]) -> TicketAccount:
    title = case.title(ticket.installment_code) if ticket.kind == "installment" else None
    parts = (standing.of, pauses.of, pending.of, silence.of)
    now = _ended(ticket) if ticket.closed_on else (one for part in parts for one in part(case, ticket))
    return TicketAccount(
        ticket.ticket_id, ticket.kind, _title(ticket), tuple(rows.of_title(title)) if title else (), tuple(now), story
    )


def _title(ticket: Ticket) -> str:
    key = "/".join(str(part) for part in (ticket.branch_code, ticket.contract_code, ticket.installment_code) if part)
    where = f"{ticket.request_code} / {ticket.status_code}"
    child = f", filha da {ticket.parent_id}" if ticket.parent_id else ""
    return f"Ocorrência {ticket.ticket_id}, {KINDS[ticket.kind]} {key}{child}: {where}"


def _ended(ticket: Ticket) -> Iterator[Sentence]:
    why = ", ".join(filter(None, (ticket.cause, ticket.closing_reason)))
    paid = f"; pago {amount(ticket.paid_amount)}" if ticket.paid_amount else ""
    told = f"Encerrada em {day(ticket.closed_on)} em {ticket.status_code}{f' ({why})' if why else ''}{paid}."
    yield Sentence(told, "R6.2" if ticket.closing_cause else None)
    if ticket.newer_ticket:
        yield Sentence(f"A mesma chave tem hoje a ocorrência {ticket.newer_ticket}.", "R3.5")


def _titles(case: Case, about: Subject) -> tuple[TitleAccount, ...]:
    if about.ticket_id is not None:
        return ()
    if about.installment_code is not None and case.title(about.installment_code) is None:
        return (_absent(case, about.installment_code, None),)
    return tuple(
        _absent(case, title.installment_code, title)
        for title in case.titles
        if title.open_ticket is None and about.installment_code in (None, title.installment_code)
    )


def _absent(case: Case, code: int, title: Title | None) -> TitleAccount:
    is_due = title is not None and title.due_on < case.today and not title.is_known_ended
    when = f", vencimento {day(title.due_on)}, {amount(title.total_due)}" if title else ""
    return TitleAccount(
        code,
        f"Parcela {case.contract.key}/{code}{when}: sem ocorrência aberta",
        tuple(rows.of_title(title)) if title else (),
        tuple(absence.of(case, title)),
        is_due,
    )


def _rules(files: Files, told: Account) -> dict[str, str]:
    sentences = [*told.run, *told.erp]
    for ticket in told.tickets:
        sentences += [*ticket.erp, *ticket.now]
    for title in told.titles:
        sentences += [*title.erp, *title.why]
    named = {one.rule for one in sentences} | {one.rule for ticket in told.tickets for one in ticket.story}
    rules = files.values("rules", rules=sorted(rule for rule in named if rule))
    return dict(sorted(rules, key=lambda row: [int(part) for part in row[0][1:].split(".")]))
