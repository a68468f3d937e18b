"""Settings as they were: each folder that a run began with stands in `audit.settings` by its hash."""

from datetime import datetime
from typing import Any

import psycopg
from pydantic import ValidationError

from cobranca.errors import ConfigurationError
from cobranca.settings.model import Settings

_HASH_AT = """
    SELECT coalesce(folder_hash, settings_hash) FROM audit.run
    WHERE NOT dry_run AND started_at < %(moment)s ORDER BY started_at DESC, run_id DESC LIMIT 1
"""


def hash_at(conn: psycopg.Connection[Any], moment: datetime) -> str | None:
    """The hash of the folder that stood at a moment: the one with which the last run before it began.

    Runs of either batch tell, whatever became of them, and late ones too: each looked at the folder as it
    began. A dry run does not, since people try other folders by it. None: no run began before.
    """
    row = conn.execute(_HASH_AT, {"moment": moment}).fetchone()
    return str(row[0]) if row else None


def recall(conn: psycopg.Connection[Any], settings_hash: str) -> Settings:
    """The settings kept under a hash.

    Where the product has learnt a key since, its default stands in them and their hash is another one.

    Raises:
        ConfigurationError: nothing is kept under it, or today's product cannot read it; hash and field are named.
    """
    row = conn.execute("SELECT content FROM audit.settings WHERE settings_hash = %s", (settings_hash,)).fetchone()
    if row is None:
        raise ConfigurationError(f"audit.settings keeps no settings of the hash {settings_hash[:8]}")
    try:
        return Settings.model_validate(row[0])
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise ConfigurationError(
            f"the settings of the hash {settings_hash[:8]} (audit.settings) cannot be read any more: "
            f"{field}: {first['msg'].lower()}; run a later day, which catches up (R9.2)"
        ) from error
