"""What people do, the batch of every ten minutes, and the story of a ticket: include/sql/schema/0002."""

from cobranca.migrations import folder

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add to what stands."""
    folder.execute(revision)
