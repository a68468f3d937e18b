"""The schemas, tables and views of the daily batch: include/sql/schema/0001."""

from cobranca.migrations import folder

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create everything."""
    folder.execute(revision)
