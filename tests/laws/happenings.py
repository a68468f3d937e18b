"""What each happening does to what the ERP holds (mega.md §2–§4)."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from tests.foreign import makers
from tests.laws.story import Happening, State, Story, born

Effect = Callable[[State, Happening], None]
RENEGOTIATED = "Inativada por Renegociação SACOC"
TYPES = {"distrato": "7", "transfer": "8", "cession": "9", "inactivation": "10"}


def state_on(story: Story, first: date, number: int) -> State:
    """What the ERP holds on day `number`."""
    state = born(story, first)
    for one in sorted(story.happenings, key=lambda happening: happening.seen):
        if one.seen <= number and (one.what != "odd" or one.seen == number):
            EFFECTS[one.what](state, one)
    return state


def states_on(stories: Iterable[Story], first: date, number: int) -> list[State]:
    """The same of a whole portfolio."""
    return [state_on(story, first, number) for story in stories]


def _row(**values: Any) -> Effect:
    """Change the row; it may not be there."""

    def effect(state: State, one: Happening) -> None:
        if row := state.rows.get(one.row):
            row |= {k: v(state, one) if callable(v) else v for k, v in values.items()}

    return effect


def _on(state: State, one: Happening) -> str | None:
    return state.br(one.on)


def _pay(state: State, one: Happening) -> None:
    if (row := state.rows.get(one.row)) and one.on is not None:
        row |= makers.paid(state.day(one.on), one.number or 1000)


def _part(state: State, one: Happening) -> None:
    """A partial payment: the old row is settled or, by `text` 'stopped', inactive; the rest is a new one."""
    row = state.rows.get(one.row)
    if row is None or row["situacao"] == "Pago":
        return
    if one.text == "stopped":
        row |= {"status_parcela": "Inativo", "data_status": state.br(one.on), "motivo_inativacao": "Baixa parcial"}
    else:
        _pay(state, Happening(one.seen, "pay", one.row, one.on or 0, number=10))
    state.add_row(100 + len(state.rows), row["data_vencimento"], parcela_origem="Baixa Parcial", vlr_corrigido=590)


def _study(state: State, one: Happening) -> None:
    number = 10 * state.story.code + len(state.studies) + 1
    told = makers.renegotiation(state.story.code, number, state.day(one.on or 0))
    state.studies.append(told | {"cod_condicao": state.story.proposal})


def _decide(state: State, one: Happening) -> None:
    """`text` is the word; approved: what is open becomes inactive, `number` new rows stand for it."""
    undecided = [study for study in state.studies if study["status_reneg"] == "Em Estudo"]
    if not undecided:
        return
    undecided[0] |= {"status_reneg": one.text, "data_status": state.br(one.on)}
    if one.text != "Aprovada":
        return
    for row in state.rows.values():
        if row["situacao"] == "Aberto" and row["status_parcela"] == "Ativo":
            row |= {
                "status_parcela": "Inativo",
                "data_status": state.br(one.on),
                "motivo_inativacao": RENEGOTIATED,
            }
    for number in range(one.number):
        due = state.br(one.seen + 10 * number - 6)
        state.add_row(200 + len(state.rows), due, parcela_origem="Renegociação", vlr_corrigido=750)


def _letter(state: State, one: Happening) -> None:
    state.contract |= {"status_contrato": one.text, "data_status": state.br(one.on)}


def _category(state: State, one: Happening) -> None:
    state.contract["classificacaocto"] = one.text


def _lodge(state: State, one: Happening) -> None:
    number = 100 * state.story.code + 50 * (state.story.branch % 2) + len(state.occurrences) + 1
    said = {"TipoOcorrencia": TYPES[one.text or ""], "DataEncerramento": None}
    state.occurrences.append(
        makers.occurrence(number, state.story.code, state.day(one.on or 0), state.story.branch, **said)
    )


def _phase(state: State, one: Happening) -> None:
    number = 100 * state.story.code + 50 * (state.story.branch % 2) + len(state.phases) + 1
    said = {"CodigoFase": one.text, "DataEncerramento": None}
    state.phases.append(makers.occurrence(number, state.story.code, state.day(one.on or 0), state.story.branch, **said))


def _end(kind: str) -> Effect:
    def effect(state: State, one: Happening) -> None:
        open_ones = [each for each in getattr(state, kind) if each["DataEncerramento"] is None]
        if open_ones:
            open_ones[0]["DataEncerramento"] = state.br(one.on)

    return effect


def _odd(state: State, one: Happening) -> None:
    state.odd = one.text or ""


def _list(is_listed: bool) -> Effect:
    def effect(state: State, _: Happening) -> None:
        state.is_listed = is_listed

    return effect


def _bear(state: State, one: Happening) -> None:
    state.add_row(300 + len(state.rows), state.br(one.on), **({"receita_parcela": one.text} if one.text else {}))


EFFECTS: dict[str, Effect] = {
    "pay": _pay,
    "reverse": _row(situacao="Aberto", data_baixa=None, vlr_pago=0, receita_pgto=None),
    "stop": _row(status_parcela="Inativo", data_status=_on, motivo_inativacao=lambda _, one: one.text),
    "revive": _row(status_parcela="Ativo", data_status=_on, motivo_inativacao=None),
    "cheque": _row(status_parcela=lambda _, one: one.text, data_status=_on),
    "move": _row(data_vencimento=_on),
    "revalue": _row(vlr_corrigido=lambda _, one: one.number, vlr_multa=7, vlr_atraso=1.25),
    "vanish": lambda state, one: state.away.add(one.row),
    "appear": lambda state, one: state.away.discard(one.row),
    "bear": _bear,
    "part": _part,
    "study": _study,
    "decide": _decide,
    "letter": _letter,
    "category": _category,
    "lodge": _lodge,
    "end": _end("occurrences"),
    "phase": _phase,
    "end_phase": _end("phases"),
    "odd": _odd,
    "unlist": _list(is_listed=False),
    "list": _list(is_listed=True),
}
