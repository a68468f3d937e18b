"""`cobranca person`: from a file or a person into crm.customer_channel."""

from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from typer.testing import CliRunner

from cobranca.cli import app
from cobranca.contact import people

FIRST, LATER = datetime(2026, 3, 10, 8, tzinfo=UTC), datetime(2026, 3, 11, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _customers(db: psycopg.Connection) -> None:
    db.execute("INSERT INTO crm.customer (customer_code, seen_on) VALUES (8, '2026-03-10'), (9, '2026-03-10')")


def current(db: psycopg.Connection) -> list[tuple[object, ...]]:
    return db.execute(
        "SELECT customer_code, channel, address, source FROM crm.customer_channel"
        " WHERE valid_to IS NULL ORDER BY 1, 2, 3"
    ).fetchall()


def test_good_lines_are_taken_and_bad_ones_named(db: psycopg.Connection) -> None:
    raw = (
        b"cod_cliente;email;sms;uf;cidade\n9;a@b.com;11912345678;SP;Campinas\n77;x@b.com;;;\n8;ruim;;;\n9;c@b.com;;;\n"
    )
    done = people.import_file(db, raw, FIRST, 3)
    assert (done.customers, done.added, done.kept, done.ended) == (1, 3, 0, 0)
    assert [bad.line for bad in done.bad] == [3, 4]
    assert "77" in done.bad[0].why
    assert current(db) == [
        (9, "email", "a@b.com", "csv"),
        (9, "email", "c@b.com", "csv"),
        (9, "sms", "11912345678", "csv"),
    ]
    assert db.execute("SELECT state, city FROM crm.customer WHERE customer_code = 9").fetchone() == ("SP", "Campinas")


def test_the_same_file_twice_changes_nothing(db: psycopg.Connection) -> None:
    raw = b"cod_cliente;email\n9;a@b.com\n"
    people.import_file(db, raw, FIRST, 3)
    before = db.execute("SELECT * FROM crm.customer_channel").fetchall()
    done = people.import_file(db, raw, LATER, 3)
    assert (done.added, done.kept, done.ended) == (0, 1, 0)
    assert db.execute("SELECT * FROM crm.customer_channel").fetchall() == before


def test_a_new_value_ends_the_old_one_of_its_source_and_channel(db: psycopg.Connection) -> None:
    people.add(db, 9, "email", "p@b.com", now=FIRST, priority=4)
    people.import_file(db, b"cod_cliente;email;sms\n9;a@b.com;11912345678\n8;z@b.com;\n", FIRST, 3)
    done = people.import_file(db, b"cod_cliente;email;sms\n9;b@b.com;\n", LATER, 3)
    assert (done.added, done.ended) == (1, 1)
    assert current(db) == [
        (8, "email", "z@b.com", "csv"),
        (9, "email", "b@b.com", "csv"),
        (9, "email", "p@b.com", "person"),
        (9, "sms", "11912345678", "csv"),
    ]
    ended = db.execute("SELECT address, valid_to FROM crm.customer_channel WHERE valid_to IS NOT NULL").fetchall()
    assert ended == [("a@b.com", LATER)]


def test_a_persons_entry_replaces_or_joins_the_earlier_one(db: psycopg.Connection) -> None:
    people.add(db, 9, "email", "p@b.com", now=FIRST, priority=4)
    people.add(db, 9, "email", "q@b.com", now=LATER, priority=4, keep=True)
    assert [row[2] for row in current(db)] == ["p@b.com", "q@b.com"]
    people.add(db, 9, "email", "r@b.com", now=LATER, priority=4)
    assert [row[2] for row in current(db)] == ["r@b.com"]


def test_the_command_line_names_bad_lines_and_fails(db: psycopg.Connection, tmp_path: Path) -> None:
    file = tmp_path / "pessoas.csv"
    file.write_text("cod_cliente;email\n9;a@b.com\n8;ruim\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["person", "import", str(file)])
    assert result.exit_code == 1
    assert "1 clientes: 1 novos" in result.output
    assert "linha 3: email" in result.output
    assert CliRunner().invoke(app, ["person", "add", "8", "sms", "(11) 91234-5678"]).exit_code == 0
    assert current(db) == [(8, "sms", "11912345678", "person"), (9, "email", "a@b.com", "csv")]
    assert CliRunner().invoke(app, ["person", "add", "7", "sms", "(11) 91234-5678"]).exit_code == 1
