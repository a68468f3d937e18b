"""A small ERP whose days run by the SQL of the steps, and what is explained of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.sql import company
from tests.sql.world import STEPS, World

from cobranca.explain import account, showing
from cobranca.explain.account import Account

AFTER = {"actor": "Ana", "valid_from": "2026-03-10 15:00-03"}


@dataclass
class Asked:
    """Runs days over a world, and asks."""

    world: World
    clock: Path

    def day(self, as_of: str, *, late: bool = False) -> None:
        """A whole day, its steps noted as applied."""
        self.world.day(as_of, late)
        for step in STEPS:
            self.world.db.execute(
                "INSERT INTO audit.step (run_id, as_of, step, planned, plan_hash, gate, applied, applied_at) "
                "VALUES (%s, %s, %s, 1, '77', 'passed', 1, now()) ON CONFLICT DO NOTHING",
                (self.world.run_id(as_of, late), as_of, step),
            )
        self.at(f"{as_of}T09:00")

    def at(self, instant: str) -> None:
        """Set the clock."""
        self.clock.write_text(instant, encoding="utf-8")

    def account(self, words: str, **options: bool) -> Account:
        """What is explained."""
        return account.of(words, **options)

    def text(self, words: str, **options: bool) -> str:
        """The same, as the terminal shows it."""
        return showing.text(self.account(words, **options))

    def now(self, words: str) -> list[tuple[str, str | None]]:
        """What holds now of the one ticket that is asked for: sentences and rules."""
        (ticket,) = self.account(words).tickets
        return [(one.text, one.rule) for one in ticket.now]

    def rules(self, words: str = "2") -> dict[str | None, str]:
        """The sentence of each rule that is named, the last one where there are several."""
        return {rule: text for text, rule in self.now(words)}

    def fact(self, table: str, **values: Any) -> None:
        """What Ana set at three on 10/03, about contract 1/10 unless it is a customer's."""
        key = {} if "customer_code" in values else {"branch_code": 1, "contract_code": 10}
        self.world.insert(f"crm.{table}", AFTER | key | values)

    def why(self, words: str) -> list[tuple[str, str | None]]:
        """Why the one title that is asked for has no ticket."""
        (title,) = self.account(words).titles
        return [(one.text, one.rule) for one in title.why]


@pytest.fixture
def asked(db: psycopg.Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Contract 1/10 in an ERP before the standard company."""
    clock = tmp_path / "clock"
    monkeypatch.setenv("COBRANCA_CLOCK", f"@{clock}")
    company.store(db)
    world = World(db)
    world.contract(10)
    return Asked(world, clock)


@pytest.fixture
def owing(asked: Asked) -> Asked:
    """Its title 1 has 7 days on 10/03/2026; titles 2 and 3 are due later."""
    asked.world.row(1, "2026-03-03")
    asked.world.row(2, "2026-04-03")
    asked.world.row(3, "2026-05-03")
    asked.day("2026-03-10")
    return asked
