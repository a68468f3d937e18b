"""Settings as SQL reads them: what stands in work.settings_* and the views of the session."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from cobranca import paths, settings
from cobranca.settings import Settings, tables
from cobranca.settings.calendar import next_banking_day
from cobranca.settings.text import plain

NOW = datetime(2026, 3, 10, 8, tzinfo=UTC)
Connection = psycopg.Connection[Any]


@pytest.fixture
def stored(db: Connection) -> Settings:
    example = settings.load(paths.CONFIG)
    tables.store(db, example, NOW)
    db.execute("SELECT set_config('cobranca.settings_hash', %s, false)", (example.hash,))
    return example


def test_the_parameters(db: Connection, stored: Settings) -> None:
    row = db.execute(
        "SELECT all_installment_types, all_developments, shifts_to_banking_day, tolerance, first_phase_day,"
        " adds_corrected, adds_interest, subtracts_discount, integration_request, machine_actor"
        " FROM work.parameter"
    ).fetchall()
    assert row == [
        (True, True, True, Decimal("0.00"), 1, True, False, False, "COBREL", "integra. cobrança"),
    ]


def test_the_spans_of_the_regua(db: Connection, stored: Settings) -> None:
    found = db.execute(
        "SELECT status_code, position, chain_position, start_day, end_day, wait_days, channels"
        " FROM work.flow_step WHERE request_code = 'COD_SOL_PARCELAS' ORDER BY position"
    ).fetchall()
    assert found[:5] == [
        ("INTEGRACAO", 1, None, None, None, None, []),
        ("INTERMEDIARIO", 2, 1, 0, 0, 0, []),
        ("AGUARDANDO_ATENDIMENTO", 3, 2, 0, 3, 3, []),
        ("LEMBRETE", 4, 3, 3, 5, 2, ["email"]),
        ("AVISO_5", 5, 4, 5, 10, 5, ["email", "sms"]),
    ]
    assert found[-1] == ("ETAPA_FINAL", 10, 9, 90, None, None, [])


def test_routing_values_are_plain(db: Connection, stored: Settings) -> None:
    found = db.execute(
        "SELECT value FROM work.routing_rule WHERE installment_request = 'COD_SOL_REPASSE' ORDER BY value"
    ).fetchall()
    assert [value for (value,) in found] == [
        *("cheque depositado", "cheque em custodia", "cheque pre-datado"),
        *("fgts", "financiamento", "subsidio"),
    ]
    assert db.execute("SELECT count(*) FROM work.not_buyers").fetchone() == (6,)


def test_closing_statuses_and_other_tables(db: Connection, stored: Settings) -> None:
    counts = {
        view: db.execute(f"SELECT count(*) FROM work.{view}").fetchone()[0]
        for view in ("branch", "development", "phase", "occurrence_type", "closing_status", "aging_range")
    }
    assert counts == {
        "branch": 4,
        "development": 0,
        "phase": 4,
        "occurrence_type": 4,
        "closing_status": 10,
        "aging_range": 4,
    }


@pytest.mark.parametrize("branch", [0, 1, 2, 3, 4])
def test_holidays_lead_sql_to_the_same_banking_day(db: Connection, stored: Settings, branch: int) -> None:
    found = db.execute(
        "SELECT d.day::date, (SELECT min(c.day::date) FROM generate_series(d.day, d.day + interval '14 days',"
        " interval '1 day') c(day) WHERE extract(isodow FROM c.day) < 6 AND NOT EXISTS ("
        "SELECT FROM work.holiday h WHERE h.branch_code = %s AND h.day = c.day::date))"
        " FROM generate_series(date '2024-01-01', date '2027-12-31', interval '1 day') d(day)",
        (branch,),
    ).fetchall()
    assert len(found) > 1000
    assert [row for row in found if next_banking_day(stored, branch, row[0]) != row[1]] == []


def test_holidays_reach_from_1990_to_2060(db: Connection, stored: Settings) -> None:
    found = db.execute("SELECT min(day), max(day) FROM work.holiday WHERE branch_code = 0").fetchone()
    assert found == (date(1990, 1, 1), date(2060, 12, 25))


def test_storing_twice_changes_nothing(db: Connection, stored: Settings) -> None:
    before = db.execute("SELECT settings_hash, first_used_at FROM audit.settings").fetchall()
    tables.store(db, stored, datetime(2027, 1, 1, tzinfo=UTC))
    assert db.execute("SELECT settings_hash, first_used_at FROM audit.settings").fetchall() == before
    assert before == [(stored.hash, NOW)]


def test_what_an_interrupted_writing_left_is_replaced(db: Connection, stored: Settings) -> None:
    db.execute("DELETE FROM audit.settings")
    db.execute("DELETE FROM work.settings_status WHERE status_code <> 'FECHADA'")
    tables.store(db, stored, NOW)
    assert db.execute("SELECT count(*) FROM work.status").fetchone() == (len(stored.statuses),)


def test_stored_content_gives_the_settings_back(db: Connection, stored: Settings) -> None:
    (content,) = db.execute("SELECT content FROM audit.settings").fetchone()
    assert Settings.model_validate(content).hash == stored.hash


def test_the_view_shows_the_settings_of_the_session(db: Connection, stored: Settings) -> None:
    other = Settings.model_validate({**stored.content, "developments": [7, 9], "catch_up_days": 3})
    tables.store(db, other, NOW)
    assert db.execute("SELECT count(*) FROM work.development").fetchone() == (0,)
    db.execute("SELECT set_config('cobranca.settings_hash', %s, false)", (other.hash,))
    assert db.execute("SELECT array_agg(development_code ORDER BY 1) FROM work.development").fetchone() == ([7, 9],)


@pytest.mark.parametrize(
    "text", ["  Cheque  Pré-Datado ", "JURÍDICO", "SUBSÍDIO", "Ação\tNº 1", "ÇÃÕÉÍÓÚÂÊÔÀÜÑ", "São  Paulo"]
)
def test_plain_is_the_same_in_sql_and_python(db: Connection, text: str) -> None:
    assert db.execute("SELECT work.plain(%s)", (text,)).fetchone() == (plain(text),)
