"""R7.6 over ten years: nothing leaves outside its window, on a holiday or above a cap, by a second reading."""

import heapq
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from datetime import UTC, datetime, timedelta

import pytest
from tests.unit.contact.windows.reading import Reading, Spot

from cobranca import clock
from cobranca.contact.windows import Place, Waiting, is_open, next_day, opens, split
from cobranca.settings import Settings
from cobranca.settings.contact import CHANNELS

START, YEARS = datetime(2026, 1, 1, 3, tzinfo=UTC), 10
MINUTES = int(timedelta(days=365.25 * YEARS).total_seconds() // 60)
A_CUSTOMER = 30
"""Messages a customer and channel, some of them close together."""


@dataclass(frozen=True)
class Left:
    """A message or call that left."""

    at: datetime
    waiting: Waiting
    held_back: tuple[Waiting, ...]


def queue(dice: random.Random) -> list[Waiting]:
    bursts = [START + timedelta(minutes=dice.randrange(MINUTES)) for _ in range(A_CUSTOMER // 3)]
    moments = [burst + timedelta(minutes=dice.randrange(3000)) for burst in bursts for _ in range(3)]
    return [Waiting(number, dice.randrange(4, 11), moment) for number, moment in enumerate(sorted(moments))]


def leaving(company: Settings, channel: str, place: Place, queued: list[Waiting]) -> Iterator[Left]:
    """What a sender that asks `opens` and `split` does with a customer's queue."""
    due = [(opens(channel, place, each.queued_at, company), each.message_id, each) for each in queued]
    heapq.heapify(due)
    told: Counter[object] = Counter()
    while due:
        moment = due[0][0]
        ready = []
        while due and due[0][0] == moment:
            ready.append(heapq.heappop(due)[2])
        day = moment.astimezone(clock.ZONE).date()
        goes, waits = split(ready, told[day], company.contact.cap(channel))
        told[day] += len(goes)
        yield from (Left(moment, each, tuple(waits)) for each in goes)
        for each in waits:
            heapq.heappush(due, (opens(channel, place, next_day(moment), company), each.message_id, each))


def test_ten_years_of_messages_and_calls(company: Settings, reading: Reading) -> None:
    dice = random.Random(20260310)
    looked_at: Counter[str] = Counter()
    waited = 0
    for spot in reading.spots():
        for channel in CHANNELS:
            queued = queue(dice)
            left = list(leaving(company, channel, Place(*astuple(spot)), queued))
            assert sorted(each.waiting.message_id for each in left) == [each.message_id for each in queued]
            assert_lawful(reading, channel, spot, left)
            assert_capped(left, company.contact.cap(channel))
            looked_at[channel] += len(left)
            waited += sum(each.at > each.waiting.queued_at for each in left)
    total = looked_at.total()
    print(f"\n{YEARS} years, {len(reading.spots())} places: {total} left, {waited} of them waited; {dict(looked_at)}")
    assert {spot.state for spot in reading.spots()} >= set(reading.states)
    assert len(reading.states) == 27
    assert waited < total
    assert min(looked_at.values()) > 3000


def assert_lawful(reading: Reading, channel: str, spot: Spot, left: list[Left]) -> None:
    for each in left:
        assert reading.is_open(channel, spot, each.at), (channel, spot, each)
        assert each.at >= each.waiting.queued_at
        if channel == "phone":
            for state, _ in reading.may(spot):
                assert not reading.is_holiday(state, spot.city, each.at.astimezone(clock.ZONE).date()), each


def assert_capped(left: list[Left], cap: int) -> None:
    days: dict[object, list[Left]] = defaultdict(list)
    for each in left:
        days[each.at.astimezone(clock.ZONE).date()].append(each)
        assert all(each.waiting.step >= held.step for held in each.held_back)
    assert max(map(len, days.values())) <= cap


def test_nothing_waits_longer_than_it_must(company: Settings, reading: Reading) -> None:
    """Where the state is known, every quarter of an hour before the opening is closed by the second reading too."""
    dice = random.Random(77)
    looked_at = 0
    for spot in (spot for spot in reading.spots() if spot.state):
        for channel in CHANNELS:
            for _ in range(4):
                moment = START + timedelta(minutes=dice.randrange(MINUTES) // 15 * 15)
                opening = opens(channel, Place(*astuple(spot)), moment, company)
                while moment < opening:
                    assert not reading.is_open(channel, spot, moment), (channel, spot, moment, opening)
                    moment += timedelta(minutes=15)
                    looked_at += 1
    print(f"\n{looked_at} closed quarters of an hour")
    assert looked_at > 10_000


@pytest.mark.long
def test_ten_years_hour_by_hour(company: Settings, reading: Reading) -> None:
    """Each hour or the second before it, in every state: open by both readings or by neither."""
    looked_at = open_ones = 0
    spots = [Spot(state, city) for state in reading.states for city in (None, "Cidade Qualquer")]
    for spot in [*spots, *(each for each in reading.spots() if each.city and each.city != "Cidade Qualquer")]:
        place = Place(*astuple(spot))
        for hour in range(0, MINUTES // 60, 1 if spot.city is None else 7):
            moment = START + timedelta(hours=hour)
            asked = moment - timedelta(seconds=(hour + hour // 24) % 2)
            found = is_open("phone", place, asked, company)
            assert found == reading.is_open("phone", spot, asked), (spot, asked)
            looked_at += 1
            open_ones += found
    print(f"\n{looked_at} instants, {open_ones} of them open")
    assert 0.15 < open_ones / looked_at < 0.4
