"""Why a title has no ticket, and what can be asked for."""

import json

import pytest
from tests.integration.explain.conftest import Asked
from typer.testing import CliRunner

from cobranca.cli import app
from cobranca.errors import NotExplained


def test_not_due_and_not_overdue_yet(owing: Asked) -> None:
    """R2.2, R2.3: the effective due date decides; 03/04 is a holiday, 06/04 the next banking day."""
    assert owing.why("1/10/2") == [
        (
            "Não está vencida: vencimento 03/04/2026, vencimento efetivo 06/04/2026; sem pagamento, está vencida a "
            "partir de 07/04/2026.",
            "R2.3",
        )
    ]
    owing.world.db.execute("UPDATE work.settings_parameter SET grace_days = 5")
    assert "mais 5 dias de carência; sem pagamento, está vencida a partir de 12/04/2026" in owing.why("1/10/2")[0][0]


def test_paid_and_inactive_with_what_was_closed(owing: Asked) -> None:
    """R2.5, R6.2."""
    owing.world.row(4, "2026-03-02")
    owing.day("2026-03-11")
    owing.world.pay(1, "2026-03-11")
    owing.world.row(4, registry_status="Inativo", status_on="2026-03-11", inactivation_reason="Renegociação")
    owing.day("2026-03-12")
    assert owing.why("1/10/1") == [
        ("Está paga desde 11/03/2026 (quitada).", "R2.5"),
        ("A ocorrência anterior desta parcela, 2, foi encerrada em 12/03/2026 (pagamento).", "R6.2"),
    ]
    assert owing.why("1/10/4") == [
        ("Está inativa desde 11/03/2026 (renegociada).", "R2.5"),
        ("A ocorrência anterior desta parcela, 3, foi encerrada em 12/03/2026 (inativação).", "R6.2"),
    ]


@pytest.mark.parametrize(("letter", "status"), [("D", "Distratado"), ("T", "Transferido"), ("C", "Cessão de Direitos")])
def test_the_contract_has_ended(asked: Asked, letter: str, status: str) -> None:
    """R2.3."""
    asked.world.contract(10, status_code=letter, status_on="2026-03-01")
    asked.world.row(1, "2026-03-03")
    asked.day("2026-03-10")
    assert asked.why("1/10/1") == [(f"O contrato é {status}: suas parcelas não abrem ocorrência.", "R2.3")]


def test_the_contract_is_inactive(asked: Asked) -> None:
    """R2.3."""
    asked.world.row(1, "2026-03-03")
    asked.world.occurrences[72] = {"contract_code": 10, "type": "INA", "cause": "inactivation",
                                   "opened_on": "2026-03-01"}  # fmt: skip
    asked.day("2026-03-10")
    assert asked.why("1/10/1") == [("O contrato está inativo: suas parcelas não abrem ocorrência.", "R2.3")]


def test_development_and_phase_are_not_integrated(asked: Asked) -> None:
    """R3.0."""
    asked.world.row(1, "2026-03-03")
    asked.world.db.execute("UPDATE work.settings_parameter SET all_developments = false, first_phase_day = 31")
    asked.day("2026-03-10")
    assert asked.why("1/10/1") == [("O empreendimento 7 não é integrado.", "R3.0")]
    asked.world.db.execute("INSERT INTO work.settings_development VALUES ('company', 7)")
    assert asked.why("1/10/1") == [
        (
            "O contrato não tem fase integrada aberta, e seus 7 dias de atraso não chegam ao primeiro dia de uma fase "
            "integrada.",
            "R3.0",
        )
    ]


def test_its_type_is_not_integrated(owing: Asked) -> None:
    """R1.6: known from when it was."""
    owing.world.db.execute(
        "UPDATE work.settings_parameter SET all_installment_types = false, installment_types = '{anual}'"
    )
    assert owing.why("1/10/3") == [("O tipo Mensal não é integrado.", "R1.6")]


def test_it_is_missing_or_its_contract_was_not_read(owing: Asked) -> None:
    """R6.3, R8.8."""
    owing.world.contract(11)
    owing.world.row(1, "2026-03-11", contract=11)
    del owing.world.rows[1, 10, 3]
    owing.day("2026-03-11")
    assert owing.why("1/10/3") == [("A parcela não veio no extrato de 11/03/2026.", "R6.3")]
    owing.world.failing.add((1, 11))
    owing.world.db.execute("UPDATE mega.installment SET is_overdue = true WHERE contract_code = 11")
    owing.day("2026-03-13")
    assert [rule for _, rule in owing.why("1/11/1")] == ["R8.8"]


def test_the_run_did_not_come_so_far(owing: Asked) -> None:
    """R8.6, R3.3."""
    owing.world.row(4, "2026-03-10")
    owing.world.stage("2026-03-11")
    owing.world.step("ingest", "2026-03-11")
    assert owing.why("1/10/4") == [("Está vencida; a última execução não chegou a abrir ocorrências.", "R8.6")]
    owing.world.db.execute(
        "INSERT INTO audit.step (run_id, as_of, step, applied_at) VALUES (2, '2026-03-11', 'tickets', now())"
    )
    assert owing.why("1/10/4") == [("Está vencida: será aberta na próxima execução diária.", "R3.3")]


def test_a_title_that_the_mirror_does_not_have(owing: Asked) -> None:
    assert [rule for _, rule in owing.why("1/10/77")] == ["R3.2"]


def test_a_contract_with_its_tickets_and_titles(owing: Asked) -> None:
    told = owing.account("1/10")
    assert [one.ticket_id for one in told.tickets] == [1, 2]
    assert [(one.installment_code, one.is_due) for one in told.titles] == [(2, False), (3, False)]
    assert owing.account("10", is_contract=True).subject == told.subject == "Contrato 1/10"
    text = owing.text("1/10")
    assert "\n  1. 10/03/2026 05:00  Aberta em COD_COBRANCA" in text
    assert "\n  R5.3   O lugar na régua é o do vencimento" in text


def test_a_contract_with_many_titles_to_come_counts_them(owing: Asked) -> None:
    for code in range(10, 30):
        owing.world.row(code, "2027-01-03")
    owing.day("2026-03-11")
    text = owing.text("1/10")
    assert text.count(": sem ocorrência aberta") == 3
    assert "E mais 19 parcelas sem ocorrência aberta" in text


def test_closed_tickets_are_listed(owing: Asked) -> None:
    owing.world.pay(1, "2026-03-10")
    owing.day("2026-03-11")
    assert "  2 (parcela 1): 10/03/2026 a 11/03/2026, COD_STATUS_BAIXA (pagamento, quitada)" in owing.text("1/10")


def test_what_names_nothing_or_two_things(owing: Asked) -> None:
    owing.world.contract(10, branch=2, development_code=8)
    owing.day("2026-03-11")
    with pytest.raises(NotExplained, match=r"10 existe em 2 filiais: 1/10 \(Inadimplente, empreendimento 7\); 2/10"):
        owing.account("10")
    for words, told in {
        "abc": "não se entende",
        "999": "não há ocorrência 999, nem contrato 999",
        "3/10": "o espelho não",
    }.items():
        with pytest.raises(NotExplained, match=told):
            owing.account(words)


def test_a_number_that_is_a_ticket_and_a_contract(owing: Asked) -> None:
    owing.world.contract(2)
    owing.day("2026-03-11")
    told = owing.account("2")
    assert told.subject == "Ocorrência 2"
    assert told.note == "2 é também o código do contrato 1/2: para ele escreva filial/contrato."
    assert owing.account("2", is_contract=True).subject == "Contrato 1/2"


def test_before_any_run(asked: Asked) -> None:
    asked.at("2026-03-10T09:00")
    with pytest.raises(NotExplained, match="ainda não houve execução"):
        asked.account("1")


def test_nothing_personal_is_told_unless_it_is_asked_for(owing: Asked) -> None:
    """R7.9: no name, document or address; free texts only with --texts."""
    address = {"customer_code": 500, "channel": "email", "source": "person", "address": "segredo@example.com"}
    owing.world.insert("crm.customer_channel", address | {"valid_from": "2026-03-01"})
    note = {
        "kind": "note",
        "actor": "Rui",
        "reason": "falar com a mãe",
        "rule": "R5.9",
        "details": '{"role": "operador"}',
    }
    owing.world.insert("crm.ticket_event", {"ticket_id": 1, "as_of": "2026-03-10", "happened_at": "2026-03-10", **note})
    owing.day("2026-03-20")
    for words in ("1/10", "1", "2", "1/10/2"):
        told = owing.text(words) + CliRunner().invoke(app, ["explain", words, "--json"]).output
        for secret in ("Ana", "52998224725", "segredo", "mãe"):
            assert secret not in told
    assert "Rui (operador) escreveu uma anotação. [R5.9]\n       Rui (operador)" in owing.text("1")
    assert "escreveu: falar com a mãe" in owing.text("1", with_texts=True)


def test_the_command_line(owing: Asked) -> None:
    told = CliRunner().invoke(app, ["explain", "1/10/1", "--json"])
    assert told.exit_code == 0
    found = json.loads(told.output)
    assert found["tickets"][0]["ticket_id"] == 2
    assert found["tickets"][0]["story"][0]["happened_at"] == "2026-03-10T05:00:00-03:00"
    assert found["rules"]["R5.3"].startswith("O lugar na régua")
    assert (
        "Com 7 dias de atraso o lugar é AVISO_5 (5–9 dias). [R5.3]" in CliRunner().invoke(app, ["explain", "2"]).output
    )
    refused = CliRunner().invoke(app, ["explain", "999"])
    assert isinstance(refused.exception, NotExplained)
