"""D of a run: the day asked for, else the logical date's in São Paulo, else today's (R2.1, R9.6)."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from airflow.sdk.api.datamodels._generated import DagRunType

from cobranca.errors import ConfigurationError
from cobranca.orchestration.day import Asked, business_date, is_too_old

MORNING = datetime(2026, 3, 10, 8, tzinfo=UTC)
LATE_EVENING = datetime(2026, 3, 11, 1, 30, tzinfo=UTC)
"""22:30 of the 10th in São Paulo."""


def _asked(as_of: str | None = None, logical: datetime | None = MORNING, kind: str = "scheduled") -> Asked:
    return Asked(as_of, logical, LATE_EVENING, kind)


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        (_asked(), date(2026, 3, 10)),
        (_asked(logical=LATE_EVENING, kind="manual"), date(2026, 3, 10)),
        (_asked(logical=None, kind="manual"), date(2026, 3, 10)),
        (_asked("2026-02-28"), date(2026, 2, 28)),
        (_asked("2026-02-28", None, "manual"), date(2026, 2, 28)),
    ],
)
def test_the_day_of_a_run(asked: Asked, day: date, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COBRANCA_CLOCK", raising=False)
    assert business_date(asked) == day


def test_airflow_says_what_kind_of_run_it_is() -> None:
    dag_run = SimpleNamespace(logical_date=MORNING, run_after=MORNING, run_type=DagRunType.SCHEDULED)
    assert Asked.by({"dag_run": dag_run, "params": {"as_of": None}}).is_scheduled
    dag_run.run_type = DagRunType.BACKFILL
    assert not Asked.by({"dag_run": dag_run, "params": {}}).is_scheduled


def test_the_clock_tells_today_where_one_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COBRANCA_CLOCK", "2026-05-04T05:00")
    assert business_date(_asked(logical=None, kind="manual")) == date(2026, 5, 4)
    assert business_date(_asked()) == date(2026, 3, 10)


def test_a_day_that_is_none_is_refused_by_name() -> None:
    with pytest.raises(ConfigurationError, match="as_of is '10/03/2026': write a date such as"):
        business_date(_asked("10/03/2026"))


@pytest.mark.parametrize(
    ("asked", "today", "skips"),
    [
        (_asked(), "2026-03-17T05:00", False),
        (_asked(), "2026-03-18T05:00", True),
        (_asked(kind="backfill"), "2026-03-18T05:00", False),
        (_asked(kind="manual"), "2026-03-18T05:00", False),
        (_asked("2026-03-10", kind="scheduled"), "2026-03-18T05:00", False),
    ],
)
def test_only_what_the_scheduler_makes_by_itself_skips_when_too_old(
    asked: Asked, today: str, skips: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COBRANCA_CLOCK", today)
    assert is_too_old(asked, date(2026, 3, 10), catch_up_days=7) is skips
