"""R5.9, R7.9: what is shown of a ticket, and that `leitura` sees no personal data."""

from datetime import date
from decimal import Decimal

import pytest
from tests.integration.acts.conftest import Ground

from cobranca import acts
from cobranca.acts import Person

READER = Person("lia", "leitura")


def test_a_ticket_with_what_is_in_force_and_what_happened(ground: Ground, ana: Person, bia: Person) -> None:
    case = ground.owing()
    acts.set_field(ana, case.ticket, "motivo_atraso", "Outro")
    acts.promise(ana, case.ticket, "20/03/2026", "100")
    acts.hold(bia, case.ticket, "25/03/2026", "férias")
    acts.dispute(ana, case.titles[1], "diz que pagou")
    shown = acts.show(ana, case.ticket)
    assert shown.ticket["customer_name"] == f"Cliente {case.contract.contract_code}"
    assert (shown.ticket["total_due"], shown.ticket["days_overdue"]) == (Decimal("2266.00"), 9)
    assert shown.ticket["fields"]["vlr_total"] == Decimal("2266.00")
    assert shown.ticket["person_fields"] == {"motivo_atraso": ["Outro"]}
    assert {(fact["what"], fact["value"], fact["until_on"], fact["actor"]) for fact in shown.facts} == {
        ("promise", "100.00", date(2026, 3, 20), "ana"), ("hold", None, date(2026, 3, 25), "bia"),
        ("dispute", "2", None, "ana"),
    }  # fmt: skip
    assert [event["kind"] for event in shown.events] == ["opened", "field", "promise", "hold"]
    assert [fact["what"] for fact in acts.show(ana, case.titles[0]).facts] == ["hold", "promise"]


def test_marks_and_blocks_in_force_own_and_inherited(ground: Ground, ana: Person) -> None:
    case = ground.owing()
    code = case.contract.contract_code
    for table, columns, values in (
        ("mark", "what, value, scope, branch_code, contract_code", ("collection_status", "J", "contract", 1, code)),
        ("mark", "what, value, scope, customer_code", ("category", "VIP", "customer", 500 + code)),
        ("block", "block_code, scope, customer_code", ("TBE", "customer", 500 + code)),
    ):
        marks = ", ".join(["%s"] * len(values))
        ground.db.execute(
            f"INSERT INTO crm.{table} ({columns}, valid_from, actor) VALUES ({marks}, '2026-03-11 09:00-03', 'bia')",
            values,
        )
    ground.db.execute(
        "INSERT INTO crm.block (block_code, scope, branch_code, contract_code, valid_from, valid_to, actor) "
        "VALUES ('TBS', 'contract', 1, %s, '2026-03-01', '2026-03-11 09:59-03', 'bia')",
        (code,),
    )
    facts = [(fact["what"], fact["value"], fact["scope"]) for fact in acts.show(ana, case.ticket).facts]
    assert facts == [
        ("block", "TBE", "customer"), ("category", "VIP", "customer"), ("collection_status", "J", "contract")
    ]  # fmt: skip


def test_leitura_sees_no_personal_data(ground: Ground, ana: Person, bia: Person) -> None:
    case = ground.owing()
    acts.note(ana, case.ticket, "falar com a mãe, (11) 91234-5678")
    acts.set_field(ana, case.ticket, "melhor_horario", "no serviço, Rua das Flores 5")
    acts.set_field(ana, case.ticket, "motivo_atraso", "Doença")
    acts.hold(bia, case.ticket, "25/03/2026", "internado no Santa Casa")
    shown = acts.show(READER, case.ticket)
    assert (shown.ticket["customer_name"], shown.ticket["tax_id"]) == (
        "C*** ***" + str(case.contract.contract_code),
        "***25",
    )
    assert shown.ticket["fields"]["motivo_atraso"] == ["Doença"]
    text = str((shown.ticket, shown.facts, shown.events))
    for secret in ("Cliente", "52998224725", "91234", "Flores", "Santa Casa"):
        assert secret not in text
    assert shown.ticket["fields"]["unidade"] == "12"
    for other in ("suporte", "operador"):
        seen = acts.show(Person("rui", other), case.ticket)  # type: ignore[arg-type]
        assert seen.ticket["tax_id"] == "52998224725"
        assert "Flores" in str(seen.events)


def test_leitura_sees_closures_without_the_text(ground: Ground, bia: Person) -> None:
    case = ground.paid()
    acts.close(bia, case.ticket, "COD_BAIXA_CTR", reason="pagou em dinheiro à Ana Lima")
    event = acts.show(READER, case.ticket).events[-1]
    assert (event["kind"], event["reason"]) == ("closed", "pessoa")
    assert "Lima" not in str(event)


def test_leitura_sees_no_field_of_an_action_that_is_free_text(
    ground: Ground, bia: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = ground.owing()
    ticket = acts.block(bia, case.contract, "TBE", reason="pedido da Ana Lima")
    event = acts.show(READER, ticket).events[0]
    assert event["details"]["person_fields"] == {"bloqueios": ["TBE"]}
    assert "Lima" not in str(event)


def test_find(ground: Ground, ana: Person, bia: Person) -> None:
    case = ground.owing()
    acts.set_responsible(bia, case.ticket, "caio")
    acts.move(ana, case.ticket, "SEM_CONTATO")
    (row,) = acts.find(ana, responsible="caio", status="SEM_CONTATO", request="COD_COBRANCA")
    assert (row["ticket_id"], row["total_due"]) == (case.ticket, Decimal("2266.00"))
    assert [row["ticket_id"] for row in acts.find(ana, kind="installment", contract=case.contract)] == case.titles
    assert acts.find(READER, contract=case.contract)[0]["tax_id"] == "***25"
    assert len(acts.find(ana, limit=3)) == 3
    assert acts.find(ana, responsible="ninguém") == ()


def test_closed_tickets_are_found_only_on_request(ground: Ground, bia: Person) -> None:
    case = ground.paid()
    acts.close(bia, case.ticket, "COD_BAIXA_CTR")
    assert acts.find(bia, contract=case.contract) == ()
    assert [row["ticket_id"] for row in acts.find(bia, contract=case.contract, with_closed=True)] == [case.ticket]


def test_seeing_writes_nothing(ground: Ground, ana: Person) -> None:
    case = ground.owing()
    before = ground.everything()
    acts.show(ana, case.ticket)
    acts.find(ana)
    assert ground.everything() == before


def test_the_state_after_acts_can_be_rebuilt_from_their_events(ground: Ground, ana: Person, bia: Person) -> None:
    """R5.6."""
    case, paid = ground.owing(), ground.paid()
    acts.set_field(ana, case.ticket, "motivo_atraso", "Doença")
    acts.set_field(ana, case.ticket, "melhor_horario", "18h")
    acts.set_field(ana, case.ticket, "motivo_atraso", None)
    acts.set_responsible(bia, case.ticket, "caio")
    acts.move(ana, case.ticket, "EM_CONTATO", reason="ligou")
    acts.hold(bia, case.ticket, "20/03/2026", "x")
    acts.dispute(ana, case.titles[0], "x")
    acts.set_responsible(bia, paid.ticket, "caio")
    acts.set_responsible(bia, paid.ticket, None)
    acts.close(bia, paid.ticket, "BAIXA_CESSAO", reason="acordo")
    action = acts.block(bia, case.contract, "TBE,TBW", reason="pediu")
    columns = (
        "kind, parent_id, branch_code, contract_code, installment_code, request_code, status_code, status_since, "
        "status_at, placed_by, responsible, person_fields, opened_on, closed_on, closing_cause, closing_reason"
    )
    tickets = [case.ticket, *case.titles, paid.ticket, action]
    query = "SELECT {} FROM crm.{} WHERE ticket_id = ANY (%s) ORDER BY ticket_id"
    rebuilt = ground.db.execute(query.format(columns, "ticket_rebuilt"), (tickets,)).fetchall()
    assert rebuilt == ground.db.execute(query.format(columns, "ticket_state"), (tickets,)).fetchall()
    assert len(rebuilt) == 5
