"""No run begins while open tickets stand in what its settings lack: no step would move or close them."""

from collections.abc import Sequence
from typing import Final

from cobranca import database
from cobranca.errors import RunRefused
from cobranca.pipeline import signs
from cobranca.pipeline.run import Run
from cobranca.settings.unknown import Unknown, unknown

NAMED: Final = 10
"""How many requests and statuses the refusal names."""


def insist_on_known_vocabulary(run: Run) -> None:
    """Let a run go on only where every open ticket stands in a status that its settings have.

    A day passed over is let go on: it decides nothing. The run is ended as failed where it is refused.

    Raises:
        RunRefused: with the requests and statuses, and what to do.
    """
    if run.mode == "figures":
        return
    with database.connect(settings_hash=run.settings_hash) as conn:
        found = unknown(conn)
    if found:
        message = _refusal(run, found)
        signs.release(run.run_id, "failed", message)
        raise RunRefused(message)


def _refusal(run: Run, found: Sequence[Unknown]) -> str:
    number = sum(each.tickets for each in found)
    named = [str(each) for each in found[:NAMED]]
    if len(found) > NAMED:
        named.append(f"e mais {len(found) - NAMED}")
    return (
        f"{number} ocorrências abertas estão no que a configuração {run.settings_hash[:8]} não tem "
        f"({'; '.join(named)}): nada foi feito. {_cure(run)}"
    )


def _cure(run: Run) -> str:
    cure = (
        "Veja-as com `cobranca check --against-db`, escreva um mapeamento (include/config/README.md) e mova-as com "
        "`cobranca remap ARQUIVO --as NOME --role multidados`."
    )
    if not run.late:
        return cure
    return (
        f"{cure} Se já foram movidas, para uma configuração mais nova do que a de D {run.as_of:%d/%m/%Y}, execute um "
        "dia mais recente, que recupera este (R9.2)."
    )
