"""The service tree: requests and statuses, and which of them play the standard parts."""

from typing import Literal

from cobranca.settings.base import Code, Model

Kind = Literal["integration", "contract", "installment", "action"]
Cause = Literal["paid", "distrato", "transfer", "cession", "inactivation"]
CAUSES: tuple[Cause, ...] = ("paid", "distrato", "transfer", "cession", "inactivation")


class PersonField(Model):
    """An additional field that people fill (R3.10); `values` makes it a list to choose from."""

    code: Code
    name: Code
    type: Literal["text", "date", "amount", "list"] = "text"
    values: tuple[Code, ...] = ()


class Request(Model):
    """A request (solicitação): the kind of its tickets and the flow they follow."""

    code: Code
    name: Code
    kind: Kind
    flow: Code | None = None
    fields: tuple[PersonField, ...] = ()


class Status(Model):
    """A status; a `closing` one ends a ticket."""

    code: Code
    name: Code
    closing: bool = False


class ClosingPair(Model):
    """The status that a cause gives to each kind of ticket."""

    contract: Code
    installment: Code


class Closing(Model):
    """The ten closing statuses (R6.2)."""

    paid: ClosingPair = ClosingPair(contract="COD_BAIXA_CTR", installment="COD_STATUS_BAIXA")
    distrato: ClosingPair = ClosingPair(contract="BAIXA_DISTRATO", installment="BX_DISTRATO_PARCELA")
    transfer: ClosingPair = ClosingPair(contract="BAIXA_TRANSF", installment="BAIXA_TRANSF_PARCELA")
    cession: ClosingPair = ClosingPair(contract="BAIXA_CESSAO", installment="BX_CESSAO_PARCELA")
    inactivation: ClosingPair = ClosingPair(contract="BAIXA_INATIVACAO", installment="BX_INATIVACAO_PARCELA")

    def pair(self, cause: Cause) -> ClosingPair:
        """The two statuses of a cause."""
        pair: ClosingPair = getattr(self, cause)
        return pair

    def of(self, kind: Literal["contract", "installment"]) -> tuple[str, ...]:
        """The five statuses of a kind of ticket, in the order of `CAUSES`."""
        return tuple(getattr(self.pair(cause), kind) for cause in CAUSES)


class Standard(Model):
    """Which requests and status play the parts that the rules name (R3.1, R3.3, R4.1, R4.6)."""

    integration_request: Code = "COBREL"
    integration_status: Code = "FECHADA"
    contract_request: Code = "COD_COBRANCA"
    installment_request: Code = "COD_SOL_PARCELAS"
    repasse_contract_request: Code = "COD_CTR_REPASSE"
    action_request: Code = "COD_ACAO"
