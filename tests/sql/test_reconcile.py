"""R8.1: both bases for the same D, differences named; aging."""

from decimal import Decimal

from tests.sql.world import World


def sides(world: World, as_of: str) -> list[tuple[str, int, Decimal, int]]:
    return world.db.execute(
        "SELECT side, titles, total, contracts FROM audit.reconciliation WHERE as_of = %s AND take = 'batch' "
        "ORDER BY side",
        (as_of,),
    ).fetchall()


def test_equal_bases(world: World) -> None:
    world.row(1, "2026-03-02")
    world.row(2, "2026-02-02", money_source="FGTS")
    world.day("2026-03-10")
    assert sides(world, "2026-03-10") == [("crm", 2, Decimal("2266.00"), 1), ("mega", 2, Decimal("2266.00"), 1)]
    assert world.db.execute("SELECT count(*) FROM audit.reconciliation_diff").fetchone() == (0,)


def test_empty_bases_have_lines(world: World) -> None:
    world.day("2026-03-10")
    assert sides(world, "2026-03-10") == [("crm", 0, Decimal(0), 0), ("mega", 0, Decimal(0), 0)]


def test_settled_on_d_is_counted_not_valued(world: World) -> None:
    """On both sides, and listed 'pago hoje'; in the aging it keeps its value."""
    world.row(1, "2026-03-02")
    world.row(2, "2026-02-02")
    world.pay(2, "2026-03-10")
    world.day("2026-03-10")
    assert sides(world, "2026-03-10") == [("crm", 2, Decimal("1133.00"), 1), ("mega", 2, Decimal("1133.00"), 1)]
    lines = world.db.execute("SELECT side, line, titles, total FROM audit.reconciliation_line ORDER BY 1, 2").fetchall()
    assert lines == [
        ("crm", "integrated", 1, Decimal("1133.00")), ("crm", "paid_today", 1, Decimal(0)),
        ("mega", "integrated", 1, Decimal("1133.00")), ("mega", "paid_today", 1, Decimal(0)),
    ]  # fmt: skip
    aging = world.db.execute("SELECT range, contracts, titles, total FROM audit.aging_daily ORDER BY 1").fetchall()
    assert aging == [("1-30", 1, 1, Decimal("1133.00")), ("31-60", 1, 1, Decimal("1133.00"))]


def test_every_kind_of_difference(world: World) -> None:
    """Read anew after the tickets: one title more in Mega, one less, one of another value."""
    for code in (1, 2, 3):
        world.row(code, "2026-03-02")
    world.day("2026-03-10")
    world.row(1, corrected=1101)
    world.pay(2, "2026-03-09")
    world.row(4, "2026-03-02")
    world.stage("2026-03-10")
    world.step("reconcile", "2026-03-10")
    diffs = world.db.execute(
        "SELECT installment_code, kind, mega_total, crm_total FROM audit.reconciliation_diff ORDER BY 1"
    ).fetchall()
    assert diffs == [
        (1, "value", Decimal("1134.00"), Decimal("1133.00")),
        (2, "only_in_crm", None, Decimal("1133.00")),
        (4, "only_in_mega", Decimal("1133.00"), None),
    ]
