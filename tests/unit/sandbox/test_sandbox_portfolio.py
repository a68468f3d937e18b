"""The portfolio is a function of its seed, found by every key, and composed as the deck says."""

from collections import Counter
from datetime import date, timedelta
from time import perf_counter

import pytest

from cobranca.sandbox.portfolio import deck, documents
from cobranca.sandbox.portfolio.portfolio import Portfolio

DAY = date(2026, 3, 10)


def test_the_same_seed_gives_the_same_contract_whatever_the_size() -> None:
    small, large = Portfolio(seed=5, size=700, rows=60), Portfolio(seed=5, size=700, rows=60)
    assert small.life(321) == large.life(321)
    assert Portfolio(seed=6, size=700, rows=60).life(321) != small.life(321)


def test_every_corner_is_dealt_early_and_in_its_share() -> None:
    early = {deck.corner(1, index) for index in range(2 * len(deck.CARDS) + 1)}
    assert early >= set(deck.CARDS) - {"twin"}
    dealt = Counter(deck.corner(1, index) for index in range(10_000))
    for corner, cards in deck.CARDS.items():
        assert dealt[corner] == pytest.approx(cards * 50, rel=0.05)


@pytest.mark.parametrize("seed", range(30))
def test_a_twin_has_a_free_code_before_it(seed: int) -> None:
    for index in range(1, 400):
        if deck.corner(seed, index) == "twin":
            assert deck.corner(seed, index - 1) != "twin"
    assert deck.corner(seed, 0) != "twin"


def test_every_contract_is_found_by_its_code_and_development(asking) -> None:
    portfolio = asking.portfolio
    listed = sorted(n for place in portfolio.developments() for n in portfolio.of_development(place.code))
    assert listed == list(range(portfolio.size))
    for number in range(portfolio.size):
        assert number in portfolio.of_code(portfolio.contract(number).code)
    assert portfolio.of_code(9_999) == []
    assert list(portfolio.of_development(1)) == []


def test_twins_share_a_code_in_two_branches(asking) -> None:
    for twin in asking.of("twin"):
        pair = [asking.portfolio.contract(n) for n in asking.portfolio.of_code(twin.code)]
        assert len(pair) == 2
        assert len({one.development.branch.code for one in pair}) == 2
        assert len({one.proposal_code for one in pair}) == 2


def test_a_document_finds_all_contracts_of_its_customer(asking) -> None:
    portfolio = asking.portfolio
    owners = Counter(portfolio.contract(n).owner for n in range(portfolio.size))
    assert max(owners.values()) == 2
    for owner in owners:
        found = portfolio.of_document(portfolio.customer(owner).tax_id)
        assert [portfolio.contract(n).owner for n in found] == [owner] * owners[owner]
    assert portfolio.of_document(documents.cpf(99_999_999)) == []
    assert portfolio.of_document("12345678900") is None


def test_participants_add_up_with_one_principal(asking) -> None:
    counts = Counter()
    for number in range(100):
        people = asking.portfolio.participants(asking.portfolio.contract(number))
        counts[len(people)] += 1
        assert sum(share for _, share, _ in people) == 100
        assert [principal for _, _, principal in people] == [True] + [False] * (len(people) - 1)
    assert set(counts) == {1, 2, 3}


@pytest.mark.parametrize("months", [-3, 0, 3, 8])
def test_a_quarter_to_a_third_is_overdue_mostly_under_ninety_days(months: int) -> None:
    portfolio = Portfolio(seed=1, size=1000, rows=100)
    night = (DAY + timedelta(days=30 * months)).toordinal()
    ages = [stay.phase.code for n in range(1000) for stay in portfolio.nights(n).stays() if _covers(stay, night)]
    assert 0.24 <= len(ages) / 1000 <= 0.36
    assert sum(age < 4 for age in ages) > 0.7 * len(ages)


def _covers(stay, night: int) -> bool:
    return stay.opened <= night < stay.closed


def test_rows_a_contract_are_about_what_was_asked() -> None:
    portfolio, day = Portfolio(seed=1, size=200), DAY.toordinal()
    rows = [sum(row.born <= day for row in portfolio.life(n).rows) for n in range(0, 200, 2)]
    assert 500 <= sum(rows) / len(rows) <= 700


def test_a_contract_of_a_large_portfolio_costs_no_more_than_one_of_a_small_one() -> None:
    started = perf_counter()
    portfolio = Portfolio(seed=1, size=10_000_000, rows=60)
    assert portfolio.life(9_999_999).rows
    assert perf_counter() - started < 0.5
