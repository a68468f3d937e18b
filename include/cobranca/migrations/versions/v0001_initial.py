"""The schemas, tables and views of the daily batch: include/sql/schema/0001, in order."""

from alembic import op

from cobranca.paths import SQL

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create everything. Statements with a per cent sign are sent as they stand."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    for file in sorted((SQL / "schema" / revision).glob("*.sql")):
        driver.execute(file.read_text(encoding="utf-8"))
