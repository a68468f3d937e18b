"""The query of Empreendimentos: branch, organisation, and a range of creation or change dates."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from cobranca.sandbox.portfolio.days import Day
from cobranca.sandbox.portfolio.places import Development
from cobranca.sandbox.rest.developments import ORGANISATION, changed, created, record
from cobranca.sandbox.wire import listed

_KINDS: Final[dict[str, Callable[[Development], Day]]] = {"C": created, "A": changed}


def developments(places: list[Development], query: Mapping[str, str]) -> bytes:
    """The developments that a query asks for, as JSON.

    Raises:
        ValueError: a value cannot be read.
    """
    said = {key.lower(): value for key, value in query.items() if value}
    chosen = [place for place in places if _of_branch(place, said) and _in_range(place, said)]
    return listed([record(place) for place in chosen])


def _of_branch(place: Development, said: Mapping[str, str]) -> bool:
    branch, organisation = said.get("filial"), said.get("organizacao")
    return (branch is None or int(branch) == place.branch.code) and (
        organisation is None or int(organisation) == ORGANISATION
    )


def _in_range(place: Development, said: Mapping[str, str]) -> bool:
    kind = said.get("tipodata")
    if kind is None:
        return True
    if kind not in _KINDS:
        raise ValueError(f"tipoData: '{kind}' não é C nem A")
    day = _KINDS[kind](place)
    start, end = _day(said, "datainicial"), _day(said, "datafinal")
    verdicts = {"MA": day >= start, "ME": day <= end, "EN": start <= day <= end}
    operator = said.get("operador", "EN")
    if operator not in verdicts:
        raise ValueError(f"operador: '{operator}' não é MA, ME nem EN")
    return verdicts[operator]


def _day(said: Mapping[str, str], name: str) -> Day:
    default = "01/01/1900" if name == "datainicial" else "31/12/9999"
    return datetime.strptime(said.get(name, default), "%d/%m/%Y").toordinal()
