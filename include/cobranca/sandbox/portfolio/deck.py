"""Which contract has which corner: a stacked deck, so that shares are exact and none is missing.

Each block of 200 contracts is dealt the same cards in its own order; in the first block one card of
every corner comes early, so that even a portfolio of fifty contracts has them all.
"""

from functools import lru_cache
from random import Random
from typing import Final

CARDS: Final = {
    "distrato": 6,  # ends as D, overdue before, an occurrence from the day it was asked for
    "transfer": 3,  # ends as T
    "cession": 3,  # ends as C
    "early_quit": 8,  # pays all at once: Q
    "quit_residue": 2,  # Q with a collection residue left open and overdue
    "inactivation": 3,  # an occurrence of inactivation in force, later ended for half of them
    "all_inactive": 2,  # every row turns inactive
    "distrato_study": 3,  # a distrato asked for, undecided for months while A or U
    "renegotiated": 40,  # one or two approved renegotiations in its life
    "study": 4,  # a proposal every ten weeks, three weeks under study, refused
    "study_long": 1,  # a proposal that nobody decides for five months
    "partial": 10,  # partial payments, settling and inactivating by turns
    "cheque": 8,  # pays by cheque: held, in custody, deposited, plain, returned once and twice
    "financing": 16,  # financing, FGTS and subsidy rows, which the bank pays late
    "reversal": 3,  # payments booked and reversed (estorno), paid again later
    "due_moved": 4,  # overdue rows get a later due date
    "vanish": 2,  # overdue rows vanish from the answer
    "asleep": 1,  # the nightly job skips it: Ativo though overdue, no occurrence
    "stuck": 1,  # Inadimplente though nothing is overdue
    "twin": 2,  # shares its code with the contract before it, of another branch
    "newborn": 2,  # signed after the anchor: appears one day
    "lawsuit": 4,  # stopped paying long ago, desc_classificacao 'Jurídico'
}
SIZE: Final = 200
PLAIN: Final = "plain"


@lru_cache(maxsize=4096)
def _block(seed: int, number: int) -> tuple[str, ...]:
    rng = Random(f"{seed}/{number}/deck")
    cards = [corner for corner, count in CARDS.items() for _ in range(count)]
    cards += [PLAIN] * (SIZE - len(cards))
    if number:
        rng.shuffle(cards)
        return tuple(cards)
    first = [*CARDS, *[PLAIN] * len(CARDS)]
    for card in first:
        cards.remove(card)
    rng.shuffle(first)
    rng.shuffle(cards)
    return (PLAIN, *first, *cards)[:SIZE]


def corner(seed: int, index: int) -> str:
    """The corner of the contract at an index; 'plain' for the ordinary ones.

    A twin stands neither first nor beside another twin, as its code is that of the one before.
    """
    dealt = _block(seed, index // SIZE)[index % SIZE]
    if dealt != "twin":
        return dealt
    before = _block(seed, (index - 1) // SIZE)[(index - 1) % SIZE] if index else "twin"
    return PLAIN if before == "twin" else dealt
