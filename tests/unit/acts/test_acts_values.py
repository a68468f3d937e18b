"""What people write, in one form (R3.10, R1.7)."""

from datetime import date, datetime
from decimal import Decimal

import pytest

from cobranca.acts import values
from cobranca.errors import ActRefused
from cobranca.settings.service import PersonField

TEXT, DATE = PersonField(code="obs", name="Obs"), PersonField(code="dia", name="Dia", type="date")
AMOUNT = PersonField(code="valor", name="Valor", type="amount")
LIST = PersonField(code="motivo", name="Motivo", type="list", values=("Doença", "Outro, a dizer", "Férias"))


@pytest.mark.parametrize(
    "written", ["2026-03-10", "10/03/2026", " 10/3/2026 ", date(2026, 3, 10), datetime(2026, 3, 10, 23)]
)
def test_days(written: values.Day) -> None:
    assert values.day(written, "R5.7", "o dia") == date(2026, 3, 10)


@pytest.mark.parametrize(
    "written", ["", "10/03/26", "2026-3-10", "03-10-2026", "30/02/2026", "hoje", "٢٠٢٦-03-10", "0000-01-01"]
)
def test_no_days(written: str) -> None:
    with pytest.raises(ActRefused, match=r"^R5\.7: o dia "):
        values.day(written, "R5.7", "o dia")


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1.234,56", "1234.56"), ("1234,56", "1234.56"), ("1234.56", "1234.56"), ("R$ 1.234,5", "1234.50"),
        ("1.234", "1234.00"), ("12.345.678", "12345678.00"), ("1234", "1234.00"), ("0,10", "0.10"), ("0", "0.00"),
        (10, "10.00"), (Decimal("10.1"), "10.10"), (Decimal("1E+3"), "1000.00"), (Decimal("5.500"), "5.50"),
        ("9.999.999.999.999,99", "9999999999999.99"),
    ],
)  # fmt: skip
def test_amounts_are_exact(written: values.Amount, amount: str) -> None:
    assert f"{values.amount(written, 'R5.9', 'o valor'):f}" == amount


@pytest.mark.parametrize(
    "written",
    [
        "", "abc", "1,234.56", "1.23,4", "1,234", "1000.005", "1 2", "--1", "-5", "1e3", "NaN", "١٢",
        "10.000.000.000.000", Decimal("10.005"), Decimal("NaN"), Decimal("-1"), Decimal("1E+13"), -1, 10**14, 1.5, True,
    ],
)  # fmt: skip
def test_no_amounts(written: object) -> None:
    """Nothing is rounded, no binary float is taken."""
    with pytest.raises(ActRefused, match=r"^R5\.9: o valor"):
        values.amount(written, "R5.9", "o valor")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "given", "kept"),
    [
        (TEXT, "  depois das 18h ", "depois das 18h"), (TEXT, "  ", None), (TEXT, None, None),
        (TEXT, "10/03/2026", "10/03/2026"),
        (DATE, "10/03/2026", "2026-03-10"), (DATE, date(2026, 3, 10), "2026-03-10"), (DATE, "", None),
        (AMOUNT, "1.234,5", "1234.50"), (AMOUNT, Decimal(3), "3.00"), (AMOUNT, 3, "3.00"),
        (LIST, "doenca", ["Doença"]), (LIST, "FERIAS; doença", ["Doença", "Férias"]),
        (LIST, "Outro, a dizer", ["Outro, a dizer"]),
        (LIST, ("Férias", "Doença", "ferias"), ["Doença", "Férias"]), (LIST, [], None), (LIST, ",", None),
    ],
)  # fmt: skip
def test_values_of_fields(field: PersonField, given: values.FieldValue, kept: object) -> None:
    assert values.of_field(field, given) == kept


@pytest.mark.parametrize(
    ("field", "given"),
    [
        (TEXT, 5), (TEXT, date(2026, 3, 10)), (TEXT, ["a"]), (DATE, "ontem"), (DATE, Decimal(1)), (AMOUNT, "-1"),
        (AMOUNT, date(2026, 3, 10)), (AMOUNT, ["1"]), (LIST, "Preguiça"), (LIST, ["Doença", "x"]), (LIST, 5),
    ],
)  # fmt: skip
def test_values_of_another_type(field: PersonField, given: values.FieldValue) -> None:
    with pytest.raises(ActRefused, match=rf"^R3\.10: .*{field.code}"):
        values.of_field(field, given)
