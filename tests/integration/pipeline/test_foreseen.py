"""What `cobranca check --against-db` foresees is what the next run then does."""

import re
from collections import Counter
from datetime import date

import psycopg
import pytest
from tests.integration.pipeline import regua
from tests.integration.pipeline.conftest import Days
from tests.unit.settings.conftest import Folder

from cobranca.settings import against
from cobranca.settings.against import Against, total

TITLES = {
    10: (1, 2, 3, 4, 6, 7, 8, 17, 8, 16, 17, 19, 26, 27, 29, 31, 44, 60, 91),
    11: (4, 8, 17, 27),  # held
    12: (4, 8, 17, 27),  # a renegotiation under study
    13: (4, 8, 17, 27),  # no address
    14: (4, 8, 17, 27),  # e-mail blocked
    15: (4, 8, 17, 27),  # owes less than the tolerance
    16: (4, 8, 17, 27),  # sent to the lawyers by the new folder
}
"""Days overdue of each contract's titles on 10/03/2026. Of contract 10 title 7 is paid and title 8 in dispute."""


@pytest.fixture
def portfolio(days: Days, db: psycopg.Connection) -> Days:
    """After the first load of 10/03 and the ordinary 11/03."""
    world = days.world
    world.rows.clear()
    for contract, ages in TITLES.items():
        world.contract(contract, development_code=1, customer_code=500 + contract)
        for code, age in enumerate(ages, 1):
            due = date.fromordinal(date(2026, 3, 10).toordinal() - age).isoformat()
            world.row(
                code,
                due,
                contract=contract,
                **({"corrected": 1, "fine": 0, "late_charge": 0} if contract == 15 else {}),
            )
        if contract != 13:
            regua.reachable(db, 500 + contract)
    world.contract(16, category="Especial")
    world.studies[1] = {"contract_code": 12, "generated_on": "2026-03-05", "status": "studied"}
    days.run("2026-03-10")
    facts = (
        "INSERT INTO crm.hold (branch_code, contract_code, until_on, valid_from, actor, reason) "
        "VALUES (1, 11, '2026-03-30', '2026-03-10 15:00-03', 'Ana', 'acordo')",
        "INSERT INTO crm.dispute (branch_code, contract_code, installment_code, valid_from, actor, reason) "
        "VALUES (1, 10, 8, '2026-03-10 15:00-03', 'Ana', 'valor')",
        "INSERT INTO crm.block (block_code, scope, customer_code, valid_from, actor) "
        "VALUES ('TBE', 'customer', 514, '2026-03-10 15:00-03', 'Ana')",
    )
    for fact in facts:
        db.execute(fact)
    world.pay(7, "2026-03-11", contract=10)
    days.run("2026-03-11")
    return days


def faster(company: Folder) -> None:
    """AVISO_5 waits 3 days and AVISO_30 20 in place of 5 and 15; grace of 3 days; a tolerance; one more route."""
    company.edit("flows.yaml", "wait: 5 days, leads_to: AVISO_10", "wait: 3 days, leads_to: AVISO_10")
    company.edit("flows.yaml", "wait: 15 days, leads_to: PRE_JURIDICO", "wait: 30 days, leads_to: PRE_JURIDICO")
    company.edit("company.yaml", "grace_days: 0", "grace_days: 3")
    company.edit("company.yaml", "tolerance: 0.00", "tolerance: 10.00")
    company.edit("routing.yaml", "values: [Jurídico]", "values: [Jurídico, Especial]")


def foreseen(company: Folder, as_of: str) -> Against:
    return against.compare(company.load(), date.fromisoformat(as_of))


def jumps(told: Against) -> Counter[tuple[str, str | None]]:
    return Counter({(e.status_code, e.to_status): e.tickets for e in told.foreseen if e.fate == "jumps"})


def done(db: psycopg.Connection) -> int:
    return db.execute("SELECT coalesce(max(event_id), 0) FROM crm.ticket_event").fetchone()[0]


def events(db: psycopg.Connection, since: int, kind: str) -> Counter[tuple[str, str]]:
    found = db.execute(
        "SELECT from_status, to_status FROM crm.ticket_event e JOIN crm.ticket_state t USING (ticket_id) "
        "WHERE event_id > %s AND e.kind = %s AND t.kind = 'installment'",
        [since, kind],
    )
    return Counter(found.fetchall())


def queued(db: psycopg.Connection) -> set[str]:
    """What waits to be told, by its key (R7.7)."""
    found = db.execute(
        "SELECT dedupe_key FROM crm.message_item JOIN crm.message USING (message_id) WHERE state = 'queued'"
    )
    return {key for (key,) in found}


@pytest.mark.parametrize("as_of", ["2026-03-11", "2026-03-12"])
def test_jumps_and_announcements_are_those_of_the_next_run(portfolio: Days, company: Folder, db, as_of: str) -> None:
    """The same day again, where only the settings move, and the day after, where time does too."""
    faster(company)
    portfolio.today(as_of, "09:00")
    told, since, before = foreseen(company, as_of), done(db), queued(db)
    portfolio.run(as_of)
    assert jumps(told) == events(db, since, "moved")
    assert total(told.foreseen, "jumps") > 3
    written = sum(each.written for each in told.foreseen if each.fate == "jumps")
    assert written == len(queued(db) - before)
    assert 0 < written < total(told.foreseen, "jumps")
    assert total(told.foreseen, "routed") == events(db, since, "routed").total() == 4
    assert total(told.foreseen, "ends") == events(db, since, "closed").total()
    assert total(told.foreseen, "ends") > 1
    assert total(told.foreseen, "beyond") > 0


def test_under_the_folder_of_the_last_run_nothing_moves(portfolio: Days, company: Folder) -> None:
    told = foreseen(company, "2026-03-11")
    assert jumps(told) == Counter()
    assert told.before is not None
    assert told.before.foreseen == told.foreseen
    assert total(told.foreseen, "rests") == 9


def test_nothing_is_written_by_looking(portfolio: Days, company: Folder, db, crm) -> None:
    faster(company)
    before, folders = crm(), db.execute("SELECT count(*) FROM audit.settings").fetchone()
    foreseen(company, "2026-03-12")
    assert (crm(), db.execute("SELECT count(*) FROM audit.settings").fetchone()) == (before, folders)


def test_it_is_told_in_portuguese(portfolio: Days, company: Folder) -> None:
    """The flows that changed, what would move and be written to, beside what the last good run's folder would do."""
    faster(company)
    portfolio.today("2026-03-12")
    seen = regua.told("check", "--against-db")
    assert seen.exit_code == 0
    assert (
        "COD_SOL_PARCELAS (43 abertas): AVISO_5 espera 3 dias (era 5 dias); AVISO_30 espera 30 dias (era 15 dias)"
        in seen.output
    )
    assert "Se a execução de D 12/03/2026 viesse agora" in seen.output
    assert re.search(
        r"avançariam \(R5\.3\): \d+, .* última execução boa: \d+, das quais \d+ seriam avisadas", seen.output
    )
    assert "    COD_SOL_PARCELAS: AVISO_5 → AVISO_10: " in seen.output


def test_before_the_first_run_nothing_is_compared(days: Days, company: Folder) -> None:
    days.today("2026-03-10")
    seen = regua.told("check", "--against-db")
    assert (seen.exit_code, "Ainda não há execução boa" in seen.output) == (0, True)
