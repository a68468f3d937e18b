"""The listings: what fits is staged, what does not is refused by name (R8.8)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.unit.mega.rows import body, contract

from cobranca.mega.contracts import Listing, Reader
from cobranca.mega.refusals import Refusal
from cobranca.settings.erp import Codes, Erp, Operation, Soap

ANY = Operation(operation="x", records="x", fields={})
ERP = Erp(soap=Soap(phase_occurrences=ANY, contract_occurrences=ANY))


def listed(*records: dict[str, Any], erp: Erp = ERP) -> Listing:
    return Reader(erp).read(body(*records))


def test_a_contract_is_staged_typed_and_coded() -> None:
    (row,) = listed(contract(status_contrato="INADIMPLENTE", cod_contrato=100.0)).staged
    assert row == (
        *(1, 100, 9, "Ana Lima", "12345678901", "F", 500, "Venda", "Compra e Venda", "U", date(2025, 1, 1)),
        *("Compra e Venda", 7, "Jardim", "A", "101", Decimal(2), Decimal(1)),
    )


def test_another_field_may_be_the_category() -> None:
    erp = ERP.model_copy(update={"category_field": "desc_classificacao"})
    assert listed(contract(desc_classificacao=" Especial "), erp=erp).staged[0].category == "Especial"
    assert listed(contract(), erp=erp).staged[0].category is None


@pytest.mark.parametrize("status", ["Normal", "A", ""])
def test_an_unknown_status_is_refused(status: str) -> None:
    (refused,) = listed(contract(status_contrato=status)).refused
    assert (refused.branch_code, refused.contract_code, refused.field) == (1, 100, "status_contrato")


def test_other_words_may_be_known() -> None:
    codes = Codes(status_contrato={"Em dia": "A"})
    erp = ERP.model_copy(update={"codes": codes})
    assert listed(contract(status_contrato="em DIA"), erp=erp).staged[0].status_code == "A"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"cod_filial": None}, "cod_filial"),
        ({"cod_filial": -1}, "cod_filial"),
        ({"cod_filial": 2**31}, "cod_filial"),
        ({"cod_proposta": 1.5}, "cod_proposta"),
        ({"data_status": "99/99/2026"}, "data_status"),
        ({"perc_multa": -2}, "perc_multa"),
        ({"perc_mora": "NaN"}, "perc_mora"),
        ({"nome_cliente": 5}, "nome_cliente"),
        ({"nome_bloco": "A\x00"}, None),
    ],
)
def test_one_that_does_not_fit_leaves_the_others(change: dict[str, Any], field: str | None) -> None:
    listing = listed(contract(cod_contrato=1) | change, contract(cod_contrato=2))
    assert [row.contract_code for row in listing.staged] == [2]
    assert [(each.contract_code, each.field) for each in listing.refused] == [(1, field)]


def test_personal_data_is_masked_in_a_refusal() -> None:
    (refused,) = listed(contract(cpf_cnpj_cliente=12345678901)).refused
    assert (refused.field, refused.value) == ("cpf_cnpj_cliente", "***01")


def test_an_answer_that_is_no_list_is_refused_as_a_whole() -> None:
    with pytest.raises(Refusal):
        Reader(ERP).read(b"7")
