"""R2.2: banking days of a branch's state and city."""

from datetime import date

import pytest

from cobranca.settings import Settings
from cobranca.settings.calendar import (
    branch_holidays,
    is_banking_day,
    national,
    next_banking_day,
    state_holidays,
)
from cobranca.settings.holiday import HolidayCalendar, HolidayDay

SAO_PAULO, CAMPINAS, RIO, CURITIBA, UNKNOWN = 1, 2, 3, 4, 99


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-01-01", "Confraternização Universal"),
        ("2026-02-16", "Carnaval (segunda-feira)"),
        ("2026-02-17", "Carnaval (terça-feira)"),
        ("2026-04-03", "Sexta-feira Santa"),
        ("2026-04-21", "Tiradentes"),
        ("2026-06-04", "Corpus Christi"),
        ("2026-11-20", "Dia Nacional de Zumbi e da Consciência Negra"),
        ("2026-12-25", "Natal"),
    ],
)
def test_national_holidays(day: str, name: str) -> None:
    assert national(2026)[date.fromisoformat(day)] == name


def test_consciencia_negra_is_national_from_2024_on() -> None:
    assert date(2023, 11, 20) not in national(2023)
    assert date(2024, 11, 20) in national(2024)


def test_ash_wednesday_and_easter_monday_are_banking_days(example: Settings) -> None:
    assert is_banking_day(example, SAO_PAULO, date(2026, 2, 18))
    assert is_banking_day(example, SAO_PAULO, date(2026, 4, 6))


@pytest.mark.parametrize(
    ("branch", "day", "is_open"),
    [
        (SAO_PAULO, date(2026, 7, 9), False),
        (CAMPINAS, date(2026, 7, 9), False),
        (RIO, date(2026, 7, 9), True),
        (RIO, date(2026, 4, 23), False),
        (SAO_PAULO, date(2028, 1, 25), False),
        (CAMPINAS, date(2028, 1, 25), True),
        (CURITIBA, date(2026, 9, 8), False),
        (UNKNOWN, date(2026, 7, 9), True),
        (UNKNOWN, date(2026, 12, 25), False),
        (UNKNOWN, date(2026, 3, 14), False),
    ],
)
def test_branches_keep_their_own_holidays(example: Settings, branch: int, day: date, is_open: bool) -> None:
    assert is_banking_day(example, branch, day) is is_open


def test_the_next_banking_day_passes_carnival(example: Settings) -> None:
    assert next_banking_day(example, RIO, date(2026, 2, 14)) == date(2026, 2, 18)


def test_a_banking_day_stays(example: Settings) -> None:
    assert next_banking_day(example, RIO, date(2026, 3, 10)) == date(2026, 3, 10)


def test_dates_of_one_year_and_leap_days(example: Settings) -> None:
    days = (HolidayDay(day="2026-03-10", name="Luto"), HolidayDay(day="29-02", name="Bissexto"))
    settings = example.model_copy(update={"holidays": (HolidayCalendar(state="SP", days=days),)})
    found = branch_holidays(settings, SAO_PAULO, 2026, 2031, 2032)
    assert [day for day, name in found.items() if name in ("Luto", "Bissexto")] == [
        date(2026, 3, 10),
        date(2032, 2, 29),
    ]


def test_cities_are_compared_without_case_and_accents(example: Settings) -> None:
    days = (HolidayDay(day="10-03", name="Festa"),)
    calendar = HolidayCalendar(state="SP", city="SAO PAULO", days=days)
    settings = example.model_copy(update={"holidays": (calendar,)})
    assert not is_banking_day(settings, SAO_PAULO, date(2026, 3, 10))


def test_legal_holidays_of_a_state_leave_cities_out(example: Settings) -> None:
    found = state_holidays(example, "SP", 2026)
    assert date(2026, 7, 9) in found
    assert date(2026, 1, 25) not in found
