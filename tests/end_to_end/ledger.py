"""An ERP whose every change carries its date: read later and put back to D, it says what it said on D (R2.6, R9.3)."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tests.foreign.makers import contract, occurrence, paid, renegotiation, row
from tests.foreign.server import Foreign

AGES = (2, 4, 9, 19, 29, 44)
"""Days overdue on the first day: each a day before the next step of the régua."""
Raw = dict[str, Any]


@dataclass(frozen=True)
class Ledger:
    """What happens from the first day on: on the k-th, to a contract of its own."""

    first: date
    days: int

    def on(self, number: int) -> date:
        """The day of that number, the first one is 1."""
        return self.first + timedelta(number - 1)

    def tell(self, erp: Foreign, today: date) -> None:
        """Let the ERP know what has happened up to this morning: its night books under the morning's date."""
        erp.contracts, erp.rows, erp.phases, erp.occurrences, erp.renegotiations = [], {}, [], [], {}
        for place, age in enumerate(AGES):
            self._add(erp, 1 + place, [row(1 + place, 1, self.first - timedelta(age))])
        for number in range(2, self.days):
            self._paid(erp, 20 + number, number, today)
            self._new(erp, 40 + number, number)
        self._endings(erp, today)
        self._studies(erp, today)
        erp.updated_on = today

    def _add(self, erp: Foreign, code: int, rows: list[Raw], **other: Any) -> None:
        erp.contracts.append(contract(code, **other))
        erp.rows[code] = rows

    def _paid(self, erp: Foreign, code: int, number: int, today: date) -> None:
        """Two titles, one of them paid on the k-th day."""
        rows = [row(code, place, self.first - timedelta(7 * place)) for place in (1, 2)]
        if self.on(number) <= today:
            rows[0] |= paid(self.on(number))
        self._add(erp, code, rows)

    def _new(self, erp: Foreign, code: int, number: int) -> None:
        """A title falls due on the day before the k-th."""
        self._add(erp, code, [row(code, 1, self.on(number - 1)), row(code, 2, self.on(number) + timedelta(30))])

    def _endings(self, erp: Foreign, today: date) -> None:
        """A distrato and a transfer dated by the contract, a row that is made inactive."""
        middle = self.on(self.days // 2)
        for code, letter in ((80, "Distratado"), (81, "Transferido")):
            ended = {"status_contrato": letter, "data_status": middle.strftime("%d/%m/%Y")}
            self._add(erp, code, [row(code, 1, self.first - timedelta(12))], **(ended if middle <= today else {}))
        rows = [row(82, place, self.first - timedelta(12 * place)) for place in (1, 2)]
        if middle <= today:
            rows[0] |= {"status_parcela": "Inativo", "data_status": middle.strftime("%d/%m/%Y")}
        self._add(erp, 82, rows)

    def _studies(self, erp: Foreign, today: date) -> None:
        """A renegotiation that is studied from the second day on, an occurrence of a phase, a distrato under study."""
        for code in (90, 91, 92):
            self._add(erp, code, [row(code, 1, self.first - timedelta(8))])
        began, asked = self.on(2), self.on(3)
        if began <= today:
            erp.renegotiations[90] = [renegotiation(90, 1, began)]
        if asked <= today:
            erp.phases.append(occurrence(1, 91, asked, CodigoFase="1"))
            erp.occurrences.append(occurrence(2, 92, asked, TipoOcorrencia="7"))
