"""R5.9: each role against each act, as the table says; what is refused writes nothing."""

from collections.abc import Callable

import pytest
from tests.integration.acts.conftest import Case, Ground, Refused

from cobranca import acts
from cobranca.acts import Person, Role

TABLE = {
    "leitura": "see",
    "suporte": "see",
    "operador": "see move note promise fields dispute",
    "supervisor": "see move note promise fields dispute hold mark block close responsible",
    "multidados": "see move note promise fields dispute hold mark block close responsible",
}
Do = Callable[[Person, Case], object]
ACTS: dict[str, tuple[str, Do]] = {
    "show": ("see", lambda who, case: acts.show(who, case.ticket)),
    "find": ("see", lambda who, case: acts.find(who)),
    "move": ("move", lambda who, case: acts.move(who, case.ticket, "EM_CONTATO")),
    "note": ("note", lambda who, case: acts.note(who, case.ticket, "x")),
    "promise": ("promise", lambda who, case: acts.promise(who, case.ticket, "20/03/2026", "10")),
    "set_field": ("fields", lambda who, case: acts.set_field(who, case.ticket, "motivo_atraso", "Outro")),
    "dispute": ("dispute", lambda who, case: acts.dispute(who, case.titles[0], "x")),
    "end_dispute": ("dispute", lambda who, case: acts.end_dispute(who, case.titles[1])),
    "hold": ("hold", lambda who, case: acts.hold(who, case.ticket, "20/03/2026", "x")),
    "end_hold": ("hold", lambda who, case: acts.end_hold(who, case.ticket)),
    "mark": ("mark", lambda who, case: acts.mark(who, case.contract, "J")),
    "open_action": ("mark", lambda who, case: acts.open_action(who, case.contract, "J")),
    "block": ("block", lambda who, case: acts.block(who, case.contract, "TBG")),
    "unblock": ("block", lambda who, case: acts.unblock(who, case.contract, "TBG")),
    "set_responsible": ("responsible", lambda who, case: acts.set_responsible(who, case.ticket, "caio")),
    "close": ("close", lambda who, case: acts.close(who, case.ticket, "COD_BAIXA_CTR")),
}


def prepare(ground: Ground, act: str) -> Case:
    """A contract on which only the role can stand in the way."""
    case = ground.paid() if act == "close" else ground.owing()
    if act == "end_hold":
        acts.hold(Person("prep", "multidados"), case.ticket, "20/03/2026", "x")
    if act == "end_dispute":
        acts.dispute(Person("prep", "multidados"), case.titles[1], "x")
    return case


def test_every_act_of_the_interface_is_in_this_table() -> None:
    functions = {name for name in acts.__all__ if callable(getattr(acts, name)) and name.islower()}
    assert functions - {"may"} == ACTS.keys()


@pytest.mark.parametrize("act", ACTS)
def test_roles(ground: Ground, refused: Refused, act: str) -> None:
    word, do = ACTS[act]
    case = prepare(ground, act)
    able = [role for role, its in TABLE.items() if word in its.split()]
    for role in acts.ROLES:
        if role not in able:
            with refused("R5.9", f"papel {role}", f"cabe a {', '.join(able)}"):
                do(Person("zé", role), case)
    for role in able:
        do(Person("zé", role), case)
        case = prepare(ground, act)


@pytest.mark.parametrize("role", acts.ROLES)
def test_what_is_offered_is_what_is_allowed(ground: Ground, role: Role) -> None:
    """A page offers nothing that role, kind or flow would refuse."""
    case = ground.owing()
    words = {"field": "fields"}
    offers = acts.show(Person("zé", role), case.ticket).offers
    allowed = set(TABLE[role].split()) - {"see", "dispute"}
    assert {words.get(act, act) for act in offers.acts} == allowed
    assert bool(offers.statuses) == bool(offers.fields) == ("move" in allowed)
    assert bool(offers.closing) == bool(offers.marks) == bool(offers.blocks) == ("close" in allowed)
    for status in offers.statuses:
        acts.move(Person("zé", role), case.ticket, status)


def test_offers_of_other_tickets(ground: Ground, ana: Person, bia: Person) -> None:
    case, closed = ground.owing(), ground.paid()
    assert acts.show(bia, case.titles[0]).offers.acts == ("note", "dispute")
    acts.close(bia, closed.ticket, "COD_BAIXA_CTR")
    assert acts.show(bia, closed.ticket).offers == acts.Offers(acts=("note",))
    action = acts.mark(bia, case.contract, "J")
    assert acts.show(bia, action).offers.acts == ("note", "field")
    assert acts.show(ana, action).offers.acts == ("note",)


def test_a_role_that_is_none(ground: Ground) -> None:
    with pytest.raises(acts.ActRefused, match=r"R5\.9: o papel 'chefe' não existe.*leitura, suporte, operador"):
        Person("zé", "chefe")  # type: ignore[arg-type]
