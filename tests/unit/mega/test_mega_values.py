"""Dates, codes, amounts and texts as the ERP writes them (R1.7)."""

from datetime import date
from decimal import Decimal

import pytest

from cobranca.mega.values import Dates, cents, is_amount, parse_date, plain, tax_id, whole


@pytest.mark.parametrize(
    "text", ["31/01/2026", "2026/01/31", "2026-01-31", " 31/01/2026 ", "2026-01-31T00:00:00", "31/01/2026 10:00:00"]
)
def test_dates_come_in_two_orders_and_in_iso(text: str) -> None:
    assert parse_date(text) == date(2026, 1, 31)


@pytest.mark.parametrize("text", [None, "", "  ", "0001/01/01", "01/01/0001", "0001-01-01T00:00:00"])
def test_null_dates_are_none(text: str | None) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize("text", ["31/02/2026", "2026-13-01", "amanhã", "1/1/26", "31-01-2026", "30/12/1899"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|day"):
        parse_date(text)


def test_dates_are_remembered_and_nonsense_is_not() -> None:
    dates = Dates()
    assert dates["31/01/2026"] == dates["31/01/2026"]
    with pytest.raises(ValueError, match="date"):
        dates["x"]
    assert list(dates) == ["31/01/2026"]


def test_codes_come_as_doubles() -> None:
    assert whole(777.0) == 777
    assert type(whole(777.0)) is int
    with pytest.raises(ValueError, match="whole"):
        whole(777.5)
    with pytest.raises(ValueError, match="neighbours"):
        whole(2.0**60)


@pytest.mark.parametrize(
    ("text", "expected"), [("1.005", "1.01"), ("1.004", "1.00"), ("139000", "139000.00"), ("1E+2", "100.00")]
)
def test_amounts_round_half_up_to_cents(text: str, expected: str) -> None:
    assert str(cents(Decimal(text))) == expected


@pytest.mark.parametrize("text", ["NaN", "sNaN", "Infinity", "-0.01", "9999999999999.995", "1E+400"])
def test_what_is_no_amount(text: str) -> None:
    assert not is_amount(Decimal(text))


def test_text_is_compared_without_case_and_accents() -> None:
    assert plain("  Cessão  de DIREITOS ") == "cessao de direitos"


def test_tax_ids_lose_their_punctuation() -> None:
    assert tax_id("000.000.000-00") == "00000000000"
    assert tax_id("12.abc.345/01de-35 ") == "12ABC34501DE35"
    assert tax_id(" ") is None
