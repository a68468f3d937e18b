"""R5.3: where a ticket stands by its days overdue."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cobranca.settings import Settings
from cobranca.settings.flow import Flow
from cobranca.settings.spans import Span, chain, place, spans


def flow_of(*waits: int) -> Flow:
    names = [f"S{number}" for number in range(len(waits))] + ["FIM"]
    opening = [
        {"status": "INTEGRACAO", "hidden": True, "leads_to": "INTERMEDIARIO"},
        {"status": "INTERMEDIARIO", "linear": True, "wait": "1 minute", "leads_to": names[0]},
    ]
    steps = [
        {"status": name, "linear": True, "wait": f"{wait} days", "leads_to": names[number + 1]}
        for number, (name, wait) in enumerate(zip(names, waits, strict=False))
    ]
    return Flow.model_validate(
        {"code": "F", "name": "F", "steps": [*opening, *steps, {"status": "FIM", "linear": True}]}
    )


def test_the_example_of_the_rule_seven_days_is_aviso_5(example: Settings) -> None:
    assert place(example.flow_of("COD_SOL_PARCELAS"), 7) == "AVISO_5"


@pytest.mark.parametrize(
    ("days", "status"),
    [
        (0, "AGUARDANDO_ATENDIMENTO"),
        (2, "AGUARDANDO_ATENDIMENTO"),
        (3, "LEMBRETE"),
        (4, "LEMBRETE"),
        (5, "AVISO_5"),
        (9, "AVISO_5"),
        (10, "AVISO_10"),
        (20, "AVISO_20"),
        (29, "AVISO_20"),
        (30, "AVISO_30"),
        (45, "PRE_JURIDICO"),
        (89, "PRE_JURIDICO"),
        (90, "ETAPA_FINAL"),
        (5000, "ETAPA_FINAL"),
    ],
)
def test_the_standard_regua(example: Settings, days: int, status: str) -> None:
    assert place(example.flow_of("COD_SOL_PARCELAS"), days) == status


def test_the_contract_flow(example: Settings) -> None:
    assert spans(example.flow_of("COD_COBRANCA")) == (
        Span("INTERMEDIARIO", 1, 0, 0),
        Span("AGUARDANDO_ATENDIMENTO", 2, 0, 9999),
        Span("ETAPA_FINAL", 3, 9999, None),
    )


def test_a_flow_without_the_opening_has_no_chain(example: Settings) -> None:
    assert spans(example.flow_of("COD_ACAO")) == ()


def test_a_chain_that_loops_ends_where_it_loops() -> None:
    flow = flow_of(1, 2)
    back = flow.steps[3].model_copy(update={"leads_to": "S0"})
    looping = flow.model_copy(update={"steps": (*flow.steps[:3], back, flow.steps[4])})
    assert [step.status for step in chain(looping)] == ["INTERMEDIARIO", "S0", "S1"]


@given(st.lists(st.integers(1, 400), min_size=1, max_size=12), st.integers(0, 6000))
def test_every_day_has_one_place(waits: list[int], days: int) -> None:
    found = [span for span in spans(flow_of(*waits)) if span.holds(days)]
    assert len(found) == 1
    assert found[0].start_day == sum(waits[: found[0].position - 2])
