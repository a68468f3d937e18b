"""`cobranca ticket`: each act from a shell, in the process and through the installed command."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.integration.acts.conftest import Ground
from typer.testing import CliRunner

from cobranca.cli import app

COBRANCA = Path(sys.executable).with_name("cobranca")
ANA, BIA = ("--as", "ana", "--role", "operador"), ("--as", "bia", "--role", "supervisor")


def typed(*words: object) -> str:
    result = CliRunner().invoke(app, ["ticket", *map(str, words)])
    if result.exception:
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.output


def test_every_act_has_its_command(ground: Ground) -> None:
    case, paid = ground.owing(), ground.paid()
    number, title, key = case.ticket, case.titles[0], case.contract
    assert f"ocorrência {number}: registrado" in typed("move", number, "EM_CONTATO", "--reason", "ligou", *ANA)
    typed("field", number, "motivo_atraso", "Outro", *ANA)
    typed("note", number, "volta a ligar", *ANA)
    typed("promise", number, "20/03/2026", "1.133,00", *ANA)
    typed("hold", number, "25/03/2026", "--reason", "férias", *BIA)
    typed("end-hold", number, *BIA)
    typed("dispute", title, "--reason", "diz que pagou", *ANA)
    typed("end-dispute", title, *ANA)
    typed("responsible", number, "caio", *BIA)
    typed("close", paid.ticket, "COD_BAIXA_CTR", "--reason", "quitou", *BIA)
    for words in (
        ("mark", key, "J"), ("block", key, "TBE,TBS"), ("unblock", key, "TBG"),
        ("open", key, "BLOQUEAR_CANAIS", "--field", "bloqueios=TBE"),
    ):  # fmt: skip
        assert "ocorrência de ação" in typed(*words, *BIA)
    kinds = ground.db.execute(
        "SELECT kind FROM crm.ticket_event WHERE ticket_id IN (%s, %s, %s) AND details ? 'role' ORDER BY event_id",
        (number, title, paid.ticket),
    ).fetchall()
    assert [kind for (kind,) in kinds] == [
        "moved", "field", "note", "promise", "hold", "hold_ended", "dispute", "dispute_ended", "responsible", "closed"
    ]  # fmt: skip


def test_show(ground: Ground) -> None:
    case = ground.owing()
    typed("promise", case.ticket, "20/03/2026", "1.133,00", "--reason", "salário", *ANA)
    typed("field", case.ticket, "motivo_atraso", "Doença", *ANA)
    told = typed("show", case.ticket, *BIA)
    for line in (
        f"Ocorrência de contrato {case.ticket} · contrato {case.contract} · versão 3",
        "Solicitação COD_COBRANCA · status AGUARDANDO_ATENDIMENTO desde 10/03/2026",
        f"Cliente: Cliente {case.contract.contract_code} · CPF 529.982.247-25",
        "Valores de 11/03/2026: 2 parcela(s), a mais antiga de 02/03/2026 (9 dias), R$ 2.266,00",
        "  motivo_atraso: Doença",
        "Em vigor: promessa de R$ 1.133,00 para 20/03/2026, por ana: salário",
        "  11/03/2026 10:00 promessa de R$ 1.133,00 para 20/03/2026: salário · ana · R5.9",
        "  11/03/2026 10:00 campo motivo_atraso = Doença · ana · R3.10",
        "Pode ir para: INTERMEDIARIO, ETAPA_FINAL, EM_CONTATO, PROMESSA_PAGAMENTO, EM_NEGOCIACAO, SEM_CONTATO",
    ):
        assert line in told.splitlines()
    masked = typed("show", case.ticket, "--as", "lia", "--role", "leitura")
    assert "529" not in masked
    assert "salário" not in masked
    assert "Pode ir para" not in masked


def test_list(ground: Ground) -> None:
    case = ground.owing()
    typed("responsible", case.ticket, "eva", *BIA)
    told = typed("list", "--responsible", "eva", *ANA)
    assert told.split()[:3] == [str(case.ticket), str(case.contract), "COD_COBRANCA/AGUARDANDO_ATENDIMENTO"]
    assert "R$ 2.266,00" in told
    assert typed("list", "--kind", "action", "--contract", case.contract, *ANA).strip() == "nenhuma ocorrência"


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        (("move", "1", "EM_CONTATO", "--as", "x", "--role", "chefe"), "R5.9: o papel 'chefe' não existe"),
        (("mark", "10", "J", *BIA), "R4.6: '10' não é um contrato: escreva filial/contrato"),
        (("open", "1/10", "J", "--field", "x", *BIA), "R3.10: 'x' não é um campo preenchido"),
        (("list", "--kind", "x", *ANA), "R5.9: não há ocorrências do tipo 'x'"),
    ],
)
def test_what_cannot_be_read_is_told(ground: Ground, words: tuple[str, ...], rule: str) -> None:
    with pytest.raises(Exception, match=rule):
        typed(*words)


def test_a_refusal_is_a_sentence_and_a_failure(ground: Ground) -> None:
    """The installed command: the rule on stderr, nothing but it, exit code 1."""
    case = ground.owing()
    words = ["ticket", "move", str(case.ticket), "EM_CONTATO", "--if-version", "7", *ANA]
    done = subprocess.run([COBRANCA, *words], env=os.environ, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("ActRefused: R5.9: ")
    assert "versão 7, agora 1" in done.stderr
    assert len(done.stderr.splitlines()) == 1
