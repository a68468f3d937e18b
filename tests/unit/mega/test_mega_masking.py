"""Personal data never stands in a message (R7.9)."""

import pytest

from cobranca.mega.masking import shown
from cobranca.mega.refusals import Refusal


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("nome_cliente", "Ana Lima", "A*** L***"),
        ("cpf_cnpj_cliente", "123.456.789-01", "***01"),
        ("desc", "de 123.456.789-01, ana@casa.com.br", "de ***01, ***@***"),
        ("desc", "12.345.678/0001-95", "***95"),
        ("vlr_multa", -5, "-5"),
        ("status", None, None),
    ],
)
def test_values_are_masked(field: str, value: object, expected: str | None) -> None:
    assert shown(field, value) == expected


def test_long_values_are_cut() -> None:
    assert len(shown("x", "a" * 500) or "") == 80


def test_a_refusal_names_endpoint_field_value_and_why() -> None:
    refusal = Refusal("DadosParcelas", "not a date", field="data_vencimento", value="31/02/2026")
    assert str(refusal) == "DadosParcelas, field data_vencimento = '31/02/2026': not a date"
