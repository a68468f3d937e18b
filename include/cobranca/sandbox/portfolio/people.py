"""Invented buyers: name, document, where they live, how they are reached."""

from dataclasses import dataclass
from random import Random
from typing import Final

from cobranca.sandbox.portfolio import documents, places

FIRST_CUSTOMER: Final = 500_000
FIRST_PARTNER: Final = 2_000_000
COMPANY_EVERY: Final = 12
"""One customer in so many is a company."""

_FIRST: Final = (
    *(
        "Aurélia",
        "Benício",
        "Cecília",
        "Dário",
        "Eulália",
        "Fabrício",
        "Graziela",
        "Heitor",
        "Iolanda",
        "Jonas",
    ),
    *(
        "Karina",
        "Leandro",
        "Mirela",
        "Norberto",
        "Otília",
        "Plínio",
        "Quitéria",
        "Rogério",
        "Salete",
        "Tarcísio",
    ),
    *(
        "Ubirajara",
        "Valquíria",
        "Wagner",
        "Yara",
        "Zélia",
        "Adalberto",
        "Bianca",
        "Caetano",
        "Débora",
        "Evaristo",
    ),
)
_LAST: Final = (
    *(
        "Abrantes",
        "Barroso",
        "Cordeiro",
        "Damasceno",
        "Espíndola",
        "Figueira",
        "Guimarães",
        "Holanda",
        "Izidoro",
    ),
    *(
        "Junqueira",
        "Lacerda",
        "Magalhães",
        "Nogueira",
        "Outeiro",
        "Peçanha",
        "Queiroga",
        "Rezende",
        "Sampaio",
    ),
    *("Tavares", "Uchoa", "Valadares", "Xavier", "Zanetti", "Amarante", "Bragança", "Conceição", "d'Ávila"),
)
_TRADES: Final = ("Comércio de Tecidos", "Transportes", "Serviços Médicos", "Engenharia", "Alimentos")
_ELSEWHERE: Final = (
    ("Belo Horizonte", "MG", 31),
    ("Salvador", "BA", 71),
    ("Niterói", "RJ", 21),
    ("Santos", "SP", 13),
)
_HOME: Final = 0.85
_NO_EMAIL, _BAD_EMAIL, _NO_PHONE = 0.10, 0.02, 0.08


@dataclass(frozen=True, slots=True)
class Person:
    """A buyer or participant. Telephones are digits with area code; None where the ERP has none."""

    code: int
    name: str
    tax_id: str
    is_company: bool
    email: str | None
    mobile: str | None
    landline: str | None
    whatsapp: str | None
    state: str
    city: str


def customer(seed: int, number: int, home: places.Branch) -> Person:
    """The customer with a number; those of a branch mostly live near it."""
    return _person(Random(f"{seed}/{number}/person"), FIRST_CUSTOMER + number, number, home)


def partner(seed: int, number: int, home: places.Branch) -> Person:
    """A participant who is not the customer; never a company."""
    rng = Random(f"{seed}/{number}/partner")
    return _person(rng, FIRST_PARTNER + number, FIRST_PARTNER + number, home, may_be_company=False)


def is_company(number: int) -> bool:
    """Whether the customer with a number is a company."""
    return number % COMPANY_EVERY == COMPANY_EVERY - 1


def _person(rng: Random, code: int, number: int, home: places.Branch, *, may_be_company: bool = True) -> Person:
    company = may_be_company and is_company(number)
    first, last, more = rng.choice(_FIRST), rng.choice(_LAST), rng.choice(_LAST)
    name = f"{last} & {more} {rng.choice(_TRADES)} Ltda" if company else f"{first} {last} {more}"
    near = rng.random() < _HOME
    city, state, area = (home.city, home.state, home.area_code) if near else rng.choice(_ELSEWHERE)
    has_phone = rng.random() >= _NO_PHONE
    mobile = f"{area}9{rng.randrange(10**4):04d}{rng.randrange(10**4):04d}" if has_phone else None
    return Person(
        code=code,
        name=name.upper(),
        tax_id=documents.cnpj(number) if company else documents.cpf(number),
        is_company=company,
        email=_email(rng, code),
        mobile=mobile,
        landline=f"{area}3{rng.randrange(10**7):07d}" if rng.random() < 0.3 else None,  # noqa: PLR2004
        whatsapp=mobile if rng.random() < 0.7 else None,  # noqa: PLR2004
        state=state,
        city=city,
    )


def _email(rng: Random, code: int) -> str | None:
    drawn = rng.random()
    if drawn < _NO_EMAIL:
        return None
    return f"cliente{code}.example.com" if drawn < _NO_EMAIL + _BAD_EMAIL else f"cliente{code}@example.com"
