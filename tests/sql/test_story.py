"""The story of a ticket in sentences (R5.6), and the texts of the rules."""

import re
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from cobranca.paths import INCLUDE
from tests.sql.world import World

RULE = re.compile(r"\bR\d+\.\d+\b")


@pytest.fixture
def owing(world: World) -> World:
    """Title 1 with 7 days on 10/03/2026."""
    world.row(1, "2026-03-03")
    world.day("2026-03-10")
    return world


def written(*files: str) -> set[str]:
    """The rules that files under include/ name anywhere."""
    return {rule for name in files for file in INCLUDE.glob(name) for rule in RULE.findall(file.read_text("utf-8"))}


def story(world: World, kind: str = "installment", columns: str = "sentence") -> list[Any]:
    """What is told of the tickets of a kind, in order."""
    found = world.db.execute(
        f"SELECT {columns} FROM crm.ticket_story s JOIN crm.ticket_state t USING (ticket_id) WHERE t.kind = %s "
        "ORDER BY ticket_id, position",
        (kind,),
    ).fetchall()
    return [row[0] for row in found] if columns == "sentence" else found


def event(world: World, kind: str, at: str, details: dict[str, Any], **columns: Any) -> None:
    """An event of the contract ticket, 1."""
    row = {"ticket_id": 1, "as_of": at[:10], "happened_at": f"{at}-03", "kind": kind, "rule": "R5.9", "actor": "Rui"}
    world.insert("crm.ticket_event", row | columns | {"details": Jsonb(details)})


def act(world: World, kind: str, at: str, reason: str | None = None, **details: Any) -> None:
    """An event of a person."""
    event(world, kind, at, {"role": "supervisor", **details}, reason=reason)


def test_every_rule_that_is_written_anywhere_has_its_sentence(db: psycopg.Connection) -> None:
    told = {rule for (rule,) in db.execute("SELECT rule FROM work.rule_text WHERE says LIKE '%.'")}
    assert (len(told),) == db.execute("SELECT count(*) FROM work.rule_text").fetchone()
    named = written("sql/**/*.sql", "cobranca/**/*.py")
    assert {"R3.3", "R5.3", "R6.2"} <= named
    assert named - told == set()


def test_each_sentence_says_on_what_it_was_decided(owing: World) -> None:
    """R3.3, R5.3, R6.2."""
    owing.day("2026-04-02")
    owing.pay(1, "2026-04-02")
    owing.day("2026-04-03")
    assert story(owing) == [
        "Aberta em COD_SOL_PARCELAS, status AVISO_5; filha da ocorrência 1; com 7 dias de atraso o lugar é AVISO_5 "
        "(5–9 dias); passou sem parar por INTEGRACAO, INTERMEDIARIO, AGUARDANDO_ATENDIMENTO, LEMBRETE; "
        "total R$ 1.133,00.",
        "Comunicação de AVISO_5 por e-mail: não enviada (sem endereço).",
        "Avançou de AVISO_5 para AVISO_30; com 30 dias de atraso o lugar é AVISO_30 (30–44 dias); "
        "passou sem parar por AVISO_10, AVISO_20.",
        "Comunicação de AVISO_30 por e-mail: não enviada (sem endereço).",
        "Encerrada: de AVISO_30 para COD_STATUS_BAIXA; causa: pagamento (quitada); paga em 02/04/2026; "
        "total R$ 1.133,00; pago R$ 1.133,00.",
    ]


def test_each_names_rule_plan_run_and_verdict(owing: World) -> None:
    """A gate that a person accepted names the person."""
    owing.db.execute(
        "INSERT INTO audit.step (run_id, as_of, step, planned, plan_hash, gate) "
        "VALUES (1, '2026-03-10', 'tickets', 2, '-77', 'accepted')"
    )
    for check, by in (("tickets.new_share", "Ana"), ("tickets.keys", None)):
        owing.db.execute(
            "INSERT INTO audit.gate_result (run_id, as_of, step, expectation, severity, passed, accepted_by, "
            "judged_at) VALUES (1, '2026-03-10', 'tickets', %s, 'critical', %s, %s, now())",
            (check, by is None, by),
        )
    opened = story(owing, columns="position, rule, left(rule_says, 18), step, plan_hash, gate, evidence")[0]
    assert opened == (
        1, "R3.3", "Contrato do módulo", "tickets", "-77", "accepted",
        "execução 1 de 10/03/2026; passo tickets, plano -77, verificação: aceito por pessoa (Ana); "
        "configuração company",
    )  # fmt: skip


def test_a_late_run_says_so(world: World) -> None:
    """R2.1, R9.3."""
    world.row(1, "2026-03-03")
    world.day("2026-03-10", late=True)
    assert story(world, columns="evidence")[0] == (
        "execução 1 de 10/03/2026, atrasada; passo tickets; configuração company",
    )


def test_routed_by_a_mark_that_an_action_ticket_set(owing: World) -> None:
    """R4.1, R4.6: the mark, who set it, the route, and the way back."""
    mark = {"what": "collection_status", "value": "JURIDICO", "scope": "customer", "customer_code": 500,
            "actor": "Rui", "reason": "ação judicial", "ticket_id": 99, "valid_from": "2026-03-10 15:00-03",
            "valid_to": "2026-03-12 15:00-03"}  # fmt: skip
    owing.insert("crm.mark", mark)
    owing.day("2026-03-11")
    owing.day("2026-03-13")
    assert story(owing, "contract")[2:6] == [
        "Status de cobrança JURIDICO (cliente) em vigor, por Rui; ocorrência 99.",
        "Roteada de COD_COBRANCA (AGUARDANDO_ATENDIMENTO) para COD_CTR_JURIDICO (INTEGRACAO); "
        "regra de fluxo “jurídico”.",
        "Status de cobrança JURIDICO (cliente) terminou; ocorrência 99.",
        "Roteada de COD_CTR_JURIDICO (INTEGRACAO) para COD_COBRANCA (AGUARDANDO_ATENDIMENTO); nenhuma regra de fluxo "
        "se aplica: fluxo padrão; com 10 dias de atraso o lugar é AGUARDANDO_ATENDIMENTO (0–9998 dias); "
        "passou sem parar por INTEGRACAO, INTERMEDIARIO.",
    ]
    assert "JURIDICO (cliente) em vigor" in story(owing)[2]


def test_what_people_do_names_them_and_what_they_wrote_stands_apart(owing: World) -> None:
    """R5.6, R7.9: a free text may hold anything, so no sentence has it."""
    act(owing, "note", "2026-03-10 10:00", "Maria pediu para ligar depois das 18 h")
    act(owing, "promise", "2026-03-10 10:01", amount="1250.50", promised_on="2026-03-20")
    act(owing, "hold", "2026-03-10 10:02", "acordo com Maria", until_on="2026-03-15")
    act(owing, "field", "2026-03-10 10:03", field="motivo_atraso", value="Doença", before_value=None)
    act(owing, "field", "2026-03-10 10:03", field="motivo_atraso", value=None, before_value="Doença")
    act(owing, "responsible", "2026-03-10 10:04", responsible="Bia", before_value=None)
    assert story(owing, "contract", "sentence, said")[2:] == [
        ("Rui (supervisor) escreveu uma anotação.", "Maria pediu para ligar depois das 18 h"),
        ("Promessa de pagamento de R$ 1.250,50 até 20/03/2026, registrada por Rui (supervisor).", None),
        ("Suspensa até 15/03/2026 por Rui (supervisor).", "acordo com Maria"),
        ("Rui (supervisor) preencheu o campo motivo_atraso.", None),
        ("Rui (supervisor) limpou o campo motivo_atraso.", None),
        ("Responsável: Bia, por Rui (supervisor).", None),
    ]
    assert story(owing, "contract", "evidence, run_id")[-1] == ("Rui (supervisor)", None)


def move(request: str, status: str, to_request: str, to_status: str) -> dict[str, str]:
    return {"from_request": request, "from_status": status, "to_request": to_request, "to_status": to_status}


def test_moves_of_people_mappings_waits_and_the_end(owing: World) -> None:
    """R4.5, R5.2, R5.6, R6.8."""
    person, at = {"role": "supervisor"}, "2026-03-10 10:00"
    event(owing, "moved", at, person, **move("C", "A", "C", "B"))
    event(owing, "moved", at, person | {"mapping": 1}, **move("C", "B", "D", "E"))
    event(owing, "moved", at, {"waits_since": "2026-03-10T10:01:00-03:00"}, **move("D", "E", "D", "F"))
    event(owing, "integrated", at, {"method": "collection_status", "value": "limpar", "scope": "both", "status": "F",
                                    "valid_from": "2026-03-10T10:01:00-03:00"})  # fmt: skip
    act(owing, "hold_ended", at, until_on="2026-03-15")
    act(owing, "dispute_ended", at)
    act(owing, "responsible", at, responsible=None)
    event(owing, "closed", at, person | {"text": "acordo"}, **move("D", "F", "D", "Z"), reason="pessoa")
    assert story(owing, "contract", "sentence, said, step")[2:] == [
        ("Movida por Rui (supervisor) de A para B.", None, None),
        ("Movida por Rui (supervisor) de C (B) para D (E); a configuração nova não tem o que havia.", None, "remap"),
        ("Avançou de E para F; nele conta desde 10/03/2026 10:01.", None, "flows"),
        ("Cumprido o que o status F manda: status de cobrança limpar (contrato e cliente), desde 10/03/2026 10:01.",
         None, "integrations"),
        ("Suspensão terminada por Rui (supervisor), iria até 15/03/2026.", None, None),
        ("Contestação terminada por Rui (supervisor).", None, None),
        ("Sem responsável, por Rui (supervisor).", None, None),
        ("Encerrada por Rui (supervisor): de F para Z.", "acordo", None),
    ]  # fmt: skip


def test_an_action_ticket_that_was_carried_out(owing: World) -> None:
    """R4.6: it keeps its status."""
    ticket = {"kind": "action", "branch_code": 1, "contract_code": 10, "request_code": "COD_ACAO", "status_code": "J",
              "status_since": "2026-03-10", "status_at": "2026-03-10 10:00-03", "opened_on": "2026-03-10"}  # fmt: skip
    owing.insert("crm.ticket_state", ticket)
    at, stays = "2026-03-10 10:00", move("COD_ACAO", "J", "COD_ACAO", "J")
    event(owing, "opened", at, {"role": "supervisor"}, ticket_id=3, to_request="COD_ACAO", to_status="J")
    event(owing, "closed", at, {}, ticket_id=3, reason="executada", **stays)
    assert story(owing, "action", "sentence, step") == [
        ("Aberta por Rui (supervisor) em COD_ACAO, status J.", None),
        ("Encerrada em J (cumprida).", "integrations"),
    ]


def test_an_occurrence_of_the_erp_is_named(world: World) -> None:
    """R3.1, R3.9."""
    world.row(1, "2026-03-03")
    world.phases[71] = {"contract_code": 10, "phase_code": "1", "phase_name": "Fase 1", "opened_on": "2026-03-04"}
    world.occurrences[72] = {"contract_code": 10, "type": "DIS", "cause": "distrato", "opened_on": "2026-03-05",
                             "ended_on": "2026-03-09"}  # fmt: skip
    world.day("2026-03-10")
    assert sorted(story(world, "integration")) == [
        "Registrada em COBREL, já encerrada (FECHADA): Fase 1 do Mega (ocorrência 71), aberta em 04/03/2026.",
        "Registrada em COD_DIS, já encerrada (FECHADA): distrato no Mega (ocorrência 72, tipo DIS), aberta em "
        "05/03/2026, terminada em 09/03/2026.",
    ]


def test_a_title_that_comes_back_names_the_one_before(owing: World) -> None:
    """R3.5."""
    owing.pay(1, "2026-03-10")
    owing.day("2026-03-11")
    owing.row(1, settled_on=None, paid=0)
    owing.day("2026-03-12")
    assert "; segue a ocorrência 2 da mesma chave; " in story(owing)[-2]
