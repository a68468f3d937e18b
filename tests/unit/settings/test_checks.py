"""Each fault of sense, by an edit a person could make: where it is told, and with what cure."""

from typing import NamedTuple

import pytest
from tests.unit.settings.conftest import Folder

from cobranca import settings
from cobranca.settings import Fault

REGUA = "COBRANCA_PARCELAS"


class Case(NamedTuple):
    """An edit of a file, and where and how its fault is told: in that file where no other is named."""

    file: str
    old: str
    new: str
    place: str
    message: str
    told: str = ""

    def found(self, faults: list[Fault]) -> list[Fault]:
        told = [fault for fault in faults if fault.file == (self.told or self.file)]
        return [f for f in told if f.place.startswith(self.place) and self.message in f.message]


ERRORS = [
    # R1.5: not linear
    ("flows.yaml", "leads_to: AVISO_10, ", "", f"{REGUA}.steps[5].leads_to", "leads nowhere"),
    ("flows.yaml", "leads_to: AVISO_10", "leads_to: LEMBRETE", f"{REGUA}.steps[5].leads_to", "loop"),
    ("flows.yaml", "leads_to: AVISO_10", "leads_to: AVISO_5", f"{REGUA}.steps[5].leads_to", "loop"),
    ("flows.yaml", "leads_to: AVISO_10", "leads_to: INTEGRACAO", f"{REGUA}.steps[5].leads_to", "loop"),
    ("flows.yaml", "leads_to: AVISO_10", "leads_to: AVISO_20", f"{REGUA}.steps[6]", "no status of the chain"),
    ("flows.yaml", "AVISO_5, linear: true", "AVISO_5", f"{REGUA}.steps[5].linear", "not linear"),
    ("flows.yaml", "wait: 5 days, ", "", f"{REGUA}.steps[5].wait", "no waiting time"),
    (
        "flows.yaml",
        "wait: 9999 days, leads_to: ETAPA_FINAL",
        "",
        "COBRANCA_CONTRATOS.steps[3].leads_to",
        "ends",
    ),
    # R5.1: the opening
    ("flows.yaml", "INTEGRACAO, hidden: true", "INTEGRACAO", "COBRANCA_CONTRATOS.steps[1].hidden", "hidden"),
    (
        "flows.yaml",
        "hidden: true",
        "hidden: true, linear: true",
        "COBRANCA_CONTRATOS.steps[1].linear",
        "not be",
    ),
    ("flows.yaml", "1 minute", "1 day", "COBRANCA_CONTRATOS.steps[2].wait", "one minute"),
    ("flows.yaml", "1 minute", "2 minutes", "COBRANCA_CONTRATOS.steps[2].wait", "one minute"),
    (
        "flows.yaml",
        "- {status: INTERMEDIARIO, linear: true, wait: 1 minute, leads_to: AGUARDANDO_ATENDIMENTO}",
        "",
        "COBRANCA_CONTRATOS.steps",
        "`INTERMEDIARIO` is missing",
    ),
    (
        "flows.yaml",
        "- {status: INTEGRACAO, hidden: true, leads_to: INTERMEDIARIO}",
        "",
        "COBRANCA_CONTRATOS.steps",
        "`INTEGRACAO` is missing",
    ),
    (
        "flows.yaml",
        "{status: AGUARDANDO_ATENDIMENTO, linear: true",
        "{status: AGUARDANDO_ATENDIMENTO, linear: false",
        "COBRANCA_CONTRATOS.steps[3].linear",
        "must be linear",
    ),
    # R6.2, R3.1: closing statuses
    ("statuses.yaml", "BAIXA_CESSAO, name", "BAIXA_CESAO, name", "closing.cession.contract", "not declared"),
    (
        "statuses.yaml",
        "BX_INATIVACAO_PARCELA, name: Baixa por inativação (parcela), closing: true",
        "BX_INATIVACAO_PARCELA, name: Baixa por inativação (parcela)",
        "closing.inactivation.installment",
        "does not close",
    ),
    (
        "statuses.yaml",
        "code: FECHADA",
        "code: FECHADO",
        "standard.integration_status",
        "not declared",
        "requests.yaml",
    ),
    # R4.3: routed requests
    ("requests.yaml", ", flow: JURIDICO_PARCELAS", "", "COD_SOL_JURIDICO.flow", "no flow"),
    (
        "requests.yaml",
        ", flow: JURIDICO_PARCELAS",
        "",
        "routing[1].installment_request",
        "never close",
        "routing.yaml",
    ),
    (
        "requests.yaml",
        "flow: JURIDICO_PARCELAS",
        "flow: NADA",
        "COD_SOL_JURIDICO.flow",
        "unknown flow `NADA`",
    ),
    ("routing.yaml", "COD_SOL_TUTELA", "COD_SOL_TUTELAS", "routing[2].installment_request", "not declared"),
    ("routing.yaml", "COD_CTR_TUTELA", "COD_SOL_TUTELA", "routing[2].contract_request", "kind"),
    (
        "flows.yaml",
        "steps: *silent, closing: *closing_installment",
        "steps: *silent",
        "routing[2].installment_request",
        "no closing statuses",
        "routing.yaml",
    ),
    ("routing.yaml", "    contract_request: COD_CTR_TUTELA\n", "", "routing[2].contract_request", "names no"),
    (
        "routing.yaml",
        "    values: [Financiamento, FGTS, Subsídio]\n",
        "    values: [FGTS]\n    contract_request: COD_CTR_REPASSE\n",
        "routing[6].contract_request",
        "never the contract",
    ),
    # R4.1: priorities
    (
        "routing.yaml",
        "priority: 20",
        "priority: 10",
        "routing[2].priority",
        "already that of rule `Jurídico`",
    ),
    # R4.7
    (
        "flows.yaml",
        "wait: 3 days, leads_to: LEMBRETE}",
        "wait: 3 days, leads_to: LEMBRETE, integration: {method: collection_status, value: J}}",
        f"{REGUA}.steps[3].integration",
        "R4.7",
    ),
    # unknown codes
    ("flows.yaml", "status: LEMBRETE", "status: LEMBRETTE", f"{REGUA}.steps[4].status", "unknown status"),
    ("flows.yaml", "leads_to: LEMBRETE", "leads_to: LEMBRETTE", f"{REGUA}.steps[3].leads_to", "no step"),
    (
        "flows.yaml",
        "channels: [email]",
        "channels: [mail]",
        f"{REGUA}.steps[4].channels[1]",
        "channel `mail`",
    ),
    ("flows.yaml", "value: TBG", "value: TBX", "ACOES.steps[6].integration.value", "unknown block"),
    ("flows.yaml", "field: bloqueios", "field: bloqueio", "ACOES.steps[7].integration.field", "no field"),
    ("flows.yaml", "- COD_STATUS_BAIXA", "- LEMBRETE", f"{REGUA}.closing[1]", "does not close"),
    ("branches.yaml", "state: PR", "state: XX", "4.state", "unknown state `XX`"),
    ("holidays/RJ.yaml", "state: RJ", "state: GB", "state", "unknown state `GB`"),
    ("holidays/RJ.yaml", "23-04", "31-04", "days[1].day", "not a date"),
    ("holidays/RJ.yaml", "23-04", "2026-13-01", "days[1].day", "not a date"),
    ("erp.yaml", "cause: cession", "cause: sale", "occurrence_types.CESSAO.cause", "unknown cause"),
    ("erp.yaml", "OC_CESSAO", "OC_VENDA", "occurrence_types.CESSAO.request", "not declared"),
    ("erp.yaml", "{since}", "{from}", "soap.phase_occurrences.request.DataInicial", "unknown variable"),
    ("erp.yaml", '"{password}"', "abc", "soap.phase_occurrences.request.Senha", "written out"),
    (
        "erp.yaml",
        "opened_on: DataAbertura",
        "opened: DataAbertura",
        "soap.phase_occurrences.fields.opened",
        "field",
    ),
    ("erp.yaml", "opened_on: DataAbertura", "opened: DataAbertura", "soap.phase_occurrences.fields", "named"),
    ("erp.yaml", "extract_source: rest", "extract_source: soap", "rest.extract_source", "no operation"),
    ("contact.yaml", "phone]", "fax]", "order[4]", "channel `fax`"),
    (
        "contact.yaml",
        ", phone]",
        "]",
        f"{REGUA}.steps[8].channels[1]",
        "not one that the company uses",
        "flows.yaml",
    ),
    (
        "requests.yaml",
        "action_request: COD_ACAO",
        "action_request: ACAO",
        "standard.action_request",
        "not declared",
    ),
    ("routing.yaml", "FGTS", "FTGS", "routing[6].values[2]", "not a value that the ERP has"),
    # ranges
    ("integration.yaml", "from_days: 31", "from_days: 30", "phases.2.from_days", "overlaps"),
    (
        "integration.yaml",
        "from_days: 31",
        "from_days: 33",
        "phases.2.from_days",
        "gap: no range holds day 31 to 32",
    ),
    ("integration.yaml", "to_days: 60,", "", "phases.3.from_days", "no end"),
    ("integration.yaml", "to_days: 60", "to_days: 20", "phases.2.to_days", "before it starts"),
    (
        "integration.yaml",
        "{label: 91+, from_days: 91}",
        "{label: 91+, from_days: 91, to_days: 99}",
        "aging[4]",
        "gap",
    ),
    ("integration.yaml", "{label: 1-30, from_days: 1,", "{label: 1-30, from_days: 2,", "aging[1]", "day 1"),
    (
        "integration.yaml",
        "{label: 31-60, from_days: 31",
        "{label: 31-60, from_days: 30",
        "aging[2]",
        "overlaps",
    ),
    (
        "integration.yaml",
        "{label: 20-34, from_days: 20",
        "{label: 20-34, from_days: 19",
        "dashboard[2]",
        "overlaps",
    ),
    # duplicates
    ("requests.yaml", "code: COD_SOL_TUTELA", "code: COD_SOL_JURIDICO", "requests[11].code", "already"),
    ("statuses.yaml", "code: AVISO_10", "code: AVISO_5", "statuses[7].code", "already"),
    ("branches.yaml", "code: 2", "code: 1", "branches[2].code", "already"),
    ("integration.yaml", 'code: "2"', 'code: "1"', "phases[2].code", "already"),
    ("integration.yaml", "developments: all", "developments: [7, 7]", "developments[2]", "already"),
    ("flows.yaml", "status: AVISO_10", "status: AVISO_5", f"{REGUA}.steps[6].status", "already"),
    ("company.yaml", "corrected, fine,", "corrected, corrected,", "flags.total_terms", "twice"),
]
WARNINGS = [
    ("flows.yaml", "wait: 3 days", "wait: 9999 days", f"{REGUA}.steps[3].wait", "silent"),
    (
        "flows.yaml",
        "wait: 9999 days",
        "wait: 30 days",
        "COBRANCA_CONTRATOS.steps[3].wait",
        "wait for a person",
    ),
    (
        "flows.yaml",
        "{status: EM_CONTATO}",
        "{status: EM_CONTATO, integration: {method: category, value: VIP}}",
        "COBRANCA_CONTRATOS.steps[5].integration",
        "R4.6",
    ),
    (
        "flows.yaml",
        "{status: EM_CONTATO}",
        "{status: EM_CONTATO, wait: 2 days}",
        "COBRANCA_CONTRATOS.steps[5]",
        "wait",
    ),
    (
        "requests.yaml",
        "flow: TUTELA_PARCELAS",
        "flow: JURIDICO_PARCELAS",
        "TUTELA_PARCELAS",
        "no request",
        "flows.yaml",
    ),
    (
        "erp.yaml",
        "    INATIVACAO: {cause: inactivation, request: OC_INATIVACAO}\n",
        "",
        "occurrence_types",
        "R3.9",
    ),
    (
        "company.yaml",
        "tp_parcelas: true",
        "tp_parcelas: false\n  installment_types: [Mensal]",
        "flags.",
        "R1.6",
    ),
    ("contact.yaml", 'sms: ["+5511900000001"]', "sms: []", "test_recipients", "`sms`"),
    ("branches.yaml", "city: Curitiba", "city: Londrina", "4.city", "`Londrina`"),
    ("routing.yaml", "values: [T, TUTELA]\n", "values: [T, j]\n", "routing[2].values[2]", "never comes here"),
    (
        "integration.yaml",
        "from_days: 91, integrated",
        "from_days: 91, to_days: 999, integrated",
        "phases.4",
        "gap",
    ),
]


@pytest.mark.parametrize("case", [Case(*each) for each in ERRORS])
def test_errors(folder: Folder, case: Case) -> None:
    folder.edit(case.file, case.old, case.new)
    faults = settings.errors(folder.faults())
    assert case.found(faults), faults
    assert all(fault.cure for fault in faults)


@pytest.mark.parametrize("case", [Case(*each) for each in WARNINGS])
def test_warnings(folder: Folder, case: Case) -> None:
    folder.edit(case.file, case.old, case.new)
    faults = folder.faults()
    assert settings.errors(faults) == []
    assert case.found(faults), faults


def test_types_are_only_looked_at_where_the_flag_is_off(folder: Folder) -> None:
    folder.edit("company.yaml", "grace_days: 0", "installment_types: [Anual]")
    assert folder.faults() == []
    folder.edit("company.yaml", "tp_parcelas: true", "tp_parcelas: false")
    assert [fault.place for fault in settings.errors(folder.faults())] == ["flags.installment_types[1]"]


def test_no_freshness_signal(folder: Folder) -> None:
    folder.cut("erp.yaml", "  freshness:", "  channels:")
    assert [(fault.place, fault.severity) for fault in folder.faults()] == [("freshness", "warning")]


def test_a_freshness_signal_of_an_operation_wants_its_field(folder: Folder) -> None:
    folder.edit("erp.yaml", "    field: DataAtualizacao\n", "")
    assert [fault.place for fault in settings.errors(folder.faults())] == ["freshness"]


def test_no_rules_want_a_reason(folder: Folder) -> None:
    folder.write("routing.yaml", "routing: none\n")
    assert [fault.place for fault in folder.faults()] == ["routing"]
    folder.write("routing.yaml", "routing: none\nrouting_reason: nenhum contrato fora da régua\n")
    assert folder.faults() == []


def test_what_only_follows_from_a_broken_chain_is_not_told(folder: Folder) -> None:
    folder.edit("flows.yaml", "leads_to: LEMBRETE", "leads_to: LEMBRETTE")
    assert [fault.place for fault in folder.faults()] == [f"{REGUA}.steps[3].leads_to"]


def test_every_fault_is_told_at_once(folder: Folder) -> None:
    folder.edit("flows.yaml", "leads_to: AVISO_10, ", "")
    folder.edit("routing.yaml", "priority: 20", "priority: 10")
    folder.edit("statuses.yaml", "code: BAIXA_TRANSF,", "code: BAIXA_TRANSFERE,")
    folder.edit("branches.yaml", "state: RJ", "state: RI")
    folder.edit("integration.yaml", "from_days: 31", "from_days: 32")
    files = {fault.file for fault in settings.errors(folder.faults())}
    assert files == {"flows.yaml", "routing.yaml", "statuses.yaml", "branches.yaml", "integration.yaml"}


def test_a_contract_flow_may_move_by_itself_beside_its_chain(folder: Folder) -> None:
    """R5.2: a linear status of a contract flow waits its own time and goes where it leads."""
    new = "{status: EM_CONTATO, linear: true, wait: 5 days, leads_to: SEM_CONTATO}"
    folder.edit("flows.yaml", "{status: EM_CONTATO}", new)
    assert folder.faults() == []


def test_limpar_in_a_contract_flow_is_usual(folder: Folder) -> None:
    new = "{status: EM_CONTATO, integration: {method: collection_status, value: limpar}}"
    folder.edit("flows.yaml", "{status: EM_CONTATO}", new)
    assert folder.faults() == []
