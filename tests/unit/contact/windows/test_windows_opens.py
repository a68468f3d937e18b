"""R7.6: when a channel may reach a customer, case by case. Times are of Brasília unless told otherwise."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from cobranca.contact.windows import Place, area_code_of, is_open, opens
from cobranca.errors import ConfigurationError
from cobranca.settings import Settings
from cobranca.settings.contact import Window

BRASILIA = ZoneInfo("America/Sao_Paulo")
MANAUS, RIO_BRANCO, NORONHA = (ZoneInfo(f"America/{name}") for name in ("Manaus", "Rio_Branco", "Noronha"))
SP, RJ, ES, AL, AM = (Place(state) for state in ("SP", "RJ", "ES", "AL", "AM"))
NOBODY_KNOWS = Place()


def at(text: str, zone: ZoneInfo = BRASILIA) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


@pytest.mark.parametrize(
    ("place", "asked", "opening"),
    [
        # São Paulo: Monday–Friday 8–20 h, Saturday 8–14 h, never on a holiday. 10 March 2026 is a Tuesday.
        (SP, "2026-03-10T07:59:59", "2026-03-10T08:00"),
        (SP, "2026-03-10T08:00", "2026-03-10T08:00"),
        (SP, "2026-03-10T19:59:59", "2026-03-10T19:59:59"),
        (SP, "2026-03-10T20:00", "2026-03-11T08:00"),
        (SP, "2026-03-14T13:59", "2026-03-14T13:59"),
        (SP, "2026-03-14T14:00", "2026-03-16T08:00"),
        (SP, "2026-07-09T10:00", "2026-07-10T08:00"),  # the state's own holiday
        (SP, "2026-02-14T14:00", "2026-02-18T08:00"),  # Carnival
        (SP, "2026-04-02T20:00", "2026-04-04T08:00"),  # Good Friday, then a Saturday
        (Place("SP", "São Paulo"), "2027-01-25T10:00", "2027-01-26T08:00"),  # the city's
        (Place("SP", "CAMPINAS"), "2027-01-25T10:00", "2027-01-25T10:00"),
        (SP, "2027-01-25T10:00", "2027-01-26T08:00"),  # the city is unknown: it may be the capital
        # the other laws
        (RJ, "2026-03-10T08:30", "2026-03-10T09:00"),
        (RJ, "2026-03-10T19:00", "2026-03-11T09:00"),
        (RJ, "2026-03-13T19:00", "2026-03-16T09:00"),
        (ES, "2026-03-10T19:00", "2026-03-11T08:00"),
        (ES, "2026-04-13T10:00", "2026-04-14T08:00"),  # Nossa Senhora da Penha, eight days after Easter
        (AL, "2026-03-14T13:00", "2026-03-14T13:00"),
        (Place("AM", "Manaus"), "2026-03-10T18:30", "2026-03-10T18:30"),
        (Place("AM", "Manaus"), "2026-03-10T19:00", "2026-03-11T09:00"),  # 8–18 h there
        (Place("AM", "Manaus"), "2026-03-14T10:00", "2026-03-16T09:00"),  # of both its laws one closes Saturdays
        # no law known: what every law allows, 9–18 h from Monday to Friday
        (Place("MG"), "2026-03-10T08:59", "2026-03-10T09:00"),
        (Place("MG"), "2026-03-10T18:00", "2026-03-11T09:00"),
        (Place("MG"), "2026-03-14T10:00", "2026-03-16T09:00"),
        # the state unknown: that of the area code
        (Place(None, None, "11"), "2026-03-10T19:30", "2026-03-10T19:30"),
        (Place("??", "", "21"), "2026-03-10T19:30", "2026-03-11T09:00"),
        (Place("sao paulo"), "2026-03-10T19:30", "2026-03-10T19:30"),
        (Place("SP", None, "21"), "2026-03-10T19:30", "2026-03-10T19:30"),  # the state goes first
    ],
)
def test_the_telephone(company: Settings, place: Place, asked: str, opening: str) -> None:
    assert opens("phone", place, at(asked), company) == at(opening)


@pytest.mark.parametrize(
    ("place", "opening"),
    [
        (Place("AC"), at("2026-03-10T09:00", RIO_BRANCO)),
        (Place("MT"), at("2026-03-10T09:00", MANAUS)),
        (Place("PE", "Fernando de Noronha"), at("2026-03-10T09:00", NORONHA)),
        (Place("PE", "Recife"), at("2026-03-10T09:00")),
        (Place("PE"), at("2026-03-10T09:00")),  # and closes an hour before Recife's
        (Place("AM", "Manaus"), at("2026-03-10T08:00", MANAUS)),
        (Place("AM", "Ipixuna"), at("2026-03-10T08:00", RIO_BRANCO)),
        (Place("AM", "Boca do Acre"), at("2026-03-10T08:00", RIO_BRANCO)),
        (Place(None, None, "97"), at("2026-03-10T08:00", RIO_BRANCO)),
        (NOBODY_KNOWS, at("2026-03-10T09:00", RIO_BRANCO)),
    ],
)
def test_each_place_has_its_clock(company: Settings, place: Place, opening: datetime) -> None:
    assert opens("phone", place, at("2026-03-10T03:00"), company) == opening


@pytest.mark.parametrize(
    ("place", "last"),
    [
        (Place("PE"), at("2026-03-10T18:00", NORONHA)),
        (Place("AM"), at("2026-03-10T18:00", MANAUS)),
        (NOBODY_KNOWS, at("2026-03-10T18:00", NORONHA)),
    ],
)
def test_where_the_clock_is_uncertain_the_earliest_closes(company: Settings, place: Place, last: datetime) -> None:
    assert is_open("phone", place, last - timedelta(seconds=1), company)
    assert not is_open("phone", place, last, company)


def test_who_is_nowhere_keeps_every_states_holidays(company: Settings) -> None:
    assert is_open("phone", NOBODY_KNOWS, at("2026-03-10T12:00"), company)
    assert not is_open("phone", NOBODY_KNOWS, at("2026-07-02T12:00"), company)  # Bahia's
    assert not is_open("phone", Place(None, None, "61"), at("2026-11-30T12:00"), company)  # the DF's, not Goiás'
    assert is_open("phone", Place("GO"), at("2026-11-30T12:00"), company)


@pytest.mark.parametrize(
    ("channel", "asked", "opening"),
    [
        ("email", "2026-03-10T06:59", "2026-03-10T07:00"),
        ("email", "2026-03-10T20:59", "2026-03-10T20:59"),
        ("email", "2026-03-15T12:00", "2026-03-15T12:00"),  # a Sunday
        ("sms", "2026-03-10T20:00", "2026-03-11T08:00"),
        ("whatsapp", "2026-12-25T12:00", "2026-12-26T08:00"),
    ],
)
def test_messages_have_the_companys_window(company: Settings, channel: str, asked: str, opening: str) -> None:
    assert opens(channel, SP, at(asked), company) == at(opening)


def test_a_law_that_binds_text_messages_binds_them_too(company: Settings) -> None:
    assert opens("sms", AL, at("2026-03-14T15:00"), company) == at("2026-03-16T08:00")
    assert is_open("whatsapp", AL, at("2026-03-14T15:00"), company)


def windows(company: Settings, **each: Window) -> Settings:
    contact = company.contact.model_copy(update={"windows": each})
    return Settings.model_validate(company.content | {"contact": contact.model_dump(mode="json")})


def test_a_window_of_the_telephone_narrows_the_law_and_never_widens_it(company: Settings) -> None:
    narrow = windows(company, phone=Window(opens="06:00", closes="12:00", days=("saturday",)))
    assert opens("phone", SP, at("2026-03-10T07:00"), narrow) == at("2026-03-14T08:00")
    assert opens("phone", SP, at("2026-03-14T12:00"), narrow) == at("2026-03-21T08:00")


def test_a_company_may_write_on_holidays(company: Settings) -> None:
    anyway = windows(company, email=Window(holidays="open"))
    assert is_open("email", SP, at("2026-12-25T12:00"), anyway)
    assert not is_open("email", SP, at("2026-12-25T12:00"), windows(company, email=Window()))


def test_a_window_of_almost_a_day_is_open_at_each_others_midnight(company: Settings) -> None:
    always = windows(company, email=Window(opens="00:00", closes="23:59", holidays="open"))
    assert is_open("email", NOBODY_KNOWS, datetime(2026, 3, 11, 2, 30, tzinfo=UTC), always)
    assert not is_open("email", NOBODY_KNOWS, datetime(2026, 3, 11, 2, 59, 30, tzinfo=UTC), always)


def test_the_answer_is_in_the_zone_of_the_question(company: Settings) -> None:
    asked = datetime(2026, 3, 10, 3, tzinfo=UTC)
    assert opens("phone", SP, asked, company).isoformat() == "2026-03-10T11:00:00+00:00"
    assert opens("phone", SP, asked.replace(hour=12), company) is not None


def test_a_time_without_a_zone_and_an_unknown_channel_are_refused(company: Settings) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        opens("phone", SP, datetime(2026, 3, 10, 3), company)
    with pytest.raises(ValueError, match="unknown channel 'fax'"):
        opens("fax", SP, at("2026-03-10T03:00"), company)


def test_a_window_that_never_opens_says_so(company: Settings) -> None:
    with pytest.raises(ConfigurationError, match="no open hour by America/"):
        opens(
            "email", NOBODY_KNOWS, at("2026-03-10T03:00"), windows(company, email=Window(opens="08:00", closes="09:00"))
        )


@pytest.mark.parametrize(
    ("telephone", "code"), [("11912345678", "11"), ("9733511234", "97"), ("a@b.com", None), ("", None), ("97", None)]
)
def test_the_area_code_of_a_telephone(telephone: str, code: str | None) -> None:
    assert area_code_of(telephone) == code
