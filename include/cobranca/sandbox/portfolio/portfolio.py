"""The portfolio: contracts by number, code, development and document; nothing kept but small caches."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from cobranca.sandbox.portfolio import contract as contracts
from cobranca.sandbox.portfolio import documents, people, places
from cobranca.sandbox.portfolio.contract import Contract
from cobranca.sandbox.portfolio.life import Life, live
from cobranca.sandbox.portfolio.nightly import Nights
from cobranca.sandbox.portfolio.people import Person

DEFAULT_ROWS: Final = 600
_LIVES: Final = 48
_NIGHTS: Final = 25_000


class Portfolio:
    """`size` contracts of about `rows` rows, a function of `seed` alone.

    The caches are bounded: memory does not grow with the size beyond some tens of megabytes.
    """

    def __init__(self, seed: int, size: int, rows: int = DEFAULT_ROWS) -> None:
        self.seed, self.size, self.rows = seed, size, rows
        self.development_count = places.development_count(size)
        self.contract: Callable[[int], Contract] = lru_cache(_NIGHTS)(self._contract)
        self.life: Callable[[int], Life] = lru_cache(_LIVES)(self._life)
        self.nights: Callable[[int], Nights] = lru_cache(_NIGHTS)(self._nights)

    def developments(self) -> list[places.Development]:
        """Every development, by code."""
        return [places.development(position) for position in range(self.development_count)]

    def of_development(self, code: int) -> Iterator[int]:
        """Numbers of the contracts of a development; none for an unknown code."""
        position = code - places.FIRST_DEVELOPMENT
        if not 0 <= position < self.development_count:
            return iter(())
        return iter(range(position, self.size, self.development_count))

    def of_code(self, code: int) -> list[int]:
        """Numbers of the contracts with a code: none, one, or two in different branches."""
        index = code - contracts.FIRST_CODE
        near = (number for number in (index, index + 1) if 0 <= number < self.size)
        return [number for number in near if contracts.code_of(self.seed, number) == code]

    def of_document(self, digits: str) -> list[int] | None:
        """Numbers of the contracts of a CPF or CNPJ; None when the document is not valid."""
        owner = documents.number_of(digits)
        if owner is None:
            return None
        bought = [index for index in (owner, owner + contracts.SECOND_PURCHASE[2]) if index < self.size]
        return [index for index in bought if contracts.owner_of(index) == owner and self._has(owner, digits)]

    def customer(self, owner: int) -> Person:
        """The customer with a number, who lives near what was bought first."""
        home = places.BRANCHES[owner % self.development_count % len(places.BRANCHES)]
        return people.customer(self.seed, owner, home)

    def has_customer(self, owner: int) -> bool:
        """Whether a number is a customer's."""
        return 0 <= owner < self.size and contracts.owner_of(owner) == owner

    def participants(self, contract: Contract) -> list[tuple[Person, int, bool]]:
        """(person, share in percent, is principal) of a contract: one to three."""
        buyer = self.customer(contract.owner)
        count = 0 if buyer.is_company else (0, 1, 0, 1, 2)[contract.index % 5]
        home = contract.development.branch
        others = [people.partner(self.seed, contract.owner * 2 + n, home) for n in range(count)]
        shares = ((100,), (60, 40), (50, 30, 20))[count]
        return [(p, share, p is buyer) for p, share in zip([buyer, *others], shares, strict=True)]

    def _has(self, owner: int, digits: str) -> bool:
        wanted = documents.cnpj(owner) if people.is_company(owner) else documents.cpf(owner)
        return wanted == digits

    def _contract(self, index: int) -> Contract:
        return contracts.draw(self.seed, index, self.rows, self.development_count)

    def _life(self, index: int) -> Life:
        return live(self.contract(index), self.seed)

    def _nights(self, index: int) -> Nights:
        return Nights(live(self.contract(index), self.seed))
