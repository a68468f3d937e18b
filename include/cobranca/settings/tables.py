"""The settings as SQL reads them: one set of `work.settings_*` rows a hash (50_settings.sql)."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from cobranca.settings import integrations, window_rows
from cobranca.settings.calendar import NATIONAL, branch_holidays
from cobranca.settings.flow import Flow
from cobranca.settings.model import Settings
from cobranca.settings.service import CAUSES
from cobranca.settings.spans import spans
from cobranca.settings.text import plain

YEARS: Final = range(1990, 2061)
"""The years whose holidays stand in work.settings_holiday."""
NEVER: Final = 99999
"""first_phase_day where no phase is integrated: more days than any title has (R3.0)."""
_TABLES: Final = (
    *("parameter", "branch", "holiday", "development", "phase", "occurrence_type", "request"),
    *("status", "flow_step", "closing_status", "routing_rule", "not_buyers"),
    *("registry_status", "aging_range", "integration"),
    *window_rows.MAKERS,
)
SHAPE: Final = 3
"""Grows with each change of these tables: a set of an earlier shape is written anew when it is next used."""
Row = tuple[Any, ...]


def store(conn: psycopg.Connection[Any], settings: Settings, now: datetime) -> None:
    """Writes audit.settings and all work.settings_* rows of these settings, once.

    A set that is complete is left as it is, so every run may call this. In the caller's
    transaction; the row of audit.settings comes last and says that the set is complete.
    """
    with conn.transaction():
        conn.execute("SELECT pg_advisory_xact_lock(hashtext('cobranca.settings'))")
        if _is_stored(conn, settings.hash):
            return
        fill(conn, settings, settings.hash)
        for table in _TABLES:
            conn.execute(sql.SQL("ANALYZE {}").format(sql.Identifier("work", f"settings_{table}")))
        conn.execute(
            "INSERT INTO audit.settings (settings_hash, content, first_used_at, tables_shape) VALUES (%s, %s, %s, %s) "
            "ON CONFLICT (settings_hash) DO UPDATE SET tables_shape = EXCLUDED.tables_shape",
            (settings.hash, Jsonb(settings.content), now, SHAPE),
        )


def fill(conn: psycopg.Connection[Any], settings: Settings, settings_hash: str) -> None:
    """Writes the work.settings_* rows of these settings under a hash, in the caller's transaction.

    To look at settings that nobody works with yet: under a hash of one's own and rolled back, nobody waits for it.
    """
    for table in _TABLES:
        _write(conn, f"settings_{table}", settings, settings_hash)


def _is_stored(conn: psycopg.Connection[Any], settings_hash: str) -> bool:
    found = conn.execute(
        "SELECT 1 FROM audit.settings WHERE settings_hash = %s AND tables_shape >= %s", (settings_hash, SHAPE)
    )
    return found.fetchone() is not None


def _write(conn: psycopg.Connection[Any], table: str, settings: Settings, settings_hash: str) -> None:
    name = sql.Identifier("work", table)
    conn.execute(sql.SQL("DELETE FROM {} WHERE settings_hash = %s").format(name), (settings_hash,))
    with conn.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(name)) as copy:
        for row in rows(table.removeprefix("settings_"), settings):
            copy.write_row((settings_hash, *row))


def rows(table: str, settings: Settings) -> Iterable[Row]:
    """The rows of `work.settings_<table>` without the hash, columns in the order of the DDL."""
    makers = {
        "parameter": _parameter,
        "holiday": _holidays,
        "flow_step": _flow_steps,
        "routing_rule": _routing_rules,
        "not_buyers": _not_buyers,
        "integration": integrations.rows,
        **window_rows.MAKERS,
    }
    maker = makers.get(table)
    return maker(settings) if maker else _plain_rows(table, settings)


def _plain_rows(table: str, settings: Settings) -> list[Row]:
    """Tables whose rows are the settings' own items."""
    developments = () if settings.developments == "all" else settings.developments
    types = settings.erp.occurrence_types.items()
    made: dict[str, list[Row]] = {
        "branch": [(b.code, b.name, b.state, b.city) for b in settings.branches],
        "development": [(code,) for code in developments],
        "phase": [(p.code, p.name, p.from_days, p.to_days, p.integrated) for p in settings.phases],
        "occurrence_type": [(code, each.cause, each.request) for code, each in types],
        "request": [(r.code, r.name, r.kind, r.flow) for r in settings.requests],
        "status": [(s.code, s.name, s.closing) for s in settings.statuses],
        "closing_status": [
            (cause, kind, getattr(settings.closing.pair(cause), kind))
            for cause in CAUSES
            for kind in ("contract", "installment")
        ],
        "registry_status": [(plain(text), meaning) for text, meaning in settings.erp.codes.status_parcela.items()],
        "aging_range": [(a.label, a.from_days, a.to_days) for a in settings.aging],
    }
    return made[table]


def _parameter(settings: Settings) -> Iterator[Row]:
    flags, standard = settings.flags, settings.standard
    starts = [phase.from_days for phase in settings.phases if phase.integrated]
    terms = ("corrected", "fine", "late_charge", "fees", "interest", "discount")
    yield (
        flags.gerar_todos_tp_parcelas,
        sorted({plain(each) for each in flags.installment_types}),
        settings.developments == "all",
        flags.auto_close_contract,
        flags.business_days == "next",
        flags.grace_days,
        flags.tolerance,
        flags.charges == "compute",
        *(term in flags.total_terms for term in terms),
        min(starts, default=NEVER),
        flags.study_days,
        standard.integration_request,
        standard.integration_status,
        standard.contract_request,
        standard.installment_request,
        standard.repasse_contract_request,
        settings.company.machine_actor,
    )


def _holidays(settings: Settings) -> Iterator[Row]:
    for code in (NATIONAL, *(branch.code for branch in settings.branches)):
        for day, name in branch_holidays(settings, code, *YEARS).items():
            yield code, day, name


def _flow_steps(settings: Settings) -> Iterator[Row]:
    for request in settings.requests:
        flow = settings.flow(request.flow)
        for row in () if flow is None else _steps_of(flow):
            yield request.code, *row


def _steps_of(flow: Flow) -> Iterator[Row]:
    placed = {span.status: (span.position, span.start_day, span.end_day) for span in spans(flow)}
    for position, step in enumerate(flow.steps, 1):
        yield (
            step.status,
            position,
            step.linear,
            step.hidden,
            step.wait and step.wait.days,
            step.leads_to,
            *placed.get(step.status, (None, None, None)),
            list(step.channels),
            step.wait and step.wait.minutes,
        )


def _routing_rules(settings: Settings) -> Iterator[Row]:
    for rule in settings.routing:
        for value in sorted({plain(value) for value in rule.values}):
            requests = (rule.contract_request, rule.installment_request)
            yield rule.priority, rule.name, rule.matches_on, value, *requests


def _not_buyers(settings: Settings) -> Iterator[Row]:
    for matches_on in ("money_source", "registry_status"):
        for value in sorted({plain(value) for value in getattr(settings.not_buyers, matches_on)}):
            yield matches_on, value
