"""R5.9, R3.10: what people do to a contract ticket, and what is refused with its rule and writes nothing."""

from datetime import date
from decimal import Decimal

from tests.integration.acts.conftest import Ground, Refused

from cobranca import acts
from cobranca.acts import Person


def test_move_within_the_flow(ground: Ground, ana: Person) -> None:
    case = ground.owing()
    event = acts.move(ana, case.ticket, "EM_CONTATO", reason=" ligou de volta ")
    assert ground.ticket(case.ticket, "status_code, status_since, status_at::text, placed_by, version") == (
        "EM_CONTATO", date(2026, 3, 11), "2026-03-11 10:00:00-03", "person", 2
    )  # fmt: skip
    assert ground.last_event(
        case.ticket,
        "event_id, kind, from_status, to_status, from_request, to_request, reason, rule, actor, as_of, late",
    ) == (
        event, "moved", "AGUARDANDO_ATENDIMENTO", "EM_CONTATO", "COD_COBRANCA", "COD_COBRANCA", "ligou de volta",
        "R5.9", "ana", date(2026, 3, 11), False,
    )  # fmt: skip
    assert ground.last_event(case.ticket, "details") == ({"role": "operador", "placed_by": "person", "version": 2},)


def test_move_to_a_linear_status_and_the_minute(ground: Ground, ana: Person) -> None:
    """R5.2, R5.3: a person may put a ticket back to wait."""
    case = ground.owing()
    acts.move(ana, case.ticket, "INTERMEDIARIO")
    acts.move(ana, case.ticket, "ETAPA_FINAL")
    assert ground.ticket(case.ticket, "status_code, version") == ("ETAPA_FINAL", 3)


def test_a_routed_ticket_moves_within_the_flow_of_its_request(ground: Ground, ana: Person, refused: Refused) -> None:
    """R4.2: it stands in the first status, hidden, until a person acts."""
    case = ground.at_the_lawyers()
    assert ground.ticket(case.ticket, "request_code, status_code") == ("COD_CTR_JURIDICO", "INTEGRACAO")
    with refused("R5.9", "EM_CONTATO", "JURIDICO_CONTRATOS", "EM_ANDAMENTO"):
        acts.move(ana, case.ticket, "EM_CONTATO")
    acts.move(ana, case.ticket, "EM_ANDAMENTO")
    assert ground.ticket(case.ticket, "request_code, status_code") == ("COD_CTR_JURIDICO", "EM_ANDAMENTO")


def test_moves_that_the_flow_does_not_allow(ground: Ground, ana: Person, refused: Refused) -> None:
    case = ground.owing()
    with refused("R5.9", "visível", "EM_CONTATO, PROMESSA_PAGAMENTO"):
        acts.move(ana, case.ticket, "INTEGRACAO")
    with refused("R5.9", "LEMBRETE", "COBRANCA_CONTRATOS"):
        acts.move(ana, case.ticket, "LEMBRETE")
    with refused("R5.9", "já está em AGUARDANDO_ATENDIMENTO"):
        acts.move(ana, case.ticket, "AGUARDANDO_ATENDIMENTO")
    with refused("R6.8", "encerra", "close"):
        acts.move(ana, case.ticket, "COD_BAIXA_CTR")
    with refused("R6.8", "encerra"):
        acts.move(ana, case.ticket, "COD_STATUS_BAIXA")
    with refused("R5.9", "sub-ocorrência de parcela", "ocorrência de contrato"):
        acts.move(ana, case.titles[0], "LEMBRETE")
    with refused("R5.9", "não há ocorrência 999999"):
        acts.move(ana, 999999, "EM_CONTATO")


def test_move_of_a_ticket_whose_request_the_settings_lack(ground: Ground, ana: Person, refused: Refused) -> None:
    case = ground.owing()
    ground.db.execute("UPDATE crm.ticket_state SET request_code = 'VELHA' WHERE ticket_id = %s", (case.ticket,))
    with refused("R4.3", "VELHA"):
        acts.move(ana, case.ticket, "EM_CONTATO")


def test_note_on_every_kind_of_ticket(ground: Ground, ana: Person, refused: Refused) -> None:
    case = ground.owing()
    for ticket in (case.ticket, case.titles[0]):
        acts.note(ana, ticket, "cliente viaja até sexta")
        assert ground.last_event(ticket, "kind, reason, rule, to_status, details ->> 'version'") == (
            "note", "cliente viaja até sexta", "R5.9", None, "2"
        )  # fmt: skip
    with refused("R5.9", "texto"):
        acts.note(ana, case.ticket, "  ")
    with refused("R5.9", "caracteres"):
        acts.note(ana, case.ticket, "x" * 4001)
    with refused("R5.9", "não se grava"):
        acts.note(ana, case.ticket, "a\x00b")


def test_integration_tickets_take_only_notes(ground: Ground, ana: Person, refused: Refused) -> None:
    """R3.1: they are born closed."""
    row = ground.db.execute(
        "INSERT INTO crm.ticket_state (kind, branch_code, contract_code, occurrence_kind, occurrence_code,"
        " request_code, status_code, status_since, status_at, opened_on, closed_on) "
        "VALUES ('integration', 1, 10, 'phase', 1, 'COBREL', 'FECHADA',"
        " '2026-03-10', now(), '2026-03-10', '2026-03-10') RETURNING ticket_id"
    ).fetchone()
    assert row
    acts.note(ana, row[0], "visto")
    with refused("R5.9", "ocorrência de integração"):
        acts.move(ana, row[0], "EM_CONTATO")


def test_fields_of_each_type(ground: Ground, ana: Person, refused: Refused) -> None:
    case = ground.owing()
    acts.set_field(ana, case.ticket, "motivo_atraso", "doenca")
    acts.set_field(ana, case.ticket, "melhor_horario", " depois das 18h ")
    assert ground.ticket(case.ticket, "person_fields, version") == (
        {"motivo_atraso": ["Doença"], "melhor_horario": "depois das 18h"}, 3
    )  # fmt: skip
    acts.set_field(ana, case.ticket, "motivo_atraso", ["Outro", "Desemprego"])
    assert ground.last_event(case.ticket, "kind, rule, details") == (
        "field", "R3.10",
        {"role": "operador", "field": "motivo_atraso", "value": ["Desemprego", "Outro"], "before_value": ["Doença"],
         "version": 4},
    )  # fmt: skip
    acts.set_field(ana, case.ticket, "motivo_atraso", None)
    assert ground.ticket(case.ticket, "person_fields") == ({"melhor_horario": "depois das 18h"},)
    assert ground.last_event(case.ticket, "details -> 'value'") == (None,)
    shown = ground.db.execute("SELECT fields ->> 'melhor_horario' FROM crm.ticket WHERE ticket_id = %s", (case.ticket,))
    assert shown.fetchone() == ("depois das 18h",)
    with refused("R3.10", "preguiça", "Desemprego, Doença"):
        acts.set_field(ana, case.ticket, "motivo_atraso", "preguiça")
    with refused("R3.10", "vlr_total", "motivo_atraso, melhor_horario"):
        acts.set_field(ana, case.ticket, "vlr_total", "1")
    with refused("R5.9", "sub-ocorrência"):
        acts.set_field(ana, case.titles[0], "motivo_atraso", "Outro")


def test_promise_is_a_fact_and_an_event(ground: Ground, ana: Person) -> None:
    case = ground.owing()
    acts.promise(ana, case.ticket, "11/03/2026", "1.133,50", reason="recebe hoje")
    acts.promise(ana, case.ticket, date(2026, 4, 1), Decimal("20"))
    facts = ground.db.execute(
        "SELECT promised_on, amount, valid_from::text, valid_to, actor, reason FROM crm.promise WHERE ticket_id = %s "
        "ORDER BY promise_id",
        (case.ticket,),
    ).fetchall()
    assert facts == [
        (date(2026, 3, 11), Decimal("1133.50"), "2026-03-11 10:00:00-03", None, "ana", "recebe hoje"),
        (date(2026, 4, 1), Decimal("20.00"), "2026-03-11 10:00:00-03", None, "ana", None),
    ]
    kind, details = ground.last_event(case.ticket, "kind, details - 'promise_id'")
    assert (kind, details) == (
        "promise", {"role": "operador", "promised_on": "2026-04-01", "amount": "20.00", "version": 3}
    )  # fmt: skip


def test_promises_that_are_refused(ground: Ground, ana: Person, refused: Refused) -> None:
    case = ground.owing()
    with refused("R5.9", "10/03/2026 já passou"):
        acts.promise(ana, case.ticket, "10/03/2026", "10")
    with refused("R5.9", "maior que zero"):
        acts.promise(ana, case.ticket, "20/03/2026", "0,00")
    with refused("R5.9", "não é um valor"):
        acts.promise(ana, case.ticket, "20/03/2026", "10,005")
    with refused("R5.9", "31/02/2026 não existe"):
        acts.promise(ana, case.ticket, "31/02/2026", "10")
    with refused("R5.9", "não é uma data"):
        acts.promise(ana, case.ticket, "amanhã", "10")
    with refused("R5.9", "ocorrência de contrato"):
        acts.promise(ana, case.titles[0], "20/03/2026", "10")


def test_responsible(ground: Ground, bia: Person, refused: Refused) -> None:
    case = ground.owing()
    acts.set_responsible(bia, case.ticket, "caio")
    acts.set_responsible(bia, case.ticket, "dora")
    assert ground.ticket(case.ticket, "responsible, version") == ("dora", 3)
    assert ground.last_event(case.ticket, "kind, details ->> 'responsible', details ->> 'before_value'") == (
        "responsible", "dora", "caio"
    )  # fmt: skip
    acts.set_responsible(bia, case.ticket, None)
    assert ground.ticket(case.ticket, "responsible") == (None,)
    with refused("R5.9", "sub-ocorrência"):
        acts.set_responsible(bia, case.titles[0], "caio")
