"""A year of the sandbox through the engine, with people at work between the days; gates are left out, they judge
how much a day decides, not what."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

import psycopg

from cobranca import acts, settings
from cobranca.acts import ActRefused, Contract, Person
from cobranca.explain import absence, case, pauses, pending, standing
from cobranca.pipeline import batch, engine, lease
from cobranca.pipeline.lease import Request
from cobranca.pipeline.steps import FLOW_STEPS, STEPS, Step

BIA = Person("bia", "supervisor")
STATUSES = ("EM_CONTATO", "PROMESSA_PAGAMENTO", "INTERMEDIARIO", "AGUARDANDO_ATENDIMENTO", "EM_ANDAMENTO")


@dataclass
class Year:
    """Runs days one after the other over a sandbox whose clock is the product's."""

    db: psycopg.Connection
    clock: Path
    rng: Random = field(default_factory=lambda: Random("year"))

    def run(self, as_of: date, *, days_late: int = 0) -> date:
        """The daily batch of D, on time at 05:00 or so many days later; the day on which it ran."""
        self.clock.write_text(f"{as_of + timedelta(days_late)}T05:00", "utf-8")
        run_id = batch.begin(Request(as_of, f"year__{as_of}"))
        for step in STEPS:
            if step.name == "ingest":
                batch.fetch_contracts(run_id)
                for chunk in batch.scope(run_id):
                    batch.fetch_chunk(run_id, chunk)
            self._step(run_id, step)
        batch.finish(run_id)
        return as_of + timedelta(days_late)

    def minutes(self, as_of: date) -> None:
        """The batch of every ten minutes, at noon."""
        self.clock.write_text(f"{as_of}T12:00", "utf-8")
        run_id = batch.begin(Request(as_of, f"flow__{as_of}", "staged", batch="flow"))
        for step in FLOW_STEPS:
            self._step(run_id, step)
        lease.release(run_id, "good")

    def _step(self, run_id: int, step: Step) -> None:
        run = lease.load(run_id, settings.load())
        engine.plan(run, step)
        self.db.execute("UPDATE audit.step SET gate = 'passed' WHERE run_id = %s AND step = %s", (run_id, step.name))
        engine.apply(run, step)

    def people(self, as_of: date) -> None:
        """What people do at ten: on some tickets, one thing or another, as far as it is allowed."""
        self.clock.write_text(f"{as_of}T10:00", "utf-8")
        tickets = self.db.execute(
            "SELECT ticket_id, branch_code, contract_code FROM crm.ticket_state "
            "WHERE kind = 'contract' AND closed_on IS NULL ORDER BY ticket_id"
        ).fetchall()
        for ticket, branch, code in self.rng.sample(tickets, min(len(tickets), 8)):
            with suppress(ActRefused):
                self._act(as_of, ticket, Contract(branch, code))
        for (title,) in self.db.execute(
            "SELECT ticket_id FROM crm.ticket_state WHERE kind = 'installment' AND closed_on IS NULL "
            "ORDER BY md5(ticket_id::text || %s) LIMIT 2",
            (str(as_of),),
        ).fetchall():
            with suppress(ActRefused):
                self.rng.choice((acts.dispute, acts.end_dispute))(BIA, title, reason="valor")

    def _act(self, as_of: date, ticket: int, contract: Contract) -> None:
        acts_of = (
            lambda: acts.move(BIA, ticket, self.rng.choice(STATUSES), reason="ligou"),
            lambda: acts.note(BIA, ticket, "anotado"),
            lambda: acts.promise(BIA, ticket, as_of + timedelta(9), "100,00"),
            lambda: acts.hold(BIA, ticket, as_of + timedelta(20), "acordo"),
            lambda: acts.end_hold(BIA, ticket),
            lambda: acts.set_field(BIA, ticket, "motivo_atraso", self.rng.choice(("Doença", "Outro", None))),
            lambda: acts.set_field(BIA, ticket, "melhor_horario", "manhã"),
            lambda: acts.set_responsible(BIA, ticket, self.rng.choice(("ana", "rui", None))),
            lambda: acts.mark(BIA, contract, self.rng.choice(("J", "T", "limpar"))),
            lambda: acts.block(BIA, contract, self.rng.choice(("TBG", "TBE,TBS"))),
            lambda: acts.close(BIA, ticket, "COD_BAIXA_CTR", reason="encerrada"),
        )
        self.rng.choice(acts_of)()

    def differences(self) -> list[tuple[object, ...]]:
        """Tickets whose events tell another state than the one that stands."""
        return self.db.execute(DIFFERENCES).fetchall()

    def contradictions(self) -> list[tuple[int, int, str]]:
        """Where the explanation says that the run that has just ended ought to have done something else."""
        keys = self.db.execute("SELECT branch_code, contract_code FROM mega.contract").fetchall()
        with case.opened() as (files, newest):
            found = [case.read(files, newest, *key) for key in keys]
        return [(one.contract.branch_code, one.contract.contract_code, text) for one in found for text in _undone(one)]


def _undone(one: case.Case) -> Iterator[str]:
    """What is said to be due of a contract that was read, though the run could have done it."""
    if list(pauses.unread(one)):
        return
    for ticket in one.tickets:
        title = one.title(ticket.installment_code)
        if ticket.kind == "action" or (title and title.missing_on):
            continue
        yield from (told.text for told in pending.of(one, ticket) if told.rule in ("R4.2", "R6.3"))
        is_paused = any(told.rule in ("R3.6", "R5.7", "R5.8") for told in pauses.of(one, ticket))
        if ticket.placed_by == "machine" and not is_paused:
            yield from (told.text for told in standing.of(one, ticket) if "atrás do seu lugar" in told.text)
    for title in one.titles:
        if title.open_ticket is None:
            told = list(absence.of(one, title))
            yield from (one.text for one in told if one.rule in ("R3.3", "R8.6"))
            if not told:
                yield f"nothing is said of {title.installment_code}"


COLUMNS = ("kind, parent_id, branch_code, contract_code, installment_code, occurrence_kind, occurrence_code, "
           "request_code, status_code, status_since, status_at, placed_by, responsible, person_fields, opened_on, "
           "closed_on, closing_cause, closing_reason, reopened_from")  # fmt: skip
DIFFERENCES = f"""
    SELECT * FROM (SELECT ticket_id, 'stands' AS what, {COLUMNS} FROM crm.ticket_state
                   EXCEPT SELECT ticket_id, 'stands', {COLUMNS} FROM crm.ticket_rebuilt) stands
    UNION ALL
    SELECT * FROM (SELECT ticket_id, 'rebuilt', {COLUMNS} FROM crm.ticket_rebuilt
                   EXCEPT SELECT ticket_id, 'rebuilt', {COLUMNS} FROM crm.ticket_state) rebuilt
    ORDER BY 1, 2
"""
