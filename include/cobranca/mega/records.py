"""The typed records of the ERP's answers, with exactly the fields that are used, and their names there.

A field without a default must be present in the answer, though it may be null where its type says so;
keys that are not named here are ignored (mega.md §1.4–1.7).
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Generic, TypeVar

import msgspec

CodeValue = int | float
"""A code as it stands on the wire: an integer, or a double such as 777.0."""


class Record(msgspec.Struct, gc=False):
    """Base of all records."""


T = TypeVar("T", bound=Record)


class Development(Record):
    """An Empreendimento."""

    development_code: CodeValue
    name: str | None = None


class Contract(Record):
    """A DadosContrato record; the category stands in the field that the settings name."""

    branch_code: CodeValue
    contract_code: CodeValue
    status: str
    customer_code: CodeValue | None = None
    customer_name: str | None = None
    tax_id: str | None = None
    person_type: str | None = None
    proposal_code: CodeValue | None = None
    contract_type: str | None = None
    classification: str | None = None
    status_on: str | None = None
    category: str | int | float | None = None
    development_code: CodeValue | None = None
    development_name: str | None = None
    block_name: str | None = None
    unit_name: str | None = None
    fine_rate: Decimal | None = None
    late_rate: Decimal | None = None


class Installment(Record):
    """A DadosParcelas row; null amounts are zero, save the original and the corrected one."""

    contract_code: CodeValue
    installment_code: CodeValue
    registry_status: str
    situation: str
    installment_type: str
    money_source: str
    origin: str
    due_on: str | None
    settled_on: str | None
    original: Decimal
    corrected: Decimal
    fine: Decimal | None
    late_charge: Decimal | None
    fees: Decimal | None
    paid: Decimal | None
    interest: Decimal | None = None
    discount: Decimal | None = None
    status_on: str | None = None
    condition_code: CodeValue | None = None
    sequence: str | None = None
    is_contractual: str | None = None
    is_of_term: str | None = None
    inactivation_reason: str | None = None
    boleto_number: str | None = None
    boleto_due_on: str | None = None


class Renegotiation(Record):
    """A DadosRenegociacoes record."""

    contract_code: CodeValue
    renegotiation_code: CodeValue
    status: str
    condition_code: CodeValue | None = None
    generated_on: str | None = None
    status_on: str | None = None
    amount: Decimal | None = None
    renegotiation_type: str | None = None


class Participant(Record):
    """A DadosParticipantes record; the share is in percent."""

    contract_code: CodeValue
    participant_code: CodeValue
    is_principal: str
    name: str | None = None
    tax_id: str | None = None
    share: Decimal | None = None


class PortalContract(Record):
    """A record of the portal-style DadosContrato/CpfCnpj call: the only one with an e-mail."""

    customer_code: CodeValue
    email: str | None = None


@dataclass(frozen=True)
class Kind(Generic[T]):
    """A kind of record: its call's name, its type, and the ERP's name of each field."""

    endpoint: str
    record: type[T]
    keys: tuple[tuple[str, str], ...]

    def key(self, field: str) -> str:
        """The ERP's name of a field."""
        return dict(self.keys)[field]


def _kind(endpoint: str, record: type[T], **keys: str) -> Kind[T]:
    assert set(keys) == set(record.__struct_fields__), f"{endpoint}: the names do not cover the record"
    return Kind(endpoint, record, tuple(keys.items()))


DEVELOPMENT: Final = _kind("Empreendimentos", Development, development_code="codigo", name="nome")


_CONTRACT_KEYS: Final = {
    "branch_code": "cod_filial",
    "contract_code": "cod_contrato",
    "status": "status_contrato",
    "customer_code": "cod_cliente",
    "customer_name": "nome_cliente",
    "tax_id": "cpf_cnpj_cliente",
    "person_type": "tipo_pessoa",
    "proposal_code": "cod_proposta",
    "contract_type": "tipo_contrato",
    "classification": "classificacaocto",
    "status_on": "data_status",
    "development_code": "cod_empreendimento",
    "development_name": "nome_empreendimento",
    "block_name": "nome_bloco",
    "unit_name": "nome_unidade",
    "fine_rate": "perc_multa",
    "late_rate": "perc_mora",
}


def contract_kind(category_field: str) -> tuple[Kind[Contract], str]:
    """DadosContrato, and which field of the record is the category."""
    for field, key in _CONTRACT_KEYS.items():
        if key.casefold() == category_field.casefold():
            return Kind("DadosContrato", Contract, tuple(_CONTRACT_KEYS.items())), field
    keys = _CONTRACT_KEYS | {"category": category_field}
    return Kind("DadosContrato", Contract, tuple(keys.items())), "category"


INSTALLMENT: Final = _kind(
    "DadosParcelas",
    Installment,
    contract_code="cod_contrato",
    installment_code="cod_parcela",
    registry_status="status_parcela",
    situation="situacao",
    installment_type="tipo_parcela",
    money_source="receita_parcela",
    origin="parcela_origem",
    due_on="data_vencimento",
    settled_on="data_baixa",
    original="vlr_original",
    corrected="vlr_corrigido",
    fine="vlr_multa",
    late_charge="vlr_atraso",
    fees="vlr_taxas",
    paid="vlr_pago",
    interest="vlr_juros",
    discount="vlr_desconto",
    status_on="data_status",
    condition_code="cod_condicao",
    sequence="sequencia",
    is_contractual="parcela_contratual",
    is_of_term="parcela_termo",
    inactivation_reason="motivo_inativacao",
    boleto_number="nosso_numero",
    boleto_due_on="data_Venc_boleto",
)
RENEGOTIATION: Final = _kind(
    "DadosRenegociacoes",
    Renegotiation,
    contract_code="cod_contrato",
    renegotiation_code="cod_renegociacao",
    status="status_reneg",
    condition_code="cod_condicao",
    generated_on="data_geracao",
    status_on="data_status",
    amount="valor_renegociado",
    renegotiation_type="tipo_reneg",
)
PARTICIPANT: Final = _kind(
    "DadosParticipantes",
    Participant,
    contract_code="cod_contrato",
    participant_code="cod_participante",
    is_principal="principal",
    name="nome_participante",
    tax_id="cpf_cnpj_cliente",
    share="perc_participacao",
)
PORTAL: Final = _kind("DadosContrato/CpfCnpj", PortalContract, customer_code="codigO_CLIENTE", email="emaiL_CLIENTE")
