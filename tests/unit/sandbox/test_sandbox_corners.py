"""Each corner shows what it is for, on some day, in the ERP's own answers."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from cobranca.sandbox.rest import details

DAY = date(2026, 3, 10)
INACTIVE = "Inativo"


@pytest.fixture
def through(asking):
    """Rows of the contracts of a corner through a year, with what was there the time before."""

    def go(corner: str, step: int = 5) -> Iterator[tuple[dict, dict]]:
        for contract in asking.of(corner):
            before: dict = {}
            for number in range(0, 400, step):
                after = asking.rows(contract, DAY - timedelta(days=30) + timedelta(days=number))
                yield before, after
                before = after

    return go


@pytest.mark.parametrize(
    ("corner", "text"),
    [
        ("distrato", "Distratado"),
        ("transfer", "Transferido"),
        ("cession", "Cessão de Direitos"),
        ("early_quit", "Quitado"),
    ],
)
def test_an_ending_shows_in_the_letter_on_its_day(asking, corner: str, text: str) -> None:
    for contract in asking.of(corner):
        _, on = asking.portfolio.life(contract.index).end
        day = date.fromordinal(on)
        assert asking.contract(contract, day)["status_contrato"] == text
        assert asking.contract(contract, day)["data_status"] == f"{day:%d/%m/%Y}"
        assert asking.contract(contract, day - timedelta(days=1))["status_contrato"] in ("Ativo", "Inadimplente")


def test_a_transfer_may_be_undone(asking) -> None:
    undone = [(c, life) for c in asking.of("transfer") if (life := asking.portfolio.life(c.index)).undone]
    assert undone
    for contract, life in undone:
        back = date.fromordinal(life.undone)
        assert asking.contract(contract, back - timedelta(days=1))["status_contrato"] == "Transferido"
        assert asking.contract(contract, back)["status_contrato"] in ("Ativo", "Inadimplente")


def test_a_distrato_inactivates_unpaid_rows_or_leaves_them(asking) -> None:
    kinds = set()
    for contract in asking.of("distrato"):
        rows = asking.rows(contract, date.fromordinal(contract.turn + 5)).values()
        unpaid = [row for row in rows if row["situacao"] == "Aberto"]
        assert unpaid
        kinds |= {row["status_parcela"] for row in unpaid}
    assert kinds == {"Ativo", INACTIVE}


def test_a_distrato_under_study_leaves_the_letter(asking) -> None:
    for contract in asking.of("distrato_study"):
        (occurrence,) = asking.portfolio.life(contract.index).occurrences
        assert occurrence.kind == "DISTRATO"
        day = date.fromordinal(occurrence.opened + 20)
        assert asking.contract(contract, day)["status_contrato"] in ("Ativo", "Inadimplente")


def test_a_quit_contract_may_owe_a_residue(through) -> None:
    owed = [r for _, rows in through("quit_residue") for r in rows.values() if r["tipo_parcela"] == "Residuo Cobrança"]
    assert owed
    assert all(row["situacao"] == "Aberto" for row in owed)


def test_all_rows_turn_inactive(asking) -> None:
    for contract in asking.of("all_inactive"):
        rows = asking.rows(contract, date.fromordinal(contract.turn + 10)).values()
        assert {row["status_parcela"] for row in rows} == {INACTIVE}


def test_an_approved_renegotiation_replaces_rows(asking) -> None:
    checked = 0
    for contract in asking.of("renegotiated"):
        for one in asking.portfolio.life(contract.index).renegotiations:
            rows = asking.rows(contract, date.fromordinal(one.decided))
            taken = [rows[code] for code, _ in one.taken]
            assert {row["motivo_inativacao"] for row in taken} == {f"Inativada por Renegociação {one.kind}"}
            assert {row["status_parcela"] for row in taken} == {INACTIVE}
            assert any(row["parcela_origem"] == "Renegociação" for row in rows.values())
            before = asking.rows(contract, date.fromordinal(one.decided - 1))
            assert all(before[code]["status_parcela"] == "Ativo" for code, _ in one.taken)
            checked += 1
    assert checked > 10


def test_a_proposal_is_under_study_then_refused(asking, reading) -> None:
    (contract, *_), seen = asking.of("study"), []
    for number in range(0, 200, 2):
        lodged = asking.portfolio.life(contract.index).renegotiations
        told = details.renegotiations(contract, lodged, DAY.toordinal() + number)
        seen.append(reading(f"[{told[-1]}]".encode())[0]["status_reneg"])
    assert set(seen) == {"Em Estudo", "Reprovada"}
    (long, *_) = asking.of("study_long")
    (one,) = asking.portfolio.life(long.index).renegotiations
    assert one.decided - one.generated > 30


def test_partial_payments_settle_or_inactivate_the_old_row(through) -> None:
    settled = voided = 0
    for before, after in through("partial"):
        for code, row in after.items():
            if row["parcela_origem"] != "Baixa Parcial" or code in before or not before or row["situacao"] == "Pago":
                continue
            old = [
                r
                for c, r in after.items()
                if c != code and r["data_vencimento"] == row["data_vencimento"] and r["sequencia"] == row["sequencia"]
            ]
            voided += any(r["motivo_inativacao"] == "Inativada por Baixa Parcial" for r in old)
            settled += any(r["situacao"] == "Pago" and r["parcela_origem"] != "Baixa Parcial" for r in old)
    assert settled
    assert voided


def test_the_parts_of_a_row_make_the_whole(through) -> None:
    for _, rows in through("partial", step=60):
        for row in rows.values():
            if row["motivo_inativacao"] == "Inativada por Baixa Parcial":
                parts = [
                    r["vlr_original"]
                    for r in rows.values()
                    if r["parcela_origem"] == "Baixa Parcial" and r["data_vencimento"] == row["data_vencimento"]
                ]
                assert sum(parts) == row["vlr_original"]


def test_cheques_pass_through_every_state(through) -> None:
    states = {(r["status_parcela"], r["situacao"]) for _, rows in through("cheque", 2) for r in rows.values()}
    assert states >= {
        ("Cheque pré-datado", "Aberto"),
        ("Cheque em custódia", "Aberto"),
        ("Cheque depositado", "Aberto"),
        ("Cheque depositado", "Pago"),
        ("Cheque normal", "Aberto"),
        ("Cheque devolvido", "Pago"),
        ("Cheque devolvido 2x", "Pago"),
    }


def test_the_bank_pays_its_rows_late(through) -> None:
    sources = {
        r["receita_parcela"] for _, rows in through("financing", 40) for r in rows.values() if r["situacao"] == "Aberto"
    }
    assert sources >= {"Financiamento", "FGTS", "Subsídio"}


def test_a_due_date_moves_once_for_a_row(through, as_date) -> None:
    moved = [
        as_date(after[code]["data_vencimento"]) - as_date(row["data_vencimento"])
        for before, after in through("due_moved")
        for code, row in before.items()
    ]
    assert {-5, 6, 30} == {by.days for by in moved if by}
    assert sum(bool(by) for by in moved) > 5


def test_fees_do_not_change_the_contracts_value(asking) -> None:
    rows = asking.rows(asking.portfolio.contract(2), DAY).values()
    assert {row["parcela_contratual"] for row in rows if row["tipo_parcela"] == "Taxa"} == {"Não"}
    assert {row["parcela_contratual"] for row in rows if row["tipo_parcela"] == "Mensal"} == {"Sim"}


def test_lawsuits_are_told_by_their_classification(asking) -> None:
    for contract in asking.of("lawsuit"):
        assert asking.contract(contract, DAY)["desc_classificacao"] == "Jurídico"
