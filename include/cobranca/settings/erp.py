"""How this company's Mega is spoken to: what mega.md leaves open is named here."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from cobranca.settings.base import Code, Model

ContractStatus = Literal["A", "U", "Q", "D", "T", "C"]
Source = Literal["soap", "portal", "csv", "person"]


class Rest(Model):
    """The REST side. The tenant comes from the connection's extra; seconds are real seconds."""

    prefix: str = ""
    timeout_seconds: Annotated[float, Field(gt=0)] = 60
    retries: Annotated[int, Field(ge=0)] = 3
    backoff_seconds: Annotated[float, Field(ge=0)] = 5
    parallel_calls: Annotated[int, Field(ge=1)] = 16
    extract_source: Literal["rest", "extrato", "soap"] = "rest"


class Codes(Model):
    """Every value a coded field may have, in the ERP's words; another one is an error (R2.5)."""

    situacao: Mapping[Code, Literal["open", "settled"]] = {"Aberto": "open", "Pago": "settled"}
    status_parcela: Mapping[Code, Literal["active", "inactive", "returned", "held"]] = {
        "Ativo": "active",
        "Inativo": "inactive",
        "Cheque pré-datado": "held",
        "Cheque devolvido": "returned",
        "Cheque devolvido 2x": "returned",
        "Cheque normal": "active",
        "Cheque depositado": "held",
        "Cheque em custódia": "held",
    }
    status_contrato: Mapping[Code, ContractStatus] = {
        "Ativo": "A",
        "Inadimplente": "U",
        "Quitado": "Q",
        "Distratado": "D",
        "Transferido": "T",
        "Cessão de Direitos": "C",
    }
    tipo_parcela: tuple[Code, ...] = (
        *("Sinal", "Mensal", "Intermediária", "Conclusão"),
        *("Resíduo", "Residuo Cobrança", "Taxa"),
    )
    receita_parcela: tuple[Code, ...] = (
        *("Carteira", "Financiamento", "FGTS", "Bens"),
        *("Carta de Crédito", "Permuta", "Subsídio", "Financ. Direto"),
    )
    parcela_origem: tuple[Code, ...] = (
        *("Contrato", "Renegociação", "Baixa Parcial", "Reajuste", "Tabela Price", "SAC"),
        *("Aplicação de taxa", "Termo Contratual", "Termo Contratual (Não altera valor contrato)"),
    )
    status_reneg: Mapping[Code, Literal["approved", "refused", "studied"]] = {
        "Aprovada": "approved",
        "Reprovada": "refused",
        "Em Estudo": "studied",
    }


class Operation(Model):
    """A SOAP operation by its names in the WSDL (mega.md §6).

    `request`: their field (dotted for nesting) to a literal or to text with `{login}`, `{as_of}` …;
    `records`: dotted path to the list in the answer; `fields`: our name to theirs.
    """

    operation: Code
    service: Code | None = None
    port: Code | None = None
    request: Mapping[Code, str] = {}
    records: Code
    fields: Mapping[Code, Code] = {}
    error_field: Code | None = "Erro"
    error_text_field: Code | None = "Descricao"


class Soap(Model):
    """The operations that the module calls; `people` and `extract` where the portal has them."""

    phase_occurrences: Operation
    contract_occurrences: Operation
    people: Operation | None = None
    extract: Operation | None = None


class OccurrenceType(Model):
    """What an occurrence type of this installation means, and the request of its ticket (R3.9)."""

    cause: Code
    request: Code


class Freshness(Model):
    """How the ERP tells that its nightly update of D has run (R8.7).

    `phase_occurrence`: the newest one is of D-1 or later. `operation`: `field` of its record is,
    by its name in the WSDL.
    """

    signal: Literal["phase_occurrence", "operation"] = "phase_occurrence"
    operation: Operation | None = None
    field: Code | None = None


class Erp(Model):
    """All that the Mega client is told."""

    rest: Rest = Rest()
    category_field: Code = "classificacaocto"
    codes: Codes = Codes()
    soap: Soap
    occurrence_types: Mapping[Code, OccurrenceType] = {}
    freshness: Freshness | None = None
    channels: tuple[Source, ...] = ("soap", "portal", "csv", "person")
