"""Which rows of a contract fit, and which of them matter on D (R2.5, R2.6)."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from tests.unit.mega.rows import PAID, body, row

from cobranca.mega.decode import records
from cobranca.mega.installments import Reader, Tally
from cobranca.mega.records import INSTALLMENT
from cobranca.mega.refusals import Refusal
from cobranca.settings.erp import Codes

D = date(2026, 3, 10)


def read(*rows: dict[str, Any], mirrored: frozenset[int] = frozenset()) -> Tally:
    return Reader(Codes(), D).read((1, 100), records(INSTALLMENT, body(*rows)), mirrored)


def test_an_open_row_is_staged_as_the_erp_writes_it() -> None:
    (staged,) = read(row(parcela_origem=" Renegociação ", nosso_numero=" 007 ")).staged
    assert staged[:4] == (1, 100, 1, 500)
    assert (staged.origin, staged.boleto_number, staged.due_on) == ("Renegociação", "007", date(2026, 2, 10))
    assert (staged.original, staged.corrected, staged.fees) == (
        Decimal("139000.00"),
        Decimal("140000.55"),
        Decimal("5.50"),
    )


@pytest.mark.parametrize(
    ("change", "settled", "inactive", "staged"),
    [
        (PAID, 1, 0, 0),
        (PAID | {"data_baixa": "09/03/2026"}, 1, 0, 0),
        (PAID | {"data_baixa": "10/03/2026"}, 0, 0, 1),  # R2.6: settled on D is open as of D
        ({"status_parcela": "Inativo"}, 0, 1, 0),
        ({"status_parcela": "Inativo", "data_status": None}, 0, 1, 0),
        ({"status_parcela": "Inativo", "data_status": "10/03/2026"}, 0, 0, 1),
        (PAID | {"status_parcela": "Cheque devolvido"}, 0, 0, 1),  # R2.5: open again
        (PAID | {"status_parcela": "CHEQUE DEVOLVIDO 2X", "data_status": "10/03/2026"}, 1, 0, 0),
        (PAID | {"status_parcela": "Cheque em custodia"}, 1, 0, 0),
        ({"status_parcela": "Cheque pré-datado"}, 0, 0, 1),
        (PAID | {"parcela_origem": "BAIXA PARCIAL"}, 1, 0, 1),  # R3.7
    ],
)
def test_what_counts_as_of_d(change: dict[str, Any], settled: int, inactive: int, staged: int) -> None:
    tally = read(row(**change))
    assert (tally.row_count, tally.settled_count, tally.inactive_count, len(tally.staged)) == (
        1,
        settled,
        inactive,
        staged,
    )


def test_rows_that_the_mirror_has_are_staged_whatever_they_are() -> None:
    tally = read(row(**PAID), row(**PAID, cod_parcela=2), mirrored=frozenset({2}))
    assert [staged.installment_code for staged in tally.staged] == [2]
    assert tally.settled_count == 2


@pytest.mark.parametrize(
    ("change", "field", "why"),
    [
        ({"data_vencimento": "01/01/0001"}, "data_vencimento", "year 0001"),
        ({"data_vencimento": None}, "data_vencimento", "due date is required"),
        ({"data_vencimento": "31/02/2026"}, "data_vencimento", "calendar"),
        ({"data_baixa": "11/02/2026"}, "data_baixa", "situacao"),
        ({"situacao": "Pago"}, "data_baixa", "situacao"),
        ({"situacao": "Vencido"}, "situacao", "unknown value; known are Aberto, Pago"),
        ({"status_parcela": "Normal"}, "status_parcela", "unknown"),
        ({"tipo_parcela": "Final"}, "tipo_parcela", "unknown"),
        ({"receita_parcela": "Boleto"}, "receita_parcela", "unknown"),
        ({"parcela_origem": ""}, "parcela_origem", "unknown"),
        ({"parcela_contratual": "S"}, "parcela_contratual", "unknown"),
        ({"parcela_termo": "talvez"}, "parcela_termo", "unknown"),
        ({"vlr_corrigido": -0.01}, "vlr_corrigido", "from 0"),
        ({"vlr_pago": -1}, "vlr_pago", "from 0"),
        ({"vlr_desconto": "NaN"}, "vlr_desconto", "from 0"),
        ({"vlr_taxas": "Infinity"}, "vlr_taxas", "from 0"),
        ({"cod_parcela": 777.5}, "cod_parcela", "whole number"),
        ({"cod_contrato": 101}, "cod_contrato", "another contract than 100"),
        ({"data_status": "ontem"}, "data_status", "not a date"),
    ],
)
def test_a_row_that_does_not_fit_is_refused_by_name(change: dict[str, Any], field: str, why: str) -> None:
    with pytest.raises(Refusal, match=why) as refused:
        read(row(cod_parcela=9), row() | change)
    assert refused.value.field == field


def test_codes_may_come_as_doubles() -> None:
    (staged,) = read(row(cod_parcela=777.0, cod_contrato=100.0, cod_condicao=500.0)).staged
    assert (staged.installment_code, staged.condition_code) == (777, 500)


def test_the_same_installment_twice_is_refused() -> None:
    with pytest.raises(Refusal, match="twice"):
        read(row(), row(**PAID))


def test_coded_fields_are_compared_without_case_and_accents() -> None:
    assert len(read(row(situacao="ABERTO", status_parcela="ativo", tipo_parcela="Intermediaria")).staged) == 1


def test_how_it_was_paid_is_not_checked() -> None:
    assert read(row(**PAID, receita_pgto="Pix")).settled_count == 1


def test_null_amounts_are_zero_save_the_original_and_the_corrected_one() -> None:
    (staged,) = read(row(vlr_multa=None, vlr_atraso=None, vlr_taxas=None, vlr_pago=None)).staged
    assert (staged.fine, staged.late_charge, staged.fees, staged.paid) == (0, 0, 0, 0)
