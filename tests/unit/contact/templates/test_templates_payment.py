"""How to pay, by a link's pattern; and the settings that say so."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from cobranca import paths, settings
from cobranca.contact.templates.facts import HowToPay
from cobranca.contact.templates.payment import Payments, Title
from cobranca.settings.correspondence import Ask, Payment

TODAY = date(2026, 3, 10)
TITLE = Title(1, 4321, 20, "0001 23")


def paid(**payment: Any) -> HowToPay:
    base = settings.load(paths.CONFIG)
    contact = base.contact.model_copy(update={"payment": Payment.model_validate(payment)})
    with Payments(base.model_copy(update={"contact": contact})) as payments:
        return payments.of([TITLE], TODAY)[TITLE]


def test_nothing_configured_is_no_error() -> None:
    assert paid() == HowToPay()


@pytest.mark.parametrize(
    ("link", "made"),
    [
        ("https://a.example.com/{contract_code}/{installment_code}", "https://a.example.com/4321/20"),
        ("https://a.example.com/?f={branch_code}&n={boleto_number}", "https://a.example.com/?f=1&n=0001%2023"),
        ("https://a.example.com/portal", "https://a.example.com/portal"),
    ],
)
def test_a_link_by_its_pattern(link: str, made: str) -> None:
    assert paid(link=link) == HowToPay(None, made)


def test_no_link_where_it_wants_a_number_that_is_not_there() -> None:
    base = settings.load(paths.CONFIG)
    payment = Payment(link="https://a.example.com/{boleto_number}")
    contact = base.contact.model_copy(update={"payment": payment})
    bare = Title(1, 4321, 20)
    with Payments(base.model_copy(update={"contact": contact})) as payments:
        assert payments.of([bare], TODAY) == {bare: HowToPay()}


@pytest.mark.parametrize(
    ("values", "cure"),
    [
        ({"link": "http://a.example.com"}, "https://"),
        ({"link": "https://a"}, "https://"),
        ({"link": "https://{branch_code}.example.com"}, "https://"),
        ({"link": "https://a.example.com/{cpf}"}, "`{cpf}` is not known"),
        ({"link": "https://a.example.com/{contract_code:>99999999}"}, "is not known"),
        ({"link": "https://a.example.com/{contract_code.__class__}"}, "is not known"),
        ({"link": "https://a.example.com/{"}, "braces do not match"),
        ({"second_copy": {}, "boletos": {"line_field": "x"}}, "one of them"),
        ({"boletos": {}}, "`line_field`"),
    ],
)
def test_what_the_settings_refuse(values: dict[str, Any], cure: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Payment.model_validate(values)
    assert cure in str(caught.value)


def test_somebody_can_be_asked() -> None:
    with pytest.raises(ValidationError, match="`phone`, an `email`, or both"):
        Ask(team="Equipe")
