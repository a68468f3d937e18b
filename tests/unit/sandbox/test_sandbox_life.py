"""It lives by date: a later day never contradicts an earlier one, save where it is meant to."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest

from cobranca.sandbox.portfolio.portfolio import Portfolio

DAY = date(2026, 3, 10)
CENT = Decimal("0.01")
STATIC = ("tipo_parcela", "sequencia", "vlr_original", "receita_parcela", "parcela_origem", "cod_serie")
MAY_REOPEN = {"reversal", "cheque"}


def _days(count: int, step: int = 1) -> list[date]:
    return [DAY + timedelta(days=step * number) for number in range(count)]


def test_nothing_bears_a_later_date_than_today(asking, as_date) -> None:
    for number in range(0, 200, 3):
        contract = asking.portfolio.contract(number)
        if contract.signed > DAY.toordinal():
            continue
        record = asking.contract(contract, DAY)
        assert as_date(record["data_status"]) <= DAY
        for row in asking.rows(contract, DAY).values():
            for key in ("data_baixa", "data_status", "data_movimento"):
                assert row[key] is None or as_date(row[key]) <= DAY, (contract, row)


def test_settlement_and_situacao_agree(asking) -> None:
    for number in range(0, 200, 5):
        for row in asking.rows(asking.portfolio.contract(number), DAY).values():
            assert (row["data_baixa"] is None) == (row["situacao"] == "Aberto")
            assert (row["data_baixa"] is None) == (row["receita_pgto"] is None)
            assert (row["motivo_inativacao"] is None) == (row["status_parcela"] != "Inativo")


def test_a_row_has_the_41_fields_in_the_erps_names(asking) -> None:
    row = next(iter(asking.rows(asking.portfolio.contract(1), DAY).values()))
    assert len(row) == 41
    assert {"data_Venc_boleto", "rescob_re_correcaocobrada", "vlr_residuo_cobranca", "cod_condicao"} <= set(row)


def test_day_by_day_rows_keep_what_is_known_of_them(asking) -> None:
    gone, reopened = defaultdict(int), defaultdict(int)
    ordinary = map(asking.portfolio.contract, range(0, 200, 6))
    for contract in [*ordinary, *asking.of("vanish"), *asking.of("reversal")]:
        before = asking.rows(contract, DAY)
        for day in _days(12, step=9)[1:]:
            after = asking.rows(contract, day)
            for code, old in before.items():
                new = after.get(code)
                if new is None:
                    gone[contract.corner] += 1
                    continue
                assert {key: old[key] for key in STATIC} == {key: new[key] for key in STATIC}
                if old["situacao"] == "Pago" and new["data_baixa"] != old["data_baixa"]:
                    reopened[contract.corner] += 1
            before = after
    assert set(gone) == {"vanish"}
    assert "reversal" in reopened
    assert set(reopened) <= MAY_REOPEN


def test_a_payment_appears_up_to_three_days_after_its_date(asking, as_date) -> None:
    lags = defaultdict(int)
    for number in range(0, 200, 4):
        contract = asking.portfolio.contract(number)
        if contract.corner != "plain":
            continue
        before = asking.rows(contract, DAY)
        for day in _days(15)[1:]:
            after = asking.rows(contract, day)
            for code, row in after.items():
                if row["situacao"] == "Pago" and code in before and before[code]["situacao"] == "Aberto":
                    lags[(day - as_date(row["data_baixa"])).days] += 1
            before = after
    assert set(lags) <= {0, 1, 2, 3}
    assert lags[0]
    assert lags[1] + lags[2] + lags[3]


def test_charges_are_simple_and_computed_at_today(asking, as_date) -> None:
    checked = 0
    for number in range(200):
        contract = asking.portfolio.contract(number)
        record = asking.contract(contract, DAY) if contract.signed <= DAY.toordinal() else {}
        for row in asking.rows(contract, DAY).values():
            due = as_date(row["data_vencimento"])
            if row["situacao"] != "Aberto" or row["status_parcela"] != "Ativo" or due >= DAY - timedelta(days=3):
                continue
            days = (DAY - due).days
            corrected = Decimal(row["vlr_corrigido"])
            fine = corrected * Decimal(record["perc_multa"]) / 100
            late = corrected * Decimal(record["perc_mora"]) / 100 * days / 30
            assert Decimal(row["vlr_multa"]) == fine.quantize(CENT, ROUND_HALF_UP)
            assert Decimal(row["vlr_atraso"]) == late.quantize(CENT, ROUND_HALF_UP)
            checked += 1
    assert checked > 50


def test_a_row_not_due_bears_no_charges(asking, as_date) -> None:
    for number in range(0, 200, 20):
        for row in asking.rows(asking.portfolio.contract(number), DAY).values():
            if row["situacao"] == "Aberto" and as_date(row["data_vencimento"]) >= DAY:
                assert row["vlr_multa"] == row["vlr_atraso"] == 0


def test_a_paid_row_was_paid_what_was_due_and_is_worth_nothing_now(asking) -> None:
    for row in asking.rows(asking.portfolio.contract(1), DAY).values():
        if row["situacao"] == "Pago":
            due = sum(Decimal(row[key]) for key in ("vlr_corrigido", "vlr_multa", "vlr_atraso", "vlr_taxas"))
            assert Decimal(row["vlr_pago"]) == due - Decimal(row["vlr_desconto"])
            assert row["vlr_presente"] == 0


@pytest.mark.parametrize("months", [0, 6, 14])
def test_unborn_contracts_appear(asking, months: int) -> None:
    asking.day = DAY + timedelta(days=30 * months)
    shown = len(asking.erp.contracts(range(200)).split(b'"cod_filial"')) - 1
    unborn = sum(asking.portfolio.contract(n).signed > asking.day.toordinal() for n in range(200))
    assert shown == 200 - unborn
    assert (unborn == 0) == (months == 14)


@pytest.mark.parametrize("rows", [1, 60, 600])
def test_a_life_is_written_in_order_whatever_its_length(rows: int) -> None:
    portfolio = Portfolio(seed=4, size=250, rows=rows)
    for number in range(250):
        life = portfolio.life(number)
        assert len({row.code for row in life.rows}) == len(life.rows)
        for row in life.rows:
            seen = [change.seen_on for change in row.history]
            assert seen == sorted(seen)
            assert all(max(c.status_on, c.paid_on or 0) <= c.seen_on for c in row.history), (life.contract, row)
            assert row.cents > 0
