"""R7.6: a cap per customer, channel and day, the furthest step first."""

from datetime import UTC, datetime, timedelta

import pytest

from cobranca.contact.windows import Waiting, next_day, split
from cobranca.settings import Settings

NOON = datetime(2026, 3, 10, 15, tzinfo=UTC)


def waiting(message_id: int, step: int, minutes_ago: int = 0) -> Waiting:
    return Waiting(message_id, step, NOON - timedelta(minutes=minutes_ago))


@pytest.mark.parametrize(
    ("cap", "told", "going"),
    [(1, 0, [3]), (1, 1, []), (2, 0, [3, 2]), (2, 1, [3]), (3, 0, [3, 2, 4]), (9, 0, [3, 2, 4, 1]), (1, 5, [])],
)
def test_the_furthest_step_goes_first_then_the_longest_waiting(cap: int, told: int, going: list[int]) -> None:
    queued = [waiting(1, 4), waiting(2, 5, 9), waiting(3, 7), waiting(4, 5, 3)]
    goes, waits = split(queued, told, cap)
    assert [each.message_id for each in goes] == going
    assert [each.message_id for each in waits] == [3, 2, 4, 1][len(going) :]


def test_equal_ones_go_by_their_number() -> None:
    goes, _ = split([waiting(8, 5), waiting(7, 5)], 0, 1)
    assert [each.message_id for each in goes] == [7]


def test_a_cap_is_free_again_with_the_next_business_day() -> None:
    assert next_day(datetime(2026, 3, 11, 2, 59, tzinfo=UTC)).isoformat() == "2026-03-11T00:00:00-03:00"
    assert next_day(datetime(2026, 3, 11, 3, 0, tzinfo=UTC)).isoformat() == "2026-03-12T00:00:00-03:00"


def test_a_channel_may_have_a_cap_of_its_own(company: Settings) -> None:
    contact = company.contact.model_copy(update={"daily_cap": 2, "daily_caps": {"sms": 1}})
    assert [contact.cap(channel) for channel in ("email", "sms", "phone")] == [2, 1, 2]
    assert company.contact.cap("email") == 1
