"""R9.3: a late run works with the settings that were valid on its D."""

from datetime import date, datetime
from pathlib import Path

import psycopg
import pytest
from tests.integration.pipeline.conftest import Days
from tests.unit.settings.conftest import Folder

from cobranca import clock, database
from cobranca.errors import ConfigurationError, RunRefused
from cobranca.mega import manifests
from cobranca.pipeline import batch, lease
from cobranca.pipeline.settings_of_day import end_of, in_the_language_of, settings_of
from cobranca.settings import Settings, kept, tables

NOW = datetime(2026, 3, 10, 5, tzinfo=clock.ZONE)


def grace(company: Folder, before: int, after: int) -> None:
    company.edit("company.yaml", f"grace_days: {before}", f"grace_days: {after}")


def began(days: Days, as_of: str, now: str = "", *, dry_run: bool = False) -> int:
    """A run that begins and ends at once: what it works with is chosen by then."""
    days.today(now or as_of)
    run_id = days.begin(as_of, dry_run)
    lease.release(run_id, "good")
    return run_id


def worked_with(db: psycopg.Connection) -> list[tuple[date, bool, str]]:
    """Each run's D, whether its folder was another one, and the grace it worked with, in the order of starting."""
    return db.execute(
        "SELECT r.as_of, r.folder_hash IS NOT NULL, s.content #>> '{flags,grace_days}' "
        "FROM audit.run r JOIN audit.settings s USING (settings_hash) ORDER BY r.run_id"
    ).fetchall()


def opened(db: psycopg.Connection) -> list[tuple[date, int]]:
    """(D, title) of each opening."""
    return db.execute(
        "SELECT e.as_of, t.installment_code FROM crm.ticket_event e JOIN crm.ticket_state t USING (ticket_id) "
        "WHERE e.kind = 'opened' AND t.kind = 'installment' ORDER BY 1, 2"
    ).fetchall()


def test_days_missed_before_a_change_run_with_the_old_settings(days: Days, company: Folder, db) -> None:
    """Grace goes from 0 to 10 on 13/03; 11 and 12 run late that morning, as they would have run in time."""
    days.run("2026-03-10")
    days.world.row(2, "2026-03-09")
    days.world.row(3, "2026-03-11")
    grace(company, 0, 10)
    texts = [days.run(f"2026-03-{day}", now="2026-03-13") for day in (11, 12, 13)]
    assert opened(db) == [(date(2026, 3, 10), 1), (date(2026, 3, 11), 2), (date(2026, 3, 12), 3)]
    assert worked_with(db)[1:] == [
        (date(2026, 3, 11), True, "0"),
        (date(2026, 3, 12), True, "0"),
        (date(2026, 3, 13), False, "10"),
    ]
    assert "a que valia em 11/03/2026 (R9.3)" in texts[0]
    assert "R9.3" not in texts[2]
    hashes = db.execute("SELECT DISTINCT as_of, settings_hash FROM crm.ticket_event ORDER BY 1").fetchall()
    assert len(hashes) == len({day for day, _ in hashes}) == 4
    assert len({used for _, used in hashes}) == 2


def test_of_two_changes_each_day_takes_its_own(days: Days, company: Folder, db) -> None:
    began(days, "2026-03-09")
    grace(company, 0, 1)
    began(days, "2026-03-11")
    grace(company, 1, 2)
    began(days, "2026-03-13")
    for day in (10, 12):
        began(days, f"2026-03-{day}", "2026-03-13")
    assert [told for *_, told in worked_with(db)] == ["0", "1", "2", "0", "1"]


def test_a_change_on_a_day_counts_from_the_last_run_that_began_on_it(days: Days, company: Folder, db) -> None:
    """Runs of the ten-minute batch look at the folder too; one that began after the end of D does not count."""
    began(days, "2026-03-10")
    grace(company, 0, 1)
    with database.connect() as conn:
        changed = company.load()
        tables.store(conn, changed, NOW)
        told = (
            "INSERT INTO audit.run (as_of, batch, dag_run_id, started_at, heartbeat_at, state, late, settings_hash, "
            "source, mode) VALUES ('2026-03-10', 'flow', 'f', %(at)s, %(at)s, 'good', false, %(hash)s, 'erp', 'full')"
        )
        conn.execute(told, {"at": "2026-03-10 23:50-03", "hash": changed.hash})
    grace(company, 1, 2)
    began(days, "2026-03-11", "2026-03-11")
    began(days, "2026-03-10", "2026-03-12")
    assert worked_with(db)[-1] == (date(2026, 3, 10), True, "1")


def test_what_a_late_run_began_with_tells_of_its_own_day(days: Days, company: Folder, db) -> None:
    """On 12/03 the folder was the new one, though the run of that day worked with the old: 12 itself takes the new."""
    began(days, "2026-03-10")
    grace(company, 0, 1)
    began(days, "2026-03-11", "2026-03-12")
    grace(company, 1, 2)
    began(days, "2026-03-12", "2026-03-13")
    assert [told for *_, told in worked_with(db)] == ["0", "0", "1"]


def test_a_company_whose_first_run_is_late_has_only_todays_folder(days: Days, company: Folder, db) -> None:
    began(days, "2026-03-10", "2026-03-12")
    assert worked_with(db) == [(date(2026, 3, 10), False, "0")]


def test_a_dry_run_tells_nothing_and_takes_the_settings_of_its_day(days: Days, company: Folder, db) -> None:
    """People try folders by dry runs."""
    began(days, "2026-03-10")
    grace(company, 0, 3)
    began(days, "2026-03-11", dry_run=True)
    began(days, "2026-03-11", "2026-03-12", dry_run=True)
    assert [told for *_, told in worked_with(db)] == ["0", "3", "0"]


def test_a_figures_only_day_is_counted_by_the_settings_of_its_day(days: Days, company: Folder, db) -> None:
    """R9.4."""
    days.run("2026-03-10")
    days.world.row(2, "2026-03-10")
    grace(company, 0, 10)
    days.run("2026-03-13")
    days.run("2026-03-12", now="2026-03-13")
    titles = db.execute("SELECT titles FROM audit.reconciliation WHERE as_of = '2026-03-12' AND side = 'mega'")
    assert titles.fetchone() == (2,)


def test_a_folder_changed_under_a_late_run_refuses_it_too(days: Days, company: Folder, db) -> None:
    """The check is about the folder of its beginning, not about the settings it works with."""
    began(days, "2026-03-10")
    grace(company, 0, 1)
    days.today("2026-03-13")
    run_id = days.begin("2026-03-11")
    batch.plan(run_id, "ingest")
    grace(company, 1, 2)
    with pytest.raises(RunRefused, match="the settings changed while run"):
        batch.gate(run_id, "ingest")


def test_older_settings_that_cannot_be_read_are_refused_by_hash_and_field(days: Days, company: Folder, db) -> None:
    began(days, "2026-03-10")
    db.execute("UPDATE audit.settings SET content = content #- '{company,name}' || '{\"chunks\": 0}'")
    grace(company, 0, 1)
    with pytest.raises(ConfigurationError, match=rf"{worked_hash(db)[:8]} .*: company\.name: field required"):
        began(days, "2026-03-11", "2026-03-13")
    assert db.execute("SELECT count(*) FROM audit.run").fetchone() == (1,)


def worked_hash(db: psycopg.Connection) -> str:
    return str(db.execute("SELECT settings_hash FROM audit.run ORDER BY run_id DESC LIMIT 1").fetchone()[0])


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("company.yaml", "tolerance: 0.00", "tolerance: 12.50"),
        ("flows.yaml", "wait: 5 days", "wait: 6 dias"),
        ("gates.yaml", "new_share: 0.10 ", "new_share: 0.125"),
        ("erp.yaml", "timeout_seconds: 60", "timeout_seconds: 7.25"),
        ("routing.yaml", "values: [Jurídico]", "value: Ação Judicial"),
        ("contact.yaml", 'closes: "21:00"', 'closes: "20:30"'),
        ("integration.yaml", "developments: all", "developments: [101, 102]"),
    ],
)
def test_kept_settings_come_back_the_same(company: Folder, db, file: str, old: str, new: str) -> None:
    before = company.load()
    company.edit(file, old, new)
    changed = company.load()
    for settings in (before, changed):
        tables.store(db, settings, NOW)
        assert kept.recall(db, settings.hash).content == settings.content
        assert kept.recall(db, settings.hash).hash == settings.hash
    assert before.hash != changed.hash


def test_a_key_that_the_product_learnt_since_takes_its_default(company: Folder, db) -> None:
    example = company.load()
    tables.store(db, example, NOW)
    db.execute("UPDATE audit.settings SET content = content - 'catch_up_days' #- '{flags,study_days}'")
    assert kept.recall(db, example.hash).hash == example.hash


def test_the_erp_is_asked_in_todays_language(days: Days, company: Folder, db) -> None:
    """A late run that reads the ERP reads today's: its mapping, and the requests that its new types name."""
    began(days, "2026-03-10")
    grace(company, 0, 1)
    company.edit("erp.yaml", "category_field: classificacaocto", "category_field: tipocontrato")
    company.edit(
        "erp.yaml",
        "    DISTRATO: {cause",
        "    DESFAZIMENTO: {cause: distrato, request: OC_NOVA}\n    DISTRATO: {cause",
    )
    company.edit("requests.yaml", "requests:\n", "requests:\n  - {code: OC_NOVA, name: Nova, kind: integration}\n")
    began(days, "2026-03-11", "2026-03-13")
    used, *_ = db.execute("SELECT settings_hash FROM audit.run ORDER BY run_id DESC LIMIT 1").fetchone()
    settings = kept.recall(db, used)
    assert settings.erp == company.load().erp
    assert settings.request("OC_NOVA") is not None
    assert settings.flags.grace_days == 0


def test_a_landing_is_read_in_the_language_of_the_day_it_was_landed(
    days: Days, company: Folder, db, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """D's own where it was landed in time; the one of the later day where it was fetched afterwards."""
    monkeypatch.setenv(manifests.VARIABLE, str(tmp_path / "landing"))
    began(days, "2026-03-10")
    old = company.load()
    company.edit("erp.yaml", "category_field: classificacaocto", "category_field: tipocontrato")
    began(days, "2026-03-11")
    middle = company.load()
    company.edit("erp.yaml", "category_field: tipocontrato", "category_field: outro")
    days.today("2026-03-13")
    today = company.load()

    def landed(at: str) -> Settings:
        manifests.folder(date(2026, 3, 10)).mkdir(parents=True, exist_ok=True)
        manifests.write_manifest(date(2026, 3, 10), manifests.Manifest("contracts", 1, 1, "", at, ""))
        return settings_of(db, date(2026, 3, 10), "landing", today)

    assert landed("2026-03-10T05:10:00-03:00").hash == old.hash
    assert landed("2026-03-12T09:00:00-03:00").erp == middle.erp
    assert settings_of(db, date(2026, 3, 10), "erp", today).erp == today.erp


def test_a_mapping_that_is_the_same_changes_no_hash(company: Folder) -> None:
    """Events of a late run carry the very hash of the day, unless the ERP's language changed since."""
    example = company.load()
    changed = Settings.model_validate(example.content | {"catch_up_days": 3})
    assert in_the_language_of(changed, example) is example


def test_the_end_of_a_day_is_midnight_in_sao_paulo() -> None:
    assert end_of(date(2026, 3, 10)).isoformat() == "2026-03-11T00:00:00-03:00"
