"""Contact: when customers may be reached, what is sent to them and what they answer: include/sql/schema/0003."""

from cobranca.migrations import folder

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add to what stands."""
    folder.execute(revision)
