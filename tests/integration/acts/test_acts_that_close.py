"""R6.8, R5.6: closing, what a closed ticket still takes, and what every act carries: version, settings, a name."""

from datetime import date

import pytest
from tests.integration.acts.conftest import Ground, Refused

from cobranca import acts
from cobranca.acts import Person


def test_close_without_open_children(ground: Ground, bia: Person) -> None:
    """R6.8, R6.7: with the values of that moment; the cause is that of the status, where it is one of the ten."""
    case = ground.paid()
    acts.move(bia, case.ticket, "EM_NEGOCIACAO")
    acts.close(bia, case.ticket, "BAIXA_DISTRATO", reason="acordo")
    assert ground.ticket(
        case.ticket,
        "status_code, closed_on, closing_cause, closing_reason, total_due, overdue_count, placed_by, version",
    ) == ("BAIXA_DISTRATO", date(2026, 3, 11), "distrato", "pessoa", 0, 0, "person", 3)
    assert ground.last_event(case.ticket, "kind, from_status, to_status, reason, rule, details") == (
        "closed", "EM_NEGOCIACAO", "BAIXA_DISTRATO", "pessoa", "R6.8",
        {"role": "supervisor", "cause": "distrato", "closing_reason": "pessoa", "text": "acordo", "version": 3},
    )  # fmt: skip


def test_close_refusals(ground: Ground, bia: Person, refused: Refused) -> None:
    owing, paid = ground.owing(), ground.paid()
    with refused("R6.8", "2 sub-ocorrência(s)", "R3.3"):
        acts.close(bia, owing.ticket, "COD_BAIXA_CTR")
    with refused("R6.8", "EM_CONTATO não é um status de encerramento", "COD_BAIXA_CTR, BAIXA_DISTRATO"):
        acts.close(bia, paid.ticket, "EM_CONTATO")
    with refused("R6.8", "COD_STATUS_BAIXA"):
        acts.close(bia, paid.ticket, "COD_STATUS_BAIXA")
    with refused("R5.9", "sub-ocorrência de parcela"):
        acts.close(bia, owing.titles[0], "COD_STATUS_BAIXA")


def test_a_closed_ticket_takes_only_notes(ground: Ground, bia: Person, refused: Refused) -> None:
    case = ground.paid()
    acts.close(bia, case.ticket, "COD_BAIXA_CTR")
    acts.note(bia, case.ticket, "pagou à vista")
    assert ground.last_event(case.ticket, "kind") == ("note",)
    for act in (
        lambda: acts.move(bia, case.ticket, "EM_CONTATO"),
        lambda: acts.set_field(bia, case.ticket, "motivo_atraso", "Outro"),
        lambda: acts.promise(bia, case.ticket, "20/03/2026", "10"),
        lambda: acts.hold(bia, case.ticket, "20/03/2026", "x"),
        lambda: acts.end_hold(bia, case.ticket),
        lambda: acts.set_responsible(bia, case.ticket, "caio"),
        lambda: acts.close(bia, case.ticket, "COD_BAIXA_CTR"),
        lambda: acts.dispute(bia, case.titles[0], "x"),
    ):
        with refused("R5.9", "encerrada desde 11/03/2026", "anotações"):
            act()


def test_an_act_on_an_older_version_is_refused(ground: Ground, ana: Person, refused: Refused) -> None:
    case = ground.owing()
    acts.move(ana, case.ticket, "EM_CONTATO", expected_version=1)
    with refused("R5.9", "versão 1, agora 2"):
        acts.move(ana, case.ticket, "EM_NEGOCIACAO", expected_version=1)
    with refused("R5.9", "versão 1, agora 2"):
        acts.note(ana, case.ticket, "x", expected_version=1)
    acts.note(ana, case.ticket, "x", expected_version=2)


def test_an_act_names_the_settings_it_was_checked_against(ground: Ground, ana: Person) -> None:
    """R5.6."""
    case = ground.owing()
    acts.note(ana, case.ticket, "x")
    (in_force,) = ground.last_event(case.ticket, "settings_hash")
    assert ground.db.execute(
        "SELECT count(*) FROM audit.settings WHERE settings_hash = %s", (in_force,)
    ).fetchone() == (1,)


@pytest.mark.parametrize("name", ["", "  ", "a\x00"])
def test_an_act_has_a_name(name: str) -> None:
    with pytest.raises(acts.ActRefused, match=r"R5\.9.*nome"):
        Person(name, "operador")


def test_nobody_acts_as_the_machine(ground: Ground, refused: Refused) -> None:
    case = ground.owing()
    with refused("R5.6", "máquina"):
        acts.note(Person("Integra. Cobranca", "operador"), case.ticket, "x")
