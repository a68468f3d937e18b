"""The ERP behind both doors: it answers a question about a contract as of today, from memory if it can."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from cobranca.sandbox.cache import Answers
from cobranca.sandbox.portfolio.contract import Contract
from cobranca.sandbox.portfolio.days import Day
from cobranca.sandbox.portfolio.draft import Renegotiation
from cobranca.sandbox.portfolio.portfolio import Portfolio
from cobranca.sandbox.rest import contracts, details, installments, portal
from cobranca.sandbox.wire import listed

Numbers = Iterator[int] | list[int]
_PORTAL_LETTERS: Final = frozenset("AUQ")


class Erp:
    """The portfolio on its present day. `nights_missed` sets the nightly job back by days."""

    def __init__(self, portfolio: Portfolio, today: Callable[[], date]) -> None:
        self.portfolio, self.today, self.answers = portfolio, today, Answers()
        self.nights_missed = 0

    @property
    def day(self) -> Day:
        """Today, as an ordinal."""
        return self.today().toordinal()

    @property
    def night(self) -> Day:
        """The last nightly job that ran: today's, unless it was told not to."""
        return self.day - self.nights_missed

    def contracts(self, numbers: Numbers) -> bytes:
        """DadosContrato records of the contracts that are signed by today."""
        day, night = self.day, self.night
        return listed([contracts.record(self.portfolio, one, day, night) for one in self._signed(numbers, day)])

    def development(self, code: int) -> bytes:
        """DadosContrato of a development."""
        key = ("development", code, self.day, self.night)
        return self.answers.get_or_make(key, lambda: self.contracts(self.portfolio.of_development(code)))

    def installments(self, code: int) -> bytes:
        """DadosParcelas of a contract code, of both contracts where it stands in two branches."""
        day = self.day
        return self.answers.get_or_make(("rows", code, day), lambda: self._rows(code, day))

    def participants(self, numbers: Numbers) -> bytes:
        """DadosParticipantes of some contracts."""
        found = self._signed(numbers, self.day)
        return listed([text for one in found for text in details.participants(self.portfolio, one)])

    def renegotiations(self, numbers: Numbers) -> bytes:
        """DadosRenegociacoes of some contracts."""
        return self._lodged(numbers, details.renegotiations)

    def renegotiated_rows(self, numbers: Numbers) -> bytes:
        """DadosParcelasReneg of some contracts."""
        return self._lodged(numbers, details.renegotiated_rows)

    def of_customer(self, numbers: list[int]) -> bytes:
        """The portal's records: only contracts that stand at A, U or Q."""
        day, night, found = self.day, self.night, []
        for one in self._signed(numbers, day):
            letter, _ = contracts.status(self.portfolio, one, day, night)
            if letter in _PORTAL_LETTERS:
                found.append(portal.record(self.portfolio, one, letter, day))
        return listed(found)

    def _lodged(
        self, numbers: Numbers, write: Callable[[Contract, tuple[Renegotiation, ...], Day], list[str]]
    ) -> bytes:
        day, nights = self.day, self.portfolio.nights
        found = self._signed(numbers, day)
        return listed([text for one in found for text in write(one, nights(one.index).renegotiations, day)])

    def _rows(self, code: int, day: Day) -> bytes:
        found = self._signed(self.portfolio.of_code(code), day)
        return listed([text for one in found for text in installments.records(self.portfolio.life(one.index), day)])

    def _signed(self, numbers: Numbers, day: Day) -> Iterator[Contract]:
        return (one for one in map(self.portfolio.contract, numbers) if one.signed <= day)
