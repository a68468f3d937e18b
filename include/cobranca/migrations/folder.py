"""A revision is a folder of SQL files: include/sql/schema/<revision>/*.sql, carried out in order."""

from alembic import op

from cobranca.paths import SQL


def execute(revision: str) -> None:
    """Carry out the files of a revision. Statements with a per cent sign are sent as they stand."""
    driver = op.get_bind().connection.driver_connection
    assert driver is not None
    for file in sorted((SQL / "schema" / revision).glob("*.sql")):
        driver.execute(file.read_text(encoding="utf-8"))
