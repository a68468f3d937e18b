"""The example company is complete and says what the rules say is standard."""

from decimal import Decimal

from cobranca.settings import Settings, check
from cobranca.settings.spans import chain

STANDARD_REGUA = [
    ("INTERMEDIARIO", "1 minute"),
    ("AGUARDANDO_ATENDIMENTO", "3 days"),
    ("LEMBRETE", "2 days"),
    ("AVISO_5", "5 days"),
    ("AVISO_10", "10 days"),
    ("AVISO_20", "10 days"),
    ("AVISO_30", "15 days"),
    ("PRE_JURIDICO", "45 days"),
    ("ETAPA_FINAL", None),
]


def test_it_has_neither_faults_nor_warnings(example: Settings) -> None:
    assert check(example) == []


def test_r5_1_the_standard_regua(example: Settings) -> None:
    steps = chain(example.flow_of("COD_SOL_PARCELAS"))
    waits = [(s.status, s.wait.model_dump().replace("minutes", "minute") if s.wait else None) for s in steps]
    assert waits == STANDARD_REGUA


def test_r4_4_every_standard_mark_has_its_pair(example: Settings) -> None:
    routed = {
        rule.values: (rule.contract_request, rule.installment_request)
        for rule in example.routing
        if rule.matches_on == "collection_status"
    }
    names = {"J": "JURIDICO", "T": "TUTELA", "F": "FINANCIAMENTO", "D": "DISTRATO"}
    assert routed == {(mark, name): (f"COD_CTR_{name}", f"COD_SOL_{name}") for mark, name in names.items()}


def test_r4_1_routed_flows_do_not_communicate(example: Settings) -> None:
    for rule in example.routing:
        assert not any(step.channels for step in example.flow_of(rule.installment_request).steps)


def test_r6_2_the_ten_closing_statuses(example: Settings) -> None:
    assert example.closing.of("contract") == (
        *("COD_BAIXA_CTR", "BAIXA_DISTRATO", "BAIXA_TRANSF", "BAIXA_CESSAO", "BAIXA_INATIVACAO"),
    )
    assert example.closing.of("installment") == (
        *("COD_STATUS_BAIXA", "BX_DISTRATO_PARCELA", "BAIXA_TRANSF_PARCELA"),
        *("BX_CESSAO_PARCELA", "BX_INATIVACAO_PARCELA"),
    )


def test_r4_6_action_statuses(example: Settings) -> None:
    steps = {step.status: step.integration for step in example.flow_of("COD_ACAO").steps}
    assert {"J", "T", "F", "D", "TBG", "LIMPAR"} <= set(steps)
    assert steps["J"].value == "J"
    assert steps["LIMPAR"].is_clearing
    assert all(integration.scope == "both" for integration in steps.values())


def test_r8_6_shares_are_the_rules_own(example: Settings) -> None:
    gates = example.gates
    assert (gates.new_share, gates.routed_share, gates.gone_share) == (
        *(Decimal("0.10"), Decimal("0.05"), Decimal("0.02")),
    )
    assert (gates.closed_share, gates.failed_share, gates.floor) == (Decimal("0.20"), Decimal("0.02"), 20)


def test_its_hash_is_that_of_its_content_anywhere(example: Settings) -> None:
    again = Settings.model_validate(example.content)
    assert again.hash == example.hash
    assert again.content == example.content


def test_the_hash_tells_settings_apart(example: Settings) -> None:
    other = example.model_copy(update={"catch_up_days": 8})
    assert Settings.model_validate(other.model_dump(mode="json")).hash != example.hash
