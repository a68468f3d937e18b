"""Values as a customer reads them."""

from datetime import date
from decimal import Decimal

import pytest

from cobranca.contact.templates import values
from cobranca.contact.templates.values import Absent, Day, MissingValue, Money


@pytest.mark.parametrize(
    ("amount", "text"),
    [("0", "0,00"), ("1234567.891", "1.234.567,89"), ("0.005", "0,01"), ("-12.3", "-12,30"), ("999.999", "1.000,00")],
)
def test_amounts(amount: str, text: str) -> None:
    assert values.money(Decimal(amount)) == text
    assert str(Money(amount)) == text


def test_days() -> None:
    assert str(Day.of(date(2026, 3, 2))) == "02/03/2026"
    assert Day.of(date(2026, 3, 2)) < date(2026, 3, 10)


@pytest.mark.parametrize(
    ("erp", "read"),
    [
        ("ANA PAULA DE SOUZA E SILVA", "Ana Paula de Souza e Silva"),
        ("joão d'ávila", "João D'Ávila"),
        ("DA SILVA COMÉRCIO LTDA ME", "Da Silva Comércio Ltda ME"),
        ("Ana McDonald", "Ana McDonald"),
        ("MARIA-CLARA NEVES III", "Maria-Clara Neves III"),
        ("  ANA \t\r\n LIMA ", "Ana Lima"),
        ("", ""),
    ],
)
def test_names_in_their_own_case(erp: str, read: str) -> None:
    assert values.person_name(erp) == read


@pytest.mark.parametrize(
    ("raw", "one_line"),
    [
        ("Ana\r\nBcc: todos@example.com", "Ana Bcc: todos@example.com"),
        ("a\u2028b\u0085c\x00d\x1be", "a b c d e"),
        ("\u202eavesso\u200b\ufeff", "avesso"),
        ("e\u0301", "é"),
    ],
)
def test_nothing_breaks_out_of_a_line(raw: str, one_line: str) -> None:
    assert values.clean(raw) == one_line


@pytest.mark.parametrize(
    ("given", "read"),
    [([], ""), (["a"], "a"), (["a", "b"], "a e b"), (["a", "b", "c", "a"], "a, b e c"), ([1, 2], "1 e 2")],
)
def test_values_joined_as_a_sentence(given: list[object], read: str) -> None:
    assert values.joined(given) == read


@pytest.mark.parametrize(
    ("text", "length", "cut"),
    [
        ("Ana", 3, "Ana"),
        ("Ana Paula", 5, "Ana"),
        ("Ana Paula", 3, "Ana"),
        ("Maximiliana", 5, "Maxim"),
        ("A Maximiliana", 6, "A Maxi"),
        ("Ana - Paula", 6, "Ana"),
    ],
)
def test_cut_between_words_where_that_leaves_half(text: str, length: int, cut: str) -> None:
    assert values.shortened(text, length) == cut


def test_what_is_not_there_is_false_and_never_printed() -> None:
    absent = Absent("unidade")
    assert not absent
    assert len(absent) == 0
    for printed in (str, lambda value: f"{value}", lambda value: value.__html__()):
        with pytest.raises(MissingValue, match="unidade"):
            printed(absent)
