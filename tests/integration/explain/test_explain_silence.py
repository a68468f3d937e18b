"""Why a ticket is not contacted now, what waits for it, and how far the newest run came."""

from tests.integration.explain.conftest import AFTER, Asked
from tests.sql import company


def test_paid_today(owing: Asked) -> None:
    """R2.6, R6.6: known, not counted yet, and silent at once."""
    owing.world.pay(1, "2026-03-11")
    owing.day("2026-03-11")
    assert owing.rules()["R2.6"] == (
        "Já se sabe que terminou em 11/03/2026: conta a partir de 12/03/2026, e desde já não é avisada."
    )
    assert owing.rules()["R6.6"] == "Sabe-se que está paga ou inativa: não é mais avisada."


def test_a_mark_the_route_that_waits_and_the_route_taken(owing: Asked) -> None:
    """R4.1, R4.2, R4.5."""
    owing.fact("mark", what="collection_status", value="JURIDICO", scope="customer", customer_code=500)
    owing.at("2026-03-10T16:00")
    for ticket, request in (("1", "COD_CTR_JURIDICO"), ("2", "COD_SOL_JURIDICO")):
        told = owing.rules(ticket)
        assert told["R4.2"] == (
            f"Hoje pertence a {request}, pela regra de fluxo “jurídico”: será roteada na próxima execução diária."
        )
        assert told["R4.5"] == "Status de cobrança JURIDICO (cliente), por Ana desde 10/03/2026 15:00."
    owing.day("2026-03-11")
    assert owing.rules("1")["R4.2"] == (
        "Está no primeiro status de COD_CTR_JURIDICO, onde a rota a pôs: fica até que uma pessoa aja."
    )
    assert owing.rules("2")["R5.5"] == "O status AGUARDANDO_ATENDIMENTO não comunica."


def test_blocks_addresses_and_release(owing: Asked) -> None:
    """R4.8, R7.2, R7.11."""
    owing.fact("block", block_code="TBE", scope="contract")
    owing.at("2026-03-10T16:00")
    told = [text for text, _ in owing.now("2")]
    assert {
        "E-mail: bloqueado.",
        "SMS: sem endereço.",
        "Bloqueio TBE (contrato), por Ana desde 10/03/2026 15:00.",
    } <= set(told)
    assert owing.rules()["R7.2"] == "O fluxo de COD_SOL_PARCELAS não foi liberado: só destinatários de teste."
    owing.world.insert("crm.flow_release", AFTER | {"request_code": "COD_SOL_PARCELAS", "reason": "pronto"})
    assert "R7.2" not in owing.rules()


def test_a_total_within_the_tolerance(owing: Asked) -> None:
    """R2.8."""
    owing.world.db.execute("UPDATE work.settings_parameter SET tolerance = 1133")
    assert owing.rules()["R2.8"] == (
        "O total vencido do comprador, R$ 1.133,00, não passa da tolerância de R$ 1.133,00: não é contatado."
    )


def test_a_distrato_under_study(owing: Asked) -> None:
    """R3.9."""
    owing.world.occurrences[72] = {"contract_code": 10, "type": "DIS", "cause": "distrato", "opened_on": "2026-03-05"}
    owing.day("2026-03-11")
    assert owing.rules()["R3.9"] == "Há distrato em estudo: não é contatado."


def test_what_was_queued_of_its_step(owing: Asked) -> None:
    """R5.5, R7.7."""
    owing.world.insert("crm.customer_channel", {"customer_code": 500, "channel": "email", "address": "a@example.com",
                                                "source": "person", "valid_from": "2026-03-01"})  # fmt: skip
    owing.day("2026-03-20")
    assert owing.rules()["R5.5"] == "Comunicação de AVISO_10 por e-mail, de 20/03/2026: na fila."


def test_a_late_run_is_silent(owing: Asked) -> None:
    """R7.8: said of the run, and of the step that was entered in it."""
    owing.day("2026-03-20", late=True)
    assert "R7.8" in {one.rule for one in owing.account("2").run}
    assert owing.rules()["R7.8"] == (
        "Comunicação de AVISO_10 por e-mail, de 20/03/2026: não enviada (execução atrasada)."
    )


def test_the_first_load_tells_nobody(asked: Asked) -> None:
    """R8.5."""
    asked.world.row(1, "2026-03-03")
    asked.world.first_load = True
    asked.day("2026-03-10")
    assert asked.rules()["R8.5"] == "Entrou em AVISO_5 em 10/03/2026, na primeira carga, que não avisa ninguém."


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
    assert owing.rules("3")["R4.6"] == "Espera a próxima execução, que cumpre o que o status manda e a encerra."


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
