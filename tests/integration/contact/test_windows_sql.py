"""R7.6 twice: SQL opens a window at the instant at which Python does, at any place, whatever is known of it."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as trials
from hypothesis import strategies as st

from cobranca import paths, settings
from cobranca.contact.windows import Place, opens
from cobranca.settings import Settings, tables
from cobranca.settings.contact import CHANNELS

FIRST, LAST = datetime(2020, 1, 2), datetime(2058, 1, 1)
Connection = psycopg.Connection[Any]
EXAMPLE = settings.load(paths.CONFIG)
STATES = [text for state in EXAMPLE.states for text in (state.code, state.name, state.name.upper(), state.code.lower())]
CITIES = [
    *(city for state in EXAMPLE.states for clock in state.other_clocks for city in clock.cities),
    *(calendar.city for calendar in EXAMPLE.holidays if calendar.city),
    *("  SÃO   PAULO ", "eirunepe", "Cidade Qualquer", "", " "),
]
AREA_CODES = [code for state in EXAMPLE.states for code in state.area_codes]
PLACES = st.builds(
    Place,
    st.sampled_from([None, None, "", "XX", "EX", *STATES]),
    st.none() | st.sampled_from(CITIES),
    st.none() | st.sampled_from([*AREA_CODES, "00", "20", "1", ""]),
)
INSTANTS = st.datetimes(FIRST, LAST, timezones=st.just(UTC)) | st.datetimes(
    datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)
).map(lambda at: at.replace(minute=0, second=0, microsecond=0))
SQL = """
    SELECT work.window_opens(a.channel, a.state, a.city, a.area_code, a.at)
    FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[], %s::timestamptz[])
         WITH ORDINALITY AS a (channel, state, city, area_code, at, n) ORDER BY n
"""


def store(db: Connection, company: Settings) -> None:
    tables.store(db, company, datetime(2026, 3, 10, tzinfo=UTC))
    db.execute("SELECT set_config('cobranca.settings_hash', %s, false)", (company.hash,))


def by_sql(db: Connection, asked: list[tuple[str, Place, datetime]]) -> list[datetime]:
    rows = [(channel, place.state, place.city, place.area_code, at) for channel, place, at in asked]
    return [found for (found,) in db.execute(SQL, [list(column) for column in zip(*rows, strict=True)]).fetchall()]


@pytest.fixture
def company(request: pytest.FixtureRequest) -> Settings:
    """The example, or one with odd windows of its own."""
    if request.param == "example":
        return EXAMPLE
    windows = {
        "email": {"opens": "00:00", "closes": "23:59", "holidays": "open"},
        "sms": {"opens": "09:30", "closes": "17:15", "days": ["monday", "wednesday", "saturday"]},
        "phone": {"opens": "07:00", "closes": "18:30", "days": ["monday", "friday"]},
    }
    contact = EXAMPLE.content["contact"] | {"windows": windows}
    return Settings.model_validate(EXAMPLE.content | {"contact": contact})


@pytest.mark.parametrize("company", ["example", "odd"], indirect=True)
def test_sql_and_python_open_at_the_same_instant(db: Connection, company: Settings) -> None:
    store(db, company)
    seen: Counter[str] = Counter()

    @trials(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.tuples(st.sampled_from(CHANNELS), PLACES, INSTANTS), min_size=20, max_size=60))
    def compare(asked: list[tuple[str, Place, datetime]]) -> None:
        expected = [opens(channel, place, at, company) for channel, place, at in asked]
        for question, sql, python in zip(asked, by_sql(db, asked), expected, strict=True):
            assert sql == python, question
        seen.update("open" if at == found else "closed" for (_, _, at), found in zip(asked, expected, strict=True))

    compare()
    print(f"\n{seen.total()} instants: {dict(seen)}")
    assert min(seen["open"], seen["closed"]) > 100


def test_caps_and_the_companys_order_stand_beside(db: Connection) -> None:
    contact = EXAMPLE.content["contact"] | {"daily_caps": {"phone": 2}, "order": ["phone", "email"]}
    store(db, Settings.model_validate(EXAMPLE.content | {"contact": contact}))
    found = db.execute("SELECT channel, position, daily_cap FROM work.contact_channel ORDER BY position").fetchall()
    assert found == [("phone", 1, 2), ("email", 2, 1)]


def test_an_unknown_channel_and_settings_that_are_not_stored_are_errors(db: Connection) -> None:
    store(db, EXAMPLE)
    with pytest.raises(psycopg.errors.RaiseException, match="no window of channel fax"):
        db.execute("SELECT work.window_opens('fax', 'SP', NULL, NULL, now())")
    db.execute("SELECT set_config('cobranca.settings_hash', 'nobody', false)")
    with pytest.raises(psycopg.errors.RaiseException, match="under settings nobody"):
        db.execute("SELECT work.window_opens('phone', 'SP', NULL, NULL, now())")


def test_a_window_that_never_opens_is_an_error(db: Connection) -> None:
    contact = EXAMPLE.content["contact"] | {"windows": {"email": {"opens": "08:00", "closes": "09:00"}}}
    store(db, Settings.model_validate(EXAMPLE.content | {"contact": contact}))
    with pytest.raises(psycopg.errors.RaiseException, match="no open hour by America/"):
        db.execute("SELECT work.window_opens('email', NULL, NULL, NULL, now())")
