"""Where a ticket stands, and why it has not moved, now."""

import pytest
from tests.integration.explain.conftest import Asked


def test_its_place_by_days_and_when_it_goes_on(owing: Asked) -> None:
    """R5.3."""
    owing.day("2026-03-20")
    assert owing.now("2")[:3] == [
        ("Aberta em 10/03/2026; em COD_SOL_PARCELAS, status AVISO_10 desde 20/03/2026, posta pela máquina.", "R5.6"),
        ("Com 17 dias de atraso o lugar é AVISO_10 (10–19 dias).", "R5.3"),
        ("Passa a AVISO_20 em 23/03/2026, se nada mudar.", "R5.3"),
    ]
    owing.day("2026-03-23")
    assert owing.rules()["R5.6"].startswith("Aberta em 10/03/2026; em COD_SOL_PARCELAS, status AVISO_20")


def test_the_contract_ticket_is_a_persons(owing: Asked) -> None:
    """R1.3, R6.5, R8.9."""
    assert ("Fica neste status até que uma pessoa a mova.", "R1.3") in owing.now("1")
    assert ("Tem 1 parcela aberta.", "R8.9") in owing.now("1")
    owing.world.pay(1, "2026-03-10")
    owing.day("2026-03-11")
    assert owing.rules("1")["R6.5"] == (
        "Sem parcelas abertas, fica para que uma pessoa a encerre, e recebe novas parcelas."
    )
    assert "não há dias que a façam avançar" in owing.rules("1")["R2.4"]


def test_hold(owing: Asked) -> None:
    """R5.7: it stands behind its place, and who holds it is named."""
    owing.fact("hold", until_on="2026-03-25", reason="acordo com Maria")
    owing.day("2026-03-20")
    assert owing.rules()["R5.7"] == "Suspensão até 25/03/2026, por Ana em 10/03/2026 15:00: não avança nem é contatada."
    assert owing.now("2")[2] == (
        "Está atrás do seu lugar: ainda não avançou; avança assim que nada a detenha.", "R5.3",
    )  # fmt: skip
    owing.at("2026-03-26T09:00")
    assert "R5.7" not in owing.rules()


def test_a_promise_is_told(owing: Asked) -> None:
    """R5.9."""
    owing.fact("promise", promised_on="2026-03-12", amount="500")
    owing.at("2026-03-10T16:00")
    assert owing.rules("1")["R5.9"] == "Promessa de R$ 500,00 até 12/03/2026, registrada por Ana: não pausa nada."
    owing.at("2026-03-13T09:00")
    assert "R5.9" not in owing.rules("1")


def test_dispute_of_this_title_only(owing: Asked) -> None:
    """R5.8."""
    owing.world.row(4, "2026-03-02")
    owing.day("2026-03-11")
    owing.fact("dispute", installment_code=4, reason="valor")
    owing.at("2026-03-11T16:00")
    assert owing.rules("3")["R5.8"] == (
        "Parcela 4 em contestação, por Ana em 10/03/2026 15:00: não avança nem é contatada."
    )
    assert "R5.8" not in owing.rules("2")


@pytest.mark.parametrize(
    ("today", "told"),
    [
        ("2026-04-10", "até ser decidida, ou até 10/04/2026, não avança nem é contatada."),
        ("2026-04-11", "há mais de 30 dias: já não pausa."),
    ],
)
def test_study(owing: Asked, today: str, told: str) -> None:
    """R3.6."""
    owing.world.studies[3] = {"contract_code": 10, "generated_on": "2026-03-11", "status": "studied"}
    owing.day(today)
    assert owing.rules()["R3.6"].startswith("Renegociação em estudo desde 11/03/2026")
    assert owing.rules()["R3.6"].endswith(told)
    erp = [one.text for one in owing.account("2").erp]
    assert "Renegociação 3, gerada em 11/03/2026: em estudo." in erp


def test_an_extract_that_failed(owing: Asked) -> None:
    """R8.8."""
    owing.world.failing.add((1, 10))
    owing.day("2026-03-20")
    assert owing.rules()["R8.8"] == (
        "O extrato do contrato falhou em 20/03/2026 (HTTP 500); o último bom é de 10/03/2026: a ocorrência fica como "
        "está e não é contatada."
    )
    assert owing.rules()["R5.3"] == "Passa a AVISO_10 em 13/03/2026, se nada mudar."


def test_a_row_that_is_missing(owing: Asked) -> None:
    """R6.3."""
    owing.world.row(4, "2026-03-02")
    owing.day("2026-03-11")
    del owing.world.rows[1, 10, 1]
    owing.day("2026-03-20")
    assert owing.rules()["R6.3"].startswith("A parcela não veio no extrato de 20/03/2026: fica como foi vista")


def test_a_later_due_date_does_not_take_it_back(owing: Asked) -> None:
    """R5.4."""
    owing.world.row(1, "2026-03-08")
    owing.day("2026-03-11")
    assert owing.rules()["R5.4"] == "O vencimento mudou, mas a régua não volta: fica em AVISO_5."
    assert owing.rules()["R5.3"] == "Com 3 dias de atraso o lugar é LEMBRETE (3–4 dias)."


def test_no_longer_overdue(owing: Asked) -> None:
    """R6.3: what the next run will make of it."""
    owing.world.row(1, "2026-03-20")
    owing.world.stage("2026-03-11")
    owing.world.step("ingest", "2026-03-11")
    assert owing.rules()["R6.3"] == "Já não está vencida (vencimento efetivo 20/03/2026): será baixada por inativação."


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("INTEGRACAO", "em INTEGRACAO, que não avança sozinho: fica até que uma pessoa ou uma rota a mova."),
        ("LEMBRETE", "em LEMBRETE, que espera 2 dias: em 12/03/2026 passa a AVISO_5."),
    ],
)
def test_what_a_person_chose(owing: Asked, status: str, told: str) -> None:
    """R5.2."""
    owing.world.db.execute("UPDATE work.settings_flow_step SET leads_to = 'AVISO_5' WHERE status_code = 'LEMBRETE'")
    owing.world.db.execute(
        "UPDATE crm.ticket_state SET status_code = %s, placed_by = 'person' WHERE ticket_id = 2", (status,)
    )
    assert owing.rules()["R5.2"] == f"Uma pessoa a pôs {told}"


def test_a_status_that_the_settings_lack(owing: Asked) -> None:
    """R5.3: no place, until a mapping moves it."""
    owing.world.db.execute("UPDATE crm.ticket_state SET status_code = 'ANTIGO' WHERE ticket_id = 2")
    assert "não tem o status ANTIGO no fluxo de COD_SOL_PARCELAS" in owing.rules()["R5.3"]
