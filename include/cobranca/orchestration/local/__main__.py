"""`python -m cobranca.orchestration.local run|up`: what `make run` and `make up` call."""

import argparse
import sys
import time
from datetime import datetime
from pathlib import Path

from cobranca import clock
from cobranca.errors import CobrancaError
from cobranca.orchestration.local import abandoned
from cobranca.orchestration.local.daily import Outcome, run_day
from cobranca.orchestration.local.ground import Wanted, laid
from cobranca.orchestration.local.processes import end_with_parent, interruptible
from cobranca.orchestration.local.system import System, started
from cobranca.paths import STATE

PORT_OF_UI = 8080


def tell(text: str) -> None:
    """Say something, at once."""
    print(text, flush=True)


def main(arguments: list[str] | None = None) -> int:
    """0 when the day's run was good; 1 when it was not, or the system did not come up; 130 when interrupted."""
    asked = _parser().parse_args(arguments)
    if asked.with_parent:
        end_with_parent()
    wanted = Wanted(
        folder=asked.folder,
        contracts=asked.contracts,
        rows=asked.rows,
        seed=asked.seed,
        port=asked.port or (PORT_OF_UI if asked.command == "up" else None),
    )
    try:
        with interruptible(), laid(wanted, tell) as ground, started(ground, tell) as system:
            outcome = _run(system)
            if asked.command == "up":
                _stay(system)
            return 0 if outcome.good else 1
    except KeyboardInterrupt:
        tell("interrompido: tudo o que foi iniciado foi encerrado")
        return 130
    except CobrancaError as error:
        print(f"{type(error).__name__}: {error}", file=sys.stderr, flush=True)
        return 1


def _run(system: System) -> Outcome:
    abandoned.clear(system, tell)
    as_of = clock.business_date()
    name = f"local__{as_of:%Y-%m-%d}__{datetime.now(clock.ZONE):%Y%m%dT%H%M%S}"
    outcome = run_day(system, as_of, name, tell)
    tell("\n" + outcome.text)
    tell(_where(system))
    return outcome


def _where(system: System) -> str:
    return "\n".join(
        (
            "",
            "Onde estão os detalhes",
            f"  banco      {system.ground.database}",
            f"  landing    {system.ground.environment['COBRANCA_LANDING']}",
            f"  logs       {system.ground.place.airflow / 'logs'} (tarefas), {system.ground.place.logs} (processos)",
        )
    )


def _stay(system: System) -> None:
    tell(f"\nAirflow: http://localhost:{system.url.rsplit(':', 1)[1]}  (Ctrl-C encerra tudo)")
    while True:
        system.children.insist()
        time.sleep(2)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="cobranca.orchestration.local", description=__doc__)
    parser.add_argument("command", choices=("run", "up"))
    parser.add_argument("--contracts", type=int, default=1000, help="size of the sandbox's portfolio")
    parser.add_argument("--rows", type=int, default=600, help="rows of a contract, on average")
    parser.add_argument("--seed", type=int, default=1, help="seed of the sandbox's portfolio")
    parser.add_argument("--folder", type=Path, default=STATE, help="where everything is kept")
    parser.add_argument("--port", type=int, help="of Airflow's UI")
    parser.add_argument("--with-parent", action="store_true", help="end when the process that started it is gone")
    return parser


if __name__ == "__main__":
    sys.exit(main())
