"""What the newest run says of the present: how far it came, and what it did not do."""

from collections.abc import Iterator
from typing import Final

from cobranca.explain.case import Case
from cobranca.explain.wording import Sentence, day, listed

DECIDING: Final = ("integrations", "tickets", "routing", "closures", "flows", "contact")
NAMES: Final = {
    "ingest": "a leitura do Mega",
    "integrations": "as integrações de status",
    "tickets": "a abertura de ocorrências",
    "routing": "as regras de fluxo",
    "closures": "as baixas",
    "flows": "o avanço da régua",
    "contact": "a preparação de comunicações",
    "reconcile": "a conciliação",
}
"""What each step of the daily batch is called."""


def told(case: Case) -> Iterator[Sentence]:
    """The newest run, in which state it is, and what of it is missing."""
    run = case.day
    kind = "atrasada" if run.late else "no prazo"
    yield Sentence(f"A última execução diária é a {run.run_id}, de {day(run.as_of)}, {kind}.", "R2.1")
    if run.late:
        yield Sentence("Por ser atrasada, essa execução não põe nenhuma comunicação na fila.", "R7.8")
    yield from _stopped(case)
    if run.as_of < case.today:
        yield Sentence(f"A execução de {day(case.today)} ainda não começou.", "R9.6")


def _stopped(case: Case) -> Iterator[Sentence]:
    run = case.day
    missing = [NAMES[step] for step in DECIDING if not run.has_applied(step)]
    left = f" Ficaram por fazer {listed(missing)}." if missing else ""
    checks = f" nas verificações {listed(run.stopped_by)}" if run.stopped_by else ""
    if run.state == "blocked":
        yield Sentence(f"Ela foi bloqueada{checks}: o espelho não seria verdadeiro.{left}", "R8.7")
    elif run.state == "failed":
        yield Sentence(f"Ela parou{checks}.{left}", "R8.6")
    elif run.state == "running":
        yield Sentence(f"Ela está em andamento.{left}", "R8.6")
