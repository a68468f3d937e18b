"""The kinds of acts' events are told where they are named, and stand in the database's rules."""

from typing import get_args

from cobranca.acts import events
from cobranca.paths import SQL


def test_every_kind_is_told_with_its_rule() -> None:
    told = [line.split() for line in (events.__doc__ or "").splitlines() if line.startswith("    ")]
    named = {words[0]: words[1] for words in told if words[0] in get_args(events.Kind)}
    assert named == events.RULES
    assert set(get_args(events.Kind)) == events.RULES.keys()


def test_the_database_knows_the_kinds_that_only_people_write() -> None:
    schema = (SQL / "schema/0002/20_acts.sql").read_text(encoding="utf-8")
    for kind in set(events.RULES) - {"moved", "closed", "opened"}:
        assert f"'{kind}'" in schema
