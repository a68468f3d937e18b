"""R7.6: the states and laws that ship with the product, and what `check` says of a company's own."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import holidays
import pytest
from tests.unit.settings.conftest import Folder

from cobranca import settings
from cobranca.settings import Fault, Settings
from cobranca.settings.allowed import of_state
from cobranca.settings.calendar import date_of, local_holidays, state_holidays
from cobranca.settings.checks.holidays import STATES
from cobranca.settings.contact import Window
from cobranca.settings.holiday import HolidayDay
from cobranca.settings.hours import Hours, intersection

UNUSED_AREA_CODES = {20, 23, 25, 26, 29, 30, 36, 39, 40, 50, 52, 56, 57, 58, 59, 70, 72, 76, 78, 80, 90, 60, 10}
AREA_CODES = {str(code) for code in range(11, 100)} - {str(code) for code in UNUSED_AREA_CODES}


def test_all_states_with_their_clocks(example: Settings) -> None:
    assert sorted(state.code for state in example.states) == sorted(STATES)
    offsets = {state.code: offset(state.zone) for state in example.states}
    assert {state: hours for state, hours in offsets.items() if hours != -3} == {
        **{"AC": -5, "AM": -4, "MT": -4, "MS": -4, "RO": -4, "RR": -4},
    }
    others = {city: clock.zones for state in example.states for clock in state.other_clocks for city in clock.cities}
    assert offset(*others["Fernando de Noronha"]) == -2
    assert offset(*others["Eirunepé"]) == -5


def offset(zone: str) -> int:
    return int(ZoneInfo(zone).utcoffset(datetime(2026, 1, 1)).total_seconds() // 3600)


def test_all_area_codes_of_the_country(example: Settings) -> None:
    codes = [code for state in example.states for code in state.area_codes]
    assert set(codes) == AREA_CODES
    assert len(AREA_CODES) == 67
    assert sorted(code for code in AREA_CODES if codes.count(code) > 1) == ["42", "61"]


@pytest.mark.parametrize("state", STATES)
def test_holidays_of_states_are_those_of_the_holidays_library(example: Settings, state: str) -> None:
    years = range(2026, 2041)
    known = holidays.country_holidays("BR", subdiv=state, years=years)
    assert set(known) - set(state_holidays(example, state, *years)) == set()
    national = holidays.country_holidays("BR", years=years, categories=("public", "optional"))
    own = {day for year in years for day in local_holidays(example, state, None, year)}
    assert own - set(known) - set(national) == set()


@pytest.mark.parametrize(
    ("day", "moves_to", "year", "expected"),
    [
        ("easter+8", None, 2026, date(2026, 4, 13)),
        ("easter-2", None, 2026, date(2026, 4, 3)),
        ("23-01", "friday", 2029, date(2029, 1, 26)),  # a Tuesday
        ("23-01", "friday", 2026, date(2026, 1, 23)),  # a Friday
        ("23-01", "friday", 2028, date(2028, 1, 23)),  # a Sunday
        ("25-11", "sunday", 2026, date(2026, 11, 29)),
        ("29-11", "sunday", 2026, date(2026, 11, 29)),
    ],
)
def test_dates_that_move(day: str, moves_to: str | None, year: int, expected: date) -> None:
    assert date_of(HolidayDay(day=day, name="x", moves_to=moves_to), year) == expected


def test_a_move_over_new_year_belongs_to_the_new_year(example: Settings) -> None:
    listed = HolidayDay(day="31-12", name="x", moves_to="sunday")
    state = example.states[0].model_copy(update={"holidays": (listed,)})
    moved = example.model_copy(update={"states": (state,)})
    found = {year: list(local_holidays(moved, state.code, None, year)) for year in (2027, 2028, 2029, 2030)}
    assert found == {
        2027: [date(2027, 1, 3)],
        2028: [date(2028, 1, 2), date(2028, 12, 31)],
        2029: [],
        2030: [date(2030, 1, 6)],
    }


def test_a_folder_without_them_has_those_of_the_product(folder: Folder, example: Settings) -> None:
    for file in ("telephone.yaml", "states.yaml"):
        Path(folder.path / file).unlink()
    assert folder.load().hash == example.hash


def test_hours_are_written_from_to() -> None:
    assert Hours.model_validate("08:00-20:00").model_dump() == "08:00-20:00"
    for wrong in ("8-20", "20:00-08:00", "08:00-08:00", "08:00-24:00"):
        with pytest.raises(ValueError, match="validation error"):
            Hours.model_validate(wrong)


def test_what_is_open_in_every_week() -> None:
    early, late = Hours.model_validate("08:00-18:00"), Hours.model_validate("09:00-19:00")
    common = intersection([{"monday": early, "friday": early, "sunday": early}, {"monday": late, "friday": late}])
    assert common == dict.fromkeys(("monday", "friday"), Hours.model_validate("09:00-18:00"))
    assert intersection([{"monday": early}, {"monday": Hours.model_validate("18:00-20:00")}]) == {}


def test_a_state_without_a_law_has_what_all_laws_allow(example: Settings) -> None:
    bahia = of_state(example, "phone", "BA")
    assert {day: str(hours.opens) for day, hours in bahia.week.items()} == dict.fromkeys(
        ("monday", "tuesday", "wednesday", "thursday", "friday"), "09:00:00"
    )
    assert {str(hours.closes) for hours in bahia.week.values()} == {"18:00:00"}
    assert bahia.keeps_holidays
    assert of_state(example, "sms", "BA").week == example.contact.windows["sms"].week
    assert Window().week.keys() == of_state(example, "email", "BA").week.keys()


SP = "states: [SP]\n      hours:"
FAULTS = [
    ("contact.yaml", '"07:00", closes: "21:00"', '"21:00", closes: "07:00"', "windows.email.closes", "before it opens"),
    ("contact.yaml", '"07:00", closes', '"7h", closes', "windows.email.opens", "cannot be used"),
    ("contact.yaml", '"07:00", closes', '"07:00", days: [domingo], closes', "windows.email.days[1]", "`domingo`"),
    ("contact.yaml", '"07:00", closes', '"07:00", days: [], closes', "windows.email.days", "no day is open"),
    ("contact.yaml", '"21:00"', '"09:59"', "windows.email", "who has no state"),
    ("contact.yaml", 'sms: {opens: "08:00"', 'sms: {opens: "20:30"', "windows.sms.closes", "before it opens"),
    ("contact.yaml", "windows:", "daily_caps: {fax: 1}\n  windows:", "daily_caps.fax", "unknown channel `fax`"),
    ("contact.yaml", "windows:", "daily_caps: {sms: 0}\n  windows:", "daily_caps.sms", "`0`"),
    ("contact.yaml", "windows:", "windows:\n    phone: {days: [sunday]}", "windows.phone", "no hour in AC, AL"),
    ("telephone.yaml", SP, SP.replace("SP", "S"), "laws[1].states[1]", "unknown state `S`"),
    ("telephone.yaml", "08:00-20:00", "8h às 20h", "laws[1].hours.monday", "not hours"),
    ("telephone.yaml", "08:00-20:00", "20:00-08:00", "laws[1].hours.monday", "before it opens"),
    ("telephone.yaml", "saturday:", "sabado:", "laws[1].hours.sabado", "`sabado`"),
    ("telephone.yaml", "channels: [phone, sms]", "channels: [fax]", "laws[4].channels[1]", "`fax`"),
    ("telephone.yaml", "      source: the law's text, art. 2\n", "", "laws[1].source", "missing"),
    ("states.yaml", "zone: America/Rio_Branco", "zone: America/Rio_Branca", "AC.zone", "unknown time zone"),
    ("states.yaml", "zones: [America/Noronha]", "zones: [GMT-2h]", "PE.other_clocks[1].zones[1]", "unknown time zone"),
    ("states.yaml", "code: AC", "code: AB", "AB.code", "unknown state `AB`"),
    ("states.yaml", "code: AC", "code: AB", "states", "`AC` missing"),
    ("states.yaml", 'area_codes: ["68"]', 'area_codes: ["068"]', "AC.area_codes[1]", "cannot be used"),
    ("states.yaml", "Tabatinga]", "Eirunepé]", "AM.other_clocks[2].cities[7]", "twice"),
    ("states.yaml", "day: easter+8", "day: páscoa+8", "ES.holidays[1].day", "not a date"),
    ("states.yaml", ", moves_to: friday", ", moves_to: monday", "AC.holidays[1].moves_to", "`monday`"),
]


@pytest.mark.parametrize(("file", "old", "new", "place", "message"), FAULTS)
def test_each_fault_is_told_in_its_place(
    folder: Folder, file: str, old: str, new: str, place: str, message: str
) -> None:
    folder.edit(file, old, new)
    faults = settings.errors(folder.faults())
    told: list[Fault] = [fault for fault in faults if fault.file == file and fault.place == place]
    assert [fault for fault in told if message in fault.message and fault.cure], faults


def test_no_law_at_all_is_refused(folder: Folder) -> None:
    folder.write("telephone.yaml", "telephone:\n  laws: []\n")
    assert [(fault.file, fault.place) for fault in folder.faults()] == [("telephone.yaml", "laws")]
