"""Every check of every step, by its code: what `build.py` turns into suites.

A code such as `tickets.new_share` is stable: people write it in `accept` (R8.6), and it stands in
`audit.gate_result`. Three kinds: `rows`, a query of rows/<step>/<code>.sql that must find nothing; `at_most`
and `at_least`, two columns of include/sql/<step>/measures.sql compared as PostgreSQL compares numbers.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

ROWS: Final = Path(__file__).parent / "rows"
Severity = Literal["critical", "warning"]


@dataclass(frozen=True, slots=True)
class Check:
    """One expectation. `title` says, to an operator, what holds when it passes.

    `blocks`: without it the mirror would not be true, and the run is 'blocked' instead of 'failed' (R8.7).
    """

    code: str
    rule: str
    title: str
    severity: Severity = "critical"
    blocks: bool = False
    value: str = ""
    """The measure that is compared; empty for a check of rows."""
    limit: str = ""
    bound: Literal["at_most", "at_least"] = "at_most"
    count: str = ""
    """The measure that counts the unexpected ones."""
    sample: str = ""
    """What gives some of their keys when it fails."""

    def query(self, step: str) -> str:
        """The rows that break the rule; `m` is the run's day, flags and measures."""
        return (ROWS / step / f"{self.code}.sql").read_text(encoding="utf-8").strip()


def rows(code: str, rule: str, title: str, severity: Severity = "critical") -> Check:
    """A rule of each row: rows/<step>/<code>.sql finds none that breaks it."""
    return Check(code, rule, title, severity)


def at_most(
    code: str,
    rule: str,
    title: str,
    value: str,
    sample: str = "",
    count: str = "",
    severity: Severity = "critical",
    blocks: bool = False,
) -> Check:
    """A measure is at or below its `<measure>_limit`; `count` where the measure itself is an amount."""
    return Check(code, rule, title, severity, blocks, value, f"{value}_limit", "at_most", count or value, sample)


def at_least(code: str, rule: str, title: str, value: str, limit: str, count: str) -> Check:
    """A measure is at or above another; `count` is what is lacking. Only the ERP itself is judged so (R8.7)."""
    return Check(code, rule, title, "critical", True, value, limit, "at_least", count)


_FAILED: Final = "SELECT branch_code, contract_code, endpoint FROM work.ingest_plan WHERE action = 'failed'"
_OPENED: Final = (
    "SELECT branch_code, contract_code, installment_code, rule FROM work.tickets_plan WHERE kind = 'installment'"
)
_ROUTED: Final = (
    "SELECT ticket_id, kind, branch_code, contract_code, installment_code, to_request FROM work.routing_plan"
)
_CLOSED: Final = (
    "SELECT ticket_id, branch_code, contract_code, installment_code, cause, reason FROM work.closures_plan "
    "WHERE kind = 'installment'"
)
_ONE_SIDED: Final = (
    "SELECT p.branch_code, p.contract_code, p.installment_code, p.kind FROM work.reconcile_plan p "
    "LEFT JOIN mega.installment i USING (branch_code, contract_code, installment_code) "
    "WHERE p.kind = 'only_in_mega' OR (p.kind = 'only_in_crm' AND i.missing_on IS NULL)"
)
_DIFFERENT: Final = (
    "SELECT branch_code, contract_code, installment_code, kind FROM work.reconcile_plan WHERE kind IS NOT NULL"
)
_VALUES: Final = (
    "SELECT branch_code, contract_code, installment_code, kind FROM work.reconcile_plan WHERE kind = 'value'"
)
_WAITING: Final = (
    "SELECT p.branch_code, p.contract_code, p.installment_code, i.missing_on FROM work.reconcile_plan p "
    "JOIN mega.installment i USING (branch_code, contract_code, installment_code) "
    "WHERE p.kind = 'only_in_crm' AND i.missing_on IS NOT NULL"
)
_STALE: Final = (
    "SELECT t.ticket_id, t.branch_code, t.contract_code, t.installment_code, i.seen_on FROM crm.ticket_state t "
    "JOIN mega.installment i USING (branch_code, contract_code, installment_code) "
    "WHERE t.kind = 'installment' AND t.closed_on IS NULL AND i.seen_on < work.as_of() AND i.missing_on IS NULL"
)

STEPS: Final[dict[str, tuple[Check, ...]]] = {
    "integrations": (
        rows("entered_before", "R4.9", "Só se executa o que entrou antes do momento da execução"),
        rows("as_configured", "R4.5", "Método, abrangência e valor são os do status"),
        rows("has_key", "R4.5", "Todo fato é de um contrato ou de um cliente"),
        rows("known_effect", "R4.8", "Toda marca tem valor, todo bloqueio é um dos conhecidos"),
        rows("all_carried", "R4.6", "Toda ação pedida pode ser executada", "warning"),
    ),
    "ingest": (
        at_most("fresh", "R8.7", "A atualização diária do Mega já rodou para o dia", "stale", blocks=True),
        at_most(
            "freshness_configured", "R8.7", "O sinal de atualização do Mega está configurado", "freshness_unknown",
            severity="warning",
        ),
        at_least(
            "listed_share", "R8.7", "O Mega lista a maior parte dos contratos do último dia bom",
            "listed", "listed_least", "listed_lost",
        ),
        at_least(
            "rows_share", "R8.7", "O Mega devolve a maior parte das parcelas dos contratos lidos nos dois dias",
            "rows_read", "rows_least", "rows_lost",
        ),
        at_most("failed_share", "R8.8", "Poucos contratos com extrato com falha", "failed", _FAILED),
        rows("staged_once", "R8.6", "Nada foi lido em duplicidade"),
        rows("codes_known", "R2.5", "Todo campo codificado tem um valor conhecido"),
        rows("dates_plausible", "R8.6", "Os vencimentos ficam entre 1950 e 2100"),
        rows("amounts_not_negative", "R8.6", "Nenhum valor é negativo"),
        rows("in_scope", "R3.2", "Toda parcela lida é de um contrato que foi pedido"),
        rows("tickets_answered", "R6.3", "Contrato com ocorrência aberta não perdeu suas parcelas na leitura"),
        rows("every_extract_read", "R8.8", "Nenhum extrato falhou", "warning"),
        rows("branches_known", "R2.2", "Toda filial está na configuração", "warning"),
    ),
    "tickets": (
        at_most("new_share", "R8.6", "As ocorrências novas são poucas diante das abertas", "newly_opened", _OPENED),
        rows("planned_once", "R3.3", "Cada chave é planejada uma só vez"),
        rows("not_open_already", "R3.3", "Nenhuma chave com ocorrência aberta ganha outra"),
        rows("has_parent", "R3.3", "Toda ocorrência de parcela tem a ocorrência do seu contrato"),
        rows("in_flow", "R4.3", "Solicitação e status pertencem ao mesmo fluxo"),
        rows("place_by_days", "R5.3", "O status é o dos dias de atraso"),
        rows("placed", "R4.2", "Toda ocorrência de parcela tem lugar na régua; contrato roteado, o primeiro status"),
        rows("overdue_only", "R1.2", "Só entra o que está vencido"),
        rows("occurrence_unseen", "R3.1", "Cada ocorrência do Mega gera uma só integração"),
        rows("owes_something", "R2.7", "Toda parcela nova tem valor a pagar", "warning"),
    ),
    "routing": (
        at_most("routed_share", "R8.6", "As ocorrências roteadas são poucas diante das abertas", "routed", _ROUTED),
        rows("routed_once", "R4.7", "Nenhuma ocorrência é roteada duas vezes"),
        rows("changes_request", "R4.2", "Toda rota leva a outra solicitação"),
        rows("in_flow", "R4.3", "A solicitação de destino é do tipo da ocorrência, e o status é do seu fluxo"),
        rows("can_close", "R4.3", "A solicitação de destino tem fluxo linear e status de baixa"),
        rows("place_by_days", "R5.3", "O status é o dos dias de atraso"),
        rows("placed", "R4.2", "Parcela roteada tem lugar na régua; contrato roteado, o primeiro status"),
    ),
    "closures": (
        at_most(
            "gone_share", "R8.6", "As baixas por inativação ou sumiço são poucas diante das abertas", "gone",
            f"{_CLOSED} AND cause = 'inactivation'",
        ),
        at_most("closed_share", "R8.6", "As baixas são poucas diante das abertas", "closed", _CLOSED),
        rows("status_of_cause", "R6.2", "O status de baixa é o da causa"),
        rows("paid_before_today", "R6.1", "O que baixa como pago foi quitado até o dia anterior"),
        rows("ended_before_today", "R2.6", "Distrato, transferência e cessão contam só depois da sua data"),
        rows("reason_of_cause", "R6.4", "O motivo é um dos da causa"),
        rows("no_open_child", "R6.5", "Nenhum contrato é baixado com parcela aberta"),
        rows("paid_amount_known", "R6.7", "O que baixa como pago traz o valor pago", "warning"),
    ),
    "flows": (
        rows("no_backward_move", "R5.4", "Nenhuma ocorrência volta na régua"),
        rows("place_by_days", "R5.3", "O status é o dos dias de atraso"),
        rows("in_flow", "R5.2", "Os dois status são da régua da solicitação"),
        rows("wait_over", "R5.2", "O status que uma pessoa escolheu só passa adiante depois do seu prazo"),
        rows("leads_there", "R5.2", "O que uma pessoa moveu vai para onde cada status leva"),
    ),
    "minutes": (
        rows("minute_passed", "R5.3", "O status só passa adiante depois dos seus minutos"),
        rows("leads_there", "R5.2", "A ocorrência vai para onde cada status leva"),
        rows("nobody_rests", "R5.7", "Nada se move durante suspensão ou estudo"),
    ),
    "contact": (
        rows("nobody_forbidden", "R7.12", "Ninguém que não pode ser avisado está na fila"),
        rows("told_once", "R7.7", "Cada passo é comunicado uma só vez por canal"),
        rows("silent_when_late", "R7.8", "Execução atrasada e primeira carga não comunicam"),
        rows("one_message_a_day", "R7.10", "Uma mensagem por contrato, canal e dia"),
        rows("test_until_released", "R7.2", "Fluxo não liberado só escreve aos destinatários de teste"),
        rows("reason_told", "R7.11", "O que não é comunicado tem motivo"),
    ),
    "reconcile": (
        at_most("one_sided", "R8.6", "As mesmas parcelas estão nas duas bases", "one_sided", _ONE_SIDED),
        at_most(
            "total_gap", "R8.6", "O total das duas bases é o mesmo, dentro da tolerância", "total_gap", _DIFFERENT,
            count="differences",
        ),
        at_most(
            "value_gap", "R8.6", "O valor de cada parcela é o mesmo, dentro da tolerância", "value_gap", _VALUES,
            count="value_titles",
        ),
        rows("differences_named", "R8.1", "Cada diferença tem nome, e só elas"),
        at_most(
            "rows_missing", "R6.3", "Nenhuma parcela sumiu do Mega à espera da próxima leitura", "waiting", _WAITING,
            severity="warning",
        ),
        at_most(
            "all_refreshed", "R3.4", "Toda ocorrência aberta foi atualizada no dia", "not_refreshed", _STALE,
            severity="warning",
        ),
    ),
    "remap": (
        rows("in_flow", "R4.3", "A solicitação de destino é do tipo da ocorrência, e o status é do seu fluxo"),
        rows("in_chain", "R5.2", "O que a máquina move vai para a sequência da régua"),
        rows("no_integration", "R4.5", "O status de destino não executa integração, a não ser em ações"),
        rows("all_mapped", "R5.6", "Nenhuma ocorrência sobra no que a configuração não tem", "warning"),
    ),
}  # fmt: skip
