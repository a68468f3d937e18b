"""The occurrences lodged on contracts, as XML, as of a day."""

from collections.abc import Iterator
from typing import NamedTuple

from cobranca.sandbox.portfolio.contract import Contract
from cobranca.sandbox.portfolio.days import Day, iso
from cobranca.sandbox.portfolio.draft import Occurrence
from cobranca.sandbox.portfolio.nightly import Stay
from cobranca.sandbox.portfolio.portfolio import Portfolio
from cobranca.sandbox.soap.envelope import element

PHASE_TYPE = "FASE_INADIMPLENCIA"
_A_CONTRACT = 1000
_OF_CONTRACT = 900
_LAST_CODE = 9_999


class Asked(NamedTuple):
    """What is asked for: known up to `day`, and in force on some day from `start` to `end`."""

    day: Day
    start: Day
    end: Day

    def covers(self, opened: Day, closed: Day | None) -> bool:
        """Whether an occurrence belongs in the answer."""
        return opened <= min(self.day, self.end) and (closed is None or closed > self.day or closed >= self.start)


def of_phases(portfolio: Portfolio, asked: Asked) -> Iterator[str]:
    """Phase occurrences; `asked.day` is the last nightly job that ran."""
    for index in range(portfolio.size):
        contract = portfolio.contract(index)
        if contract.signed > asked.day:
            continue
        for stay in portfolio.nights(index).stays():
            if stay.opened > asked.day:
                break
            if asked.covers(stay.opened, stay.closed):
                yield _of_phase(contract, stay, asked.day)


def of_contracts(portfolio: Portfolio, asked: Asked) -> Iterator[str]:
    """Contract occurrences: distrato, transfer, cession, inactivation."""
    for index in range(portfolio.size):
        for occurrence in portfolio.nights(index).occurrences:
            if asked.covers(occurrence.opened, occurrence.closed):
                yield _of_contract(portfolio.contract(index), occurrence, asked.day)


def _of_phase(contract: Contract, stay: Stay, day: Day) -> str:
    phase = stay.phase
    return (
        f"<Ocorrencia><CodigoOcorrencia>{contract.index * _A_CONTRACT + stay.number}</CodigoOcorrencia>"
        f"<CodigoFilial>{contract.development.branch.code}</CodigoFilial>"
        f"<CodigoContrato>{contract.code}</CodigoContrato>"
        f"<CodigoFase>{phase.code}</CodigoFase><DescricaoFase>{phase.name}</DescricaoFase>"
        f"<DiaInicial>{phase.first}</DiaInicial><DiaFinal>{phase.last}</DiaFinal>"
        f"<DataAbertura>{iso(stay.opened)}</DataAbertura>{_closed(stay.closed, day)}"
        f"<TipoOcorrencia>{PHASE_TYPE}</TipoOcorrencia>"
        f"<DescricaoOcorrencia>Inadimplência: {phase.name}</DescricaoOcorrencia></Ocorrencia>"
    )


def _of_contract(contract: Contract, occurrence: Occurrence, day: Day) -> str:
    code = contract.index * _A_CONTRACT + _OF_CONTRACT + occurrence.number
    nothing = "".join(element(name, None) for name in ("CodigoFase", "DescricaoFase", "DiaInicial", "DiaFinal"))
    return (
        f"<Ocorrencia><CodigoOcorrencia>{code}</CodigoOcorrencia>"
        f"<CodigoFilial>{contract.development.branch.code}</CodigoFilial>"
        f"<CodigoContrato>{contract.code}</CodigoContrato>{nothing}"
        f"<DataAbertura>{iso(occurrence.opened)}</DataAbertura>{_closed(occurrence.closed, day)}"
        f"<TipoOcorrencia>{occurrence.kind}</TipoOcorrencia>"
        f"<DescricaoOcorrencia>{occurrence.description}</DescricaoOcorrencia></Ocorrencia>"
    )


def _closed(closed: Day | None, day: Day) -> str:
    return element("DataEncerramento", iso(closed) if closed is not None and closed <= day else None)
