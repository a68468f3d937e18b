"""What the sandbox writes: money, dates, documents, caches, tokens, days."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca.errors import ConfigurationError
from cobranca.sandbox import today, wire
from cobranca.sandbox.cache import Answers
from cobranca.sandbox.portfolio import days, documents
from cobranca.sandbox.rest.auth import ACCESS_SECONDS, REFRESH_SECONDS, Tokens


@pytest.mark.parametrize(
    ("cents", "written"),
    [(13900000, "139000"), (0, "0"), (5, "0.05"), (1250, "12.5"), (1234, "12.34"), (-50, "-0.5")],
)
def test_money_is_whole_or_a_plain_decimal(cents: int, written: str) -> None:
    assert wire.money(cents) == written


@given(st.integers(min_value=-(10**13), max_value=10**13))
def test_money_is_exact(cents: int) -> None:
    assert Decimal(wire.money(cents)) * 100 == cents


@given(st.integers(min_value=0, max_value=5 * 10**6))
def test_a_document_is_valid_and_leads_back_to_its_customer(number: int) -> None:
    assert documents.number_of(documents.cpf(number)) == number
    assert documents.number_of(documents.cnpj(number)) == number


@pytest.mark.parametrize("digits", ["", "123", "11111111112", "ABCDEFGHIJK", "00000000000000"])
def test_an_invalid_document_is_nobodys(digits: str) -> None:
    assert documents.number_of(digits) is None


def test_check_digits_are_those_of_the_known_example() -> None:
    assert documents._closed("111444777", range(10, 1, -1), range(11, 1, -1)) == "11144477735"


@pytest.mark.parametrize(
    ("due", "real"),
    [
        (date(2026, 3, 7), date(2026, 3, 9)),
        (date(2026, 3, 8), date(2026, 3, 9)),
        (date(2026, 3, 9), date(2026, 3, 9)),
        (date(2026, 3, 6), date(2026, 3, 6)),
    ],
)
def test_a_weekend_is_moved_to_monday(due: date, real: date) -> None:
    assert date.fromordinal(days.workday(due.toordinal())) == real


def test_a_month_before_keeps_its_day() -> None:
    assert days.months_before(date(2026, 3, 1).toordinal(), 15, 28) == date(2024, 12, 28)


def test_the_cache_stays_within_its_budget() -> None:
    cache = Answers(budget=2_000)
    for key in range(200):
        cache.get_or_make(key, lambda key=key: str(key).encode() * 500)
    assert cache.used <= 2_000
    assert cache.get(0) is None
    assert cache.get(199) == b"199" * 500


def test_an_answer_is_made_once() -> None:
    cache, made = Answers(), []
    for _ in range(3):
        cache.get_or_make("key", lambda: made.append(1) or b"body")
    assert made == [1]


class _Seconds:
    now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


def test_tokens_live_two_and_four_hours() -> None:
    clock = _Seconds()
    tokens = Tokens("user", "secret", clock)
    issued = tokens.sign_in("user", "secret")
    assert issued is not None
    clock.now += ACCESS_SECONDS - 1
    assert tokens.is_valid(issued["accessToken"])
    clock.now += 2
    assert not tokens.is_valid(issued["accessToken"])
    clock.now += REFRESH_SECONDS - ACCESS_SECONDS
    assert tokens.refresh(issued["refreshToken"]) is None


def test_refreshing_invalidates_both_current_tokens() -> None:
    tokens = Tokens("user", "secret")
    first = tokens.sign_in("user", "secret")
    assert first is not None
    second = tokens.refresh(first["refreshToken"])
    assert second is not None
    assert not tokens.is_valid(first["accessToken"])
    assert tokens.is_valid(second["accessToken"])
    assert tokens.refresh(first["refreshToken"]) is None


def test_a_second_sign_in_discards_the_first_refresh_token_only() -> None:
    tokens = Tokens("user", "secret")
    first, second = tokens.sign_in("user", "secret"), tokens.sign_in("user", "secret")
    assert first is not None
    assert second is not None
    assert tokens.refresh(first["refreshToken"]) is None
    assert tokens.is_valid(first["accessToken"])


def test_token_times_have_seven_digits_and_the_offset() -> None:
    issued = Tokens("user", "secret", lambda: 0.5).sign_in("user", "secret")
    assert issued is not None
    assert issued["expirationToken"] == "1969-12-31T23:00:00.5000007-03:00"


def test_wrong_credentials_are_refused() -> None:
    assert Tokens("user", "secret").sign_in("user", "Secret") is None


def test_a_fixed_day() -> None:
    assert today.source("2026-03-10")() == date(2026, 3, 10)


def test_a_clock_file_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "clock"
    file.write_text("2026-03-10T05:00\n")
    day = today.source(file)
    assert day() == date(2026, 3, 10)
    file.write_text("2026-03-11")
    assert day() == date(2026, 3, 11)
    assert today.source(f"@{file}")() == date(2026, 3, 11)


def test_the_products_clock_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    day = today.source(None)
    monkeypatch.setenv("COBRANCA_CLOCK", "2026-03-10T05:00")
    assert day() == date(2026, 3, 10)
    monkeypatch.setenv("COBRANCA_CLOCK", "2026-03-12T05:00")
    assert day() == date(2026, 3, 12)


@pytest.mark.parametrize("said", ["10/03/2026", "2039-01-01"])
def test_a_day_it_cannot_be_is_refused(said: str) -> None:
    with pytest.raises(ConfigurationError, match=said):
        today.source(said)
