"""Why a ticket has not moved, and why it is not contacted, now."""

from typing import Any

import pytest
from tests.integration.explain.conftest import Asked
from tests.sql import company

AFTER = {"actor": "Ana", "valid_from": "2026-03-10 15:00-03"}


def rules(asked: Asked, words: str = "2") -> dict[str | None, str]:
    """The sentence of each rule that is named, the last one where there are several."""
    return {rule: text for text, rule in asked.now(words)}


def fact(asked: Asked, table: str, **values: Any) -> None:
    """What a person set about contract 1/10."""
    key = {} if "customer_code" in values else {"branch_code": 1, "contract_code": 10}
    asked.world.insert(f"crm.{table}", AFTER | key | values)


def test_its_place_by_days_and_when_it_goes_on(owing: Asked) -> None:
    """R5.3."""
    owing.day("2026-03-20")
    assert owing.now("2")[:3] == [
        ("Aberta em 10/03/2026; em COD_SOL_PARCELAS, status AVISO_10 desde 20/03/2026, posta pela máquina.", "R5.6"),
        ("Com 17 dias de atraso o lugar é AVISO_10 (10–19 dias).", "R5.3"),
        ("Passa a AVISO_20 em 23/03/2026, se nada mudar.", "R5.3"),
    ]
    owing.day("2026-03-23")
    assert rules(owing)["R5.6"].startswith("Aberta em 10/03/2026; em COD_SOL_PARCELAS, status AVISO_20")


def test_the_contract_ticket_is_a_persons(owing: Asked) -> None:
    """R1.3, R6.5, R8.9."""
    assert ("Fica neste status até que uma pessoa a mova.", "R1.3") in owing.now("1")
    assert ("Tem 1 parcela aberta.", "R8.9") in owing.now("1")
    owing.world.pay(1, "2026-03-10")
    owing.day("2026-03-11")
    assert rules(owing, "1")["R6.5"] == (
        "Sem parcelas abertas, fica para que uma pessoa a encerre, e recebe novas parcelas."
    )
    assert "não há dias que a façam avançar" in rules(owing, "1")["R2.4"]


def test_hold(owing: Asked) -> None:
    """R5.7: it stands behind its place, and who holds it is named."""
    fact(owing, "hold", until_on="2026-03-25", reason="acordo com Maria")
    owing.day("2026-03-20")
    assert rules(owing)["R5.7"] == "Suspensão até 25/03/2026, por Ana em 10/03/2026 15:00: não avança nem é contatada."
    assert owing.now("2")[2] == (
        "Está atrás do seu lugar: ainda não avançou; avança assim que nada a detenha.", "R5.3",
    )  # fmt: skip
    owing.at("2026-03-26T09:00")
    assert "R5.7" not in rules(owing)


def test_a_promise_is_told(owing: Asked) -> None:
    """R5.9."""
    fact(owing, "promise", promised_on="2026-03-12", amount="500")
    owing.at("2026-03-10T16:00")
    assert rules(owing, "1")["R5.9"] == "Promessa de R$ 500,00 até 12/03/2026, registrada por Ana: não pausa nada."
    owing.at("2026-03-13T09:00")
    assert "R5.9" not in rules(owing, "1")


def test_dispute_of_this_title_only(owing: Asked) -> None:
    """R5.8."""
    owing.world.row(4, "2026-03-02")
    owing.day("2026-03-11")
    fact(owing, "dispute", installment_code=4, reason="valor")
    owing.at("2026-03-11T16:00")
    assert rules(owing, "3")["R5.8"] == (
        "Parcela 4 em contestação, por Ana em 10/03/2026 15:00: não avança nem é contatada."
    )
    assert "R5.8" not in rules(owing, "2")


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
    assert rules(owing)["R3.6"].startswith("Renegociação em estudo desde 11/03/2026")
    assert rules(owing)["R3.6"].endswith(told)
    erp = [one.text for one in owing.account("2").erp]
    assert "Renegociação 3, gerada em 11/03/2026: em estudo." in erp


def test_an_extract_that_failed(owing: Asked) -> None:
    """R8.8."""
    owing.world.failing.add((1, 10))
    owing.day("2026-03-20")
    assert rules(owing)["R8.8"] == (
        "O extrato do contrato falhou em 20/03/2026 (HTTP 500); o último bom é de 10/03/2026: a ocorrência fica como "
        "está e não é contatada."
    )
    assert rules(owing)["R5.3"] == "Passa a AVISO_10 em 13/03/2026, se nada mudar."


def test_a_row_that_is_missing(owing: Asked) -> None:
    """R6.3."""
    owing.world.row(4, "2026-03-02")
    owing.day("2026-03-11")
    del owing.world.rows[1, 10, 1]
    owing.day("2026-03-20")
    assert rules(owing)["R6.3"].startswith("A parcela não veio no extrato de 20/03/2026: fica como foi vista")


def test_a_later_due_date_does_not_take_it_back(owing: Asked) -> None:
    """R5.4."""
    owing.world.row(1, "2026-03-08")
    owing.day("2026-03-11")
    assert rules(owing)["R5.4"] == "O vencimento mudou, mas a régua não volta: fica em AVISO_5."
    assert rules(owing)["R5.3"] == "Com 3 dias de atraso o lugar é LEMBRETE (3–4 dias)."


def test_no_longer_overdue(owing: Asked) -> None:
    """R6.3: what the next run will make of it."""
    owing.world.row(1, "2026-03-20")
    owing.world.stage("2026-03-11")
    owing.world.step("ingest", "2026-03-11")
    assert rules(owing)["R6.3"] == "Já não está vencida (vencimento efetivo 20/03/2026): será baixada por inativação."


def test_paid_today(owing: Asked) -> None:
    """R2.6, R6.6: known, not counted yet, and silent at once."""
    owing.world.pay(1, "2026-03-11")
    owing.day("2026-03-11")
    assert rules(owing)["R2.6"] == (
        "Já se sabe que terminou em 11/03/2026: conta a partir de 12/03/2026, e desde já não é avisada."
    )
    assert rules(owing)["R6.6"] == "Sabe-se que está paga ou inativa: não é mais avisada."


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
    assert rules(owing)["R5.2"] == f"Uma pessoa a pôs {told}"


def test_a_status_that_the_settings_lack(owing: Asked) -> None:
    """R5.3: no place, until a mapping moves it."""
    owing.world.db.execute("UPDATE crm.ticket_state SET status_code = 'ANTIGO' WHERE ticket_id = 2")
    assert "não tem o status ANTIGO no fluxo de COD_SOL_PARCELAS" in rules(owing)["R5.3"]


def test_a_mark_the_route_that_waits_and_the_route_taken(owing: Asked) -> None:
    """R4.1, R4.2, R4.5."""
    fact(owing, "mark", what="collection_status", value="JURIDICO", scope="customer", customer_code=500)
    owing.at("2026-03-10T16:00")
    for ticket, request in (("1", "COD_CTR_JURIDICO"), ("2", "COD_SOL_JURIDICO")):
        told = rules(owing, ticket)
        assert told["R4.2"] == (
            f"Hoje pertence a {request}, pela regra de fluxo “jurídico”: será roteada na próxima execução diária."
        )
        assert told["R4.5"] == "Status de cobrança JURIDICO (cliente), por Ana desde 10/03/2026 15:00."
    owing.day("2026-03-11")
    assert rules(owing, "1")["R4.2"] == (
        "Está no primeiro status de COD_CTR_JURIDICO, onde a rota a pôs: fica até que uma pessoa aja."
    )
    assert rules(owing, "2")["R5.5"] == "O status AGUARDANDO_ATENDIMENTO não comunica."


def test_blocks_addresses_and_release(owing: Asked) -> None:
    """R4.8, R7.2, R7.11."""
    fact(owing, "block", block_code="TBE", scope="contract")
    owing.at("2026-03-10T16:00")
    told = [text for text, _ in owing.now("2")]
    assert {
        "E-mail: bloqueado.",
        "SMS: sem endereço.",
        "Bloqueio TBE (contrato), por Ana desde 10/03/2026 15:00.",
    } <= set(told)
    assert rules(owing)["R7.2"] == "O fluxo de COD_SOL_PARCELAS não foi liberado: só destinatários de teste."
    owing.world.insert("crm.flow_release", AFTER | {"request_code": "COD_SOL_PARCELAS", "reason": "pronto"})
    assert "R7.2" not in rules(owing)


def test_a_total_within_the_tolerance(owing: Asked) -> None:
    """R2.8."""
    owing.world.db.execute("UPDATE work.settings_parameter SET tolerance = 1133")
    assert rules(owing)["R2.8"] == (
        "O total vencido do comprador, R$ 1.133,00, não passa da tolerância de R$ 1.133,00: não é contatado."
    )


def test_a_distrato_under_study(owing: Asked) -> None:
    """R3.9."""
    owing.world.occurrences[72] = {"contract_code": 10, "type": "DIS", "cause": "distrato", "opened_on": "2026-03-05"}
    owing.day("2026-03-11")
    assert rules(owing)["R3.9"] == "Há distrato em estudo: não é contatado."


def test_what_was_queued_of_its_step(owing: Asked) -> None:
    """R5.5, R7.7."""
    owing.world.insert("crm.customer_channel", {"customer_code": 500, "channel": "email", "address": "a@example.com",
                                                "source": "person", "valid_from": "2026-03-01"})  # fmt: skip
    owing.day("2026-03-20")
    assert rules(owing)["R5.5"] == "Comunicação de AVISO_10 por e-mail, de 20/03/2026: na fila."


def test_a_late_run_is_silent(owing: Asked) -> None:
    """R7.8: said of the run, and of the step that was entered in it."""
    owing.day("2026-03-20", late=True)
    assert "R7.8" in {one.rule for one in owing.account("2").run}
    assert rules(owing)["R7.8"] == (
        "Comunicação de AVISO_10 por e-mail, de 20/03/2026: não enviada (execução atrasada)."
    )


def test_the_first_load_tells_nobody(asked: Asked) -> None:
    """R8.5."""
    asked.world.row(1, "2026-03-03")
    asked.world.first_load = True
    asked.day("2026-03-10")
    assert rules(asked)["R8.5"] == "Entrou em AVISO_5 em 10/03/2026, na primeira carga, que não avisa ninguém."


def test_a_run_that_a_check_stopped(owing: Asked) -> None:
    """R8.6, R8.7: how far it came and why, and that today's has not begun."""
    owing.world.stage("2026-03-11")
    for step in ("ingest", "tickets"):
        owing.world.step(step, "2026-03-11")
    run = owing.world.run_id("2026-03-11")
    owing.world.db.execute("UPDATE audit.run SET state = 'failed' WHERE run_id = %s", (run,))
    owing.world.db.execute(
        "INSERT INTO audit.step (run_id, as_of, step, applied_at) VALUES (%s, '2026-03-11', 'tickets', now())", (run,)
    )
    owing.world.db.execute(
        "INSERT INTO audit.gate_result (run_id, as_of, step, expectation, severity, passed, unexpected_count, "
        "judged_at) VALUES (%s, '2026-03-11', 'routing', 'routing.share', 'critical', false, 300, now())", (run,)
    )  # fmt: skip
    owing.at("2026-03-12T09:00")
    told = {one.rule: one.text for one in owing.account("2").run}
    assert told["R8.6"] == (
        "Ela parou nas verificações routing.share (300 casos). Ficaram por fazer as integrações de status, as regras "
        "de fluxo, as baixas, o avanço da régua e a preparação de comunicações."
    )
    assert told["R9.6"] == "A execução de 12/03/2026 ainda não começou."
    owing.world.db.execute("UPDATE audit.run SET state = 'blocked' WHERE run_id = %s", (run,))
    assert "Ela foi bloqueada" in {one.rule: one.text for one in owing.account("2").run}["R8.7"]


def test_an_action_ticket_waits_for_the_next_run(owing: Asked) -> None:
    """R4.6."""
    owing.world.insert(
        "crm.ticket_state",
        {"kind": "action", "branch_code": 1, "contract_code": 10, "request_code": "COD_ACAO", "status_code": "J",
         "status_since": "2026-03-10", "status_at": "2026-03-10 15:00-03", "opened_on": "2026-03-10",
         "placed_by": "person"},
    )  # fmt: skip
    assert rules(owing, "3")["R4.6"] == "Espera a próxima execução, que cumpre o que o status manda e a encerra."


def test_a_closed_ticket_and_the_one_that_follows_it(owing: Asked) -> None:
    """R3.5, R6.2."""
    owing.world.pay(1, "2026-03-10")
    owing.day("2026-03-11")
    assert owing.now("2") == [
        ("Encerrada em 11/03/2026 em COD_STATUS_BAIXA (pagamento, quitada); pago R$ 1.133,00.", "R6.2"),
    ]
    owing.world.row(1, settled_on=None, paid=0)
    owing.day("2026-03-12")
    assert owing.now("2")[1:] == [("A mesma chave tem hoje a ocorrência 3.", "R3.5")]


def test_the_settings_of_the_newest_run_count(owing: Asked) -> None:
    """The régua that is spoken of is the one that the run had."""
    owing.world.db.execute(
        "INSERT INTO audit.settings (settings_hash, content, first_used_at) VALUES ('other', '{}', now())"
    )
    for table in ("parameter", "flow_step"):
        columns = [c.name for c in owing.world.db.execute(f"SELECT * FROM work.settings_{table} LIMIT 0").description]
        names = ", ".join(columns)
        values = names.replace("settings_hash", "'other'").replace("end_day", "end_day + 1")
        owing.world.db.execute(
            f"INSERT INTO work.settings_{table} ({names}) SELECT {values} FROM work.settings_{table}"
        )
    owing.world.db.execute("UPDATE audit.run SET settings_hash = 'other'")
    assert ("Passa a AVISO_10 em 14/03/2026, se nada mudar.", "R5.3") in owing.now("2")
    assert company.HASH != "other"
