"""R7.13: stopping and resuming contact, by command and by Airflow's form; every report says it first."""

from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.conftest import connected
from tests.sql import company
from tests.sql.world import World
from typer.testing import CliRunner, Result

from cobranca.acts import ROLES, Person
from cobranca.cli import app
from cobranca.contact.switches import stops, told
from cobranca.contact.switches.stops import Scope
from cobranca.errors import ActRefused
from cobranca.orchestration import stopping
from cobranca.pipeline import summary

BIA = Person("bia", "supervisor")
TODAY = "2026-03-10"
SIGNED = ("--as", "bia", "--role", "supervisor", "--reason", "gateway repetiu envios")


@pytest.fixture
def world(db: psycopg.Connection, monkeypatch: pytest.MonkeyPatch) -> World:
    """Contracts 10 (development 7, e-mail), 11 (development 8, e-mail) and 12 (development 8, SMS), all in AVISO_5."""
    monkeypatch.setenv("COBRANCA_CLOCK", f"{TODAY}T10:00")
    monkeypatch.delenv("COBRANCA_CONFIG", raising=False)
    company.store(db)
    here = World(db)
    for contract, development, channel, address in (
        (10, 7, "email", "a@example.com"), (11, 8, "email", "b@example.com"), (12, 8, "sms", "+5511999990000"),
    ):  # fmt: skip
        here.contract(contract, customer_code=490 + contract, development_code=development)
        here.row(1, "2026-03-03", contract=contract)
        db.execute("INSERT INTO crm.customer (customer_code, seen_on) VALUES (%s, '2026-03-01')", (490 + contract,))
        db.execute(
            "INSERT INTO crm.customer_channel (customer_code, channel, address, source, valid_from) "
            "VALUES (%s, %s, %s, 'csv', '2026-03-01')", (490 + contract, channel, address),
        )  # fmt: skip
    return here


def at(monkeypatch: pytest.MonkeyPatch, moment: str) -> None:
    monkeypatch.setenv("COBRANCA_CLOCK", moment)


def queue(world: World) -> list[tuple[Any, ...]]:
    return world.db.execute(
        "SELECT t.contract_code, m.channel, m.state, m.skipped_reason FROM crm.message m "
        "JOIN crm.ticket_state t USING (ticket_id) ORDER BY m.as_of, t.contract_code"
    ).fetchall()


def is_stopped(conn: psycopg.Connection, channel: str, development: int | None) -> bool:
    return conn.execute("SELECT work.is_contact_stopped(%s, %s)", (channel, development)).fetchone()[0]


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["contact", *map(str, arguments)])


@pytest.mark.parametrize(
    ("scope", "held"),
    [
        (Scope(), {("email", 7), ("email", None), ("sms", 7), ("sms", 8), ("email", 8)}),
        (Scope(channel="sms"), {("sms", 7), ("sms", 8)}),
        (Scope(development_code=7), {("email", 7), ("sms", 7)}),
    ],
)
def test_what_a_stop_holds(world: World, scope: Scope, held: set[tuple[str, int | None]]) -> None:
    world.day(TODAY)
    asked = [("email", 7), ("email", 8), ("email", None), ("sms", 7), ("sms", 8)]
    assert not any(is_stopped(world.db, *each) for each in asked)
    number = stops.stop(BIA, scope, "teste")
    assert {each for each in asked if is_stopped(world.db, *each)} == held
    stops.resume(BIA, number, "passou")
    assert not any(is_stopped(world.db, *each) for each in asked)


def test_a_sender_that_works_for_an_earlier_moment_sees_it_at_once(
    world: World, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within one message: its session's clock stands still, its next look does not."""
    with connected(address) as sender, sender.transaction():
        sender.execute(f"SET LOCAL cobranca.now = '{TODAY} 10:00-03'")
        assert not is_stopped(sender, "email", 7)
        at(monkeypatch, f"{TODAY}T10:05")
        stops.stop(BIA, Scope(), "teste")
        assert is_stopped(sender, "email", 7)


def test_while_stopped_the_queue_goes_on_and_resuming_cancels_what_aged(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R5.5: a step entered during a stop is told afterwards, where the title still stands in it."""
    number = stops.stop(BIA, Scope(), "teste")
    world.day(TODAY)
    queued = [(10, "email", "queued", None), (11, "email", "queued", None), (12, "sms", "queued", None)]
    assert queue(world) == queued
    world.row(1, "2026-02-27", contract=11)
    world.row(1, "2026-02-27", contract=12)
    world.day("2026-03-11")
    at(monkeypatch, "2026-03-11T09:00")
    assert stops.resume(BIA, number, "gateway corrigido") == 2
    assert queue(world)[:3] == [
        (10, "email", "queued", None),
        (11, "email", "cancelled", "mudou durante a parada"),
        (12, "sms", "cancelled", "mudou durante a parada"),
    ]
    assert [row[:3] for row in queue(world)[3:]] == [(11, "email", "queued"), (12, "sms", "queued")]
    (kept,) = stops.history()
    assert (kept.ended_by, kept.ended_reason, kept.cancelled) == ("bia", "gateway corrigido", 2)
    assert (f"{kept.valid_from:%d %H:%M}", f"{kept.valid_to:%d %H:%M}") == ("10 10:00", "11 09:00")


@pytest.mark.parametrize(("scope", "cancelled"), [(Scope(channel="sms"), {12}), (Scope(development_code=7), {10})])
def test_resuming_looks_at_what_it_held_only(world: World, scope: Scope, cancelled: set[int]) -> None:
    world.day(TODAY)
    number = stops.stop(BIA, scope, "teste")
    world.db.execute("UPDATE crm.ticket_state SET status_code = 'AVISO_10' WHERE kind = 'installment'")
    stops.resume(BIA, number, "passou")
    assert {row[0] for row in queue(world) if row[2] == "cancelled"} == cancelled


def test_a_message_with_one_title_left_or_none_at_all_stays(world: World) -> None:
    """The one that aged drops out as it is sent (R7.10); an answer of an operator speaks of no step."""
    world.row(2, "2026-03-02", contract=10)
    world.day(TODAY)
    number = stops.stop(BIA, Scope(), "teste")
    world.db.execute(
        "UPDATE crm.ticket_state SET status_code = 'AVISO_10' WHERE kind = 'installment' AND installment_code = 2"
    )
    world.db.execute(
        "INSERT INTO crm.message (ticket_id, as_of, channel, test_mode, state, queued_at) "
        "SELECT ticket_id, %s, 'sms', true, 'queued', now() FROM crm.ticket_state "
        "WHERE kind = 'contract' AND contract_code = 11", (TODAY,),
    )  # fmt: skip
    assert stops.resume(BIA, number, "passou") == 0
    assert {row[2] for row in queue(world)} == {"queued"}


def test_resuming_waits_for_nobody_who_holds_a_message(world: World, address: str) -> None:
    """Whoever holds it looks again before sending (R7.12)."""
    world.day(TODAY)
    number = stops.stop(BIA, Scope(), "teste")
    world.db.execute("UPDATE crm.ticket_state SET closed_on = '2026-03-10' WHERE kind = 'installment'")
    with connected(address) as sender, sender.transaction():
        sender.execute("SELECT FROM crm.message WHERE channel = 'sms' FOR UPDATE")
        assert stops.resume(BIA, number, "passou") == 2
    assert {row[0] for row in queue(world) if row[2] == "queued"} == {12}


def test_two_stops_that_cross_are_ended_each(world: World) -> None:
    everything, channel = stops.stop(BIA, Scope(), "um"), stops.stop(BIA, Scope(channel="sms"), "dois")
    stops.resume(BIA, everything, "passou")
    assert is_stopped(world.db, "sms", 7)
    assert not is_stopped(world.db, "email", 7)
    assert [each.stop_id for each in stops.in_force()] == [channel]


def test_refused_and_nothing_written(world: World) -> None:
    number = stops.stop(BIA, Scope(), "teste")
    before = stops.history()
    for does, says in (
        (lambda: stops.stop(BIA, Scope(), "de novo"), rf"R7\.13: isso já está parado; em vigor: parada {number}"),
        (lambda: stops.stop(BIA, Scope(channel="sms"), "  "), r"falta o motivo"),
        (lambda: stops.stop(BIA, Scope(development_code=99), "x"), r"empreendimento 99 não está na base"),
        (lambda: stops.stop(BIA, Scope(development_code=10**30), "x"), r"não está na base"),
        (
            lambda: stops.resume(BIA, number + 1, "x"),
            rf"não há parada {number + 1} em vigor; em vigor: parada {number}",
        ),
        (lambda: stops.resume(BIA, number, ""), r"falta o motivo"),
    ):
        with pytest.raises(ActRefused, match=says):
            does()
    assert stops.history() == before


@pytest.mark.parametrize("role", ROLES)
def test_who_may(world: World, role: Any) -> None:
    """R5.9."""
    number = stops.stop(BIA, Scope(), "teste")
    if role in ("supervisor", "multidados"):
        stops.resume(Person("zé", role), number, "passou")
        stops.stop(Person("zé", role), Scope(), "de novo")
    else:
        for does in (
            lambda who: stops.stop(who, Scope(channel="sms"), "x"),
            lambda who: stops.resume(who, number, "x"),
        ):
            with pytest.raises(ActRefused, match=r"R5\.9: .*parar ou retomar a comunicação.*supervisor, multidados"):
                does(Person("zé", role))
        assert [each.stop_id for each in stops.in_force()] == [number]


def test_a_stop_asks_nothing_of_the_settings(world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("COBRANCA_CONFIG", str(tmp_path / "nothing"))
    stops.resume(BIA, stops.stop(BIA, Scope(), "teste"), "passou")
    assert stops.in_force() == []


def test_the_commands(world: World) -> None:
    world.day(TODAY)
    assert run("stops").output == "nada está parado\n"
    assert "parada 1" in run("stop", "--development", 7, *SIGNED).output
    assert "COMUNICAÇÃO" not in run("stops").output
    assert run("stops").output == (
        "EM VIGOR   empreendimento 7 (Jardim), desde 10/03/2026 10:00, por bia: gateway repetiu envios (parada 1)\n"
    )
    run("stop", "--channel", "email", *SIGNED)
    told = run("resume", 1, *SIGNED).output
    assert told.startswith("parada 1 encerrada; 0 mensagens canceladas\n")
    assert "COMUNICAÇÃO PARADA: canal e-mail, desde" in told
    assert "\nencerrada  empreendimento 7" in run("stops").output


@pytest.mark.parametrize(
    "arguments", [(), ("--all", "--channel", "sms"), ("--channel", "sms", "--development", 7), ("--channel", "fax")]
)
def test_a_command_says_what_to_stop(world: World, arguments: tuple[object, ...]) -> None:
    result = run("stop", *arguments, *SIGNED)
    assert isinstance(result.exception, ActRefused)
    assert stops.in_force() == []


def test_every_summary_says_it_first(world: World) -> None:
    world.day(TODAY)
    run_id = world.db.execute("SELECT max(run_id) FROM audit.run").fetchone()[0]
    flow_id = world.db.execute(
        "INSERT INTO audit.run (batch, as_of, dag_run_id, started_at, heartbeat_at, state, late, settings_hash, "
        "source, mode) SELECT 'flow', as_of, 'f', started_at, heartbeat_at, state, late, settings_hash, source, mode "
        "FROM audit.run WHERE run_id = %s RETURNING run_id",
        (run_id,),
    ).fetchone()[0]
    assert "PARADA" not in summary.text(run_id) + summary.text(flow_id)
    stops.stop(BIA, Scope(), "gateway\nrepetiu envios")
    line = "COMUNICAÇÃO PARADA: tudo, desde 10/03/2026 10:00, por bia: gateway repetiu envios (parada 1)\n"
    assert summary.text(run_id).startswith(line + "Régua de cobrança")
    assert summary.text(flow_id).startswith(line + "Ações e avanços")


def test_airflows_form(world: World) -> None:
    world.day(TODAY)
    form = {"action": "stop", "scope": "channel", "value": " SMS ", "name": "Bia", "reason": "teste"}
    assert stopping.carry_out(form) == told.banner()
    assert is_stopped(world.db, "sms", 7)
    stopping.carry_out(form | {"scope": "development", "value": "7"})
    stopping.carry_out(form | {"scope": "all", "value": None})
    assert [told.what(each) for each in stops.in_force()] == ["canal SMS", "empreendimento 7 (Jardim)", "tudo"]
    assert {each.actor for each in stops.in_force()} == {"Bia"}
    lines = stopping.carry_out(form | {"action": "resume", "value": "1"})
    assert lines[0] == "Parada 1 encerrada; 0 mensagens canceladas."
    assert lines[1:] == told.banner()


@pytest.mark.parametrize(
    "wrong",
    [
        {"scope": "all", "value": "sms"},
        {"scope": "channel", "value": ""},
        {"scope": "development", "value": "Jardim"},
        {"action": "resume", "value": ""},
        {"name": " "},
        {"reason": " "},
    ],
)
def test_what_does_not_fit_in_airflows_form_stops_nothing(world: World, wrong: dict[str, str]) -> None:
    form = {"action": "stop", "scope": "all", "value": "", "name": "Bia", "reason": "teste"}
    with pytest.raises(ActRefused):
        stopping.carry_out(form | wrong)
    assert stops.history() == []
