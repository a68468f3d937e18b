"""A second, slow reading of R7.6: from the files as they stand, minute by minute, sharing nothing with the product."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from dateutil.easter import easter

NATIONAL = ("01-01", "21-04", "01-05", "07-09", "12-10", "02-11", "15-11", "20-11", "25-12")
FROM_EASTER = (-48, -47, -2, 60)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Hours = tuple[time, time]


def simple(text: object) -> str:
    letters = unicodedata.normalize("NFKD", str(text or "").lower())
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())


def hour(text: str) -> time:
    return time(int(text[:2]), int(text[3:5]))


@dataclass(frozen=True)
class Spot:
    """What is known of a customer's place."""

    state: str | None = None
    city: str | None = None
    area_code: str | None = None


class Reading:
    """The files of a settings folder."""

    def __init__(self, folder: Path) -> None:
        self.contact = self._file(folder / "contact.yaml")["contact"]
        self.laws = self._file(folder / "telephone.yaml")["telephone"]["laws"]
        self.states = {each["code"]: each for each in self._file(folder / "states.yaml")["states"]}
        self.calendars = [self._file(file) for file in sorted((folder / "holidays").glob("*.yaml"))]
        self.may = cache(self._may)

    def _file(self, path: Path) -> Any:
        return yaml.safe_load(path.read_text(encoding="utf-8"))

    def is_open(self, channel: str, spot: Spot, at: datetime) -> bool:
        """By every state that may be the customer's, and every clock that may be his there."""
        return all(
            self._is_open_there(channel, state, spot.city, at.astimezone(ZoneInfo(zone)))
            for state, zones in self.may(spot)
            for zone in zones
        )

    def _may(self, spot: Spot) -> list[tuple[str, list[str]]]:
        states = [c for c, each in self.states.items() if simple(spot.state) in (simple(c), simple(each["name"]))]
        states = states or [c for c, each in self.states.items() if spot.area_code in each["area_codes"]]
        return [(state, list(self._zones(state, spot.city))) for state in states or self.states]

    def _zones(self, state: str, city: str | None) -> Iterable[str]:
        known = self.states[state]
        for clock in known.get("other_clocks", []):
            if simple(city) in map(simple, clock["cities"]):
                return list(clock["zones"])
        others = {zone for clock in known.get("other_clocks", []) for zone in clock["zones"]}
        return {known["zone"]} | (set() if city else others)

    def _is_open_there(self, channel: str, state: str, city: str | None, local: datetime) -> bool:
        for hours, holidays in self._tables(channel, state):
            if holidays == "closed" and self.is_holiday(state, city, local.date()):
                return False
            opens, closes = hours.get(DAYS[local.weekday()], (time.max, time.min))
            if not opens <= local.time() < closes:
                return False
        return True

    def _tables(self, channel: str, state: str) -> Iterator[tuple[Mapping[str, Hours], str]]:
        of_channel = [law for law in self.laws if channel in law.get("channels", ["phone"])]
        laws = [law for law in of_channel if state in law["states"]]
        for law in laws or (of_channel if channel == "phone" else []):
            yield ({day: (hour(h[:5]), hour(h[6:])) for day, h in law["hours"].items()}, law.get("holidays", "closed"))
        window = self.contact["windows"].get(channel)
        if window:
            hours = hour(window.get("opens", "08:00")), hour(window.get("closes", "20:00"))
            yield dict.fromkeys(window.get("days", DAYS), hours), window.get("holidays", "closed")

    def is_holiday(self, state: str, city: str | None, day: date) -> bool:
        return day in self._holidays(state, simple(city), day.year)

    @cache  # noqa: B019 — one reading a session
    def _holidays(self, state: str, city: str, year: int) -> set[date]:
        found = {self._fixed(day, year) for day in NATIONAL} | {easter(year) + timedelta(days=n) for n in FROM_EASTER}
        listed = list(self.states[state].get("holidays", []))
        for calendar in self.calendars:
            if calendar["state"] == state and (not calendar.get("city") or city in ("", simple(calendar["city"]))):
                listed += calendar["days"]
        return found | {self._moved(each, year) for each in listed}

    def _moved(self, listed: Mapping[str, str], year: int) -> date:
        text = listed["day"]
        day = easter(year) + timedelta(days=int(text[6:])) if text.startswith("easter") else self._fixed(text, year)
        if listed.get("moves_to") == "sunday":
            while DAYS[day.weekday()] != "sunday":
                day += timedelta(days=1)
        if listed.get("moves_to") == "friday" and DAYS[day.weekday()] in ("tuesday", "wednesday", "thursday"):
            while DAYS[day.weekday()] != "friday":
                day += timedelta(days=1)
        return day

    def _fixed(self, text: str, year: int) -> date:
        return date(year, int(text[3:5]), int(text[:2]))

    def spots(self) -> list[Spot]:
        """Every state with a city of no name, each city of its own clock or holidays, each unknown."""
        found = [Spot(state, city) for state in self.states for city in (None, "Cidade Qualquer")]
        for code, state in self.states.items():
            found += [Spot(code, city) for clock in state.get("other_clocks", []) for city in clock["cities"]]
        found += [Spot(each["state"], each["city"]) for each in self.calendars if each.get("city")]
        codes = sorted({code for state in self.states.values() for code in state["area_codes"]})
        return [*found, *(Spot(area_code=code) for code in codes), Spot()]
