"""DadosContrato, as of a day (mega.md §1.5)."""

from typing import Final

from cobranca.sandbox.portfolio import documents
from cobranca.sandbox.portfolio.contract import Contract
from cobranca.sandbox.portfolio.days import Day, monthly
from cobranca.sandbox.portfolio.portfolio import Portfolio
from cobranca.sandbox.wire import day as date_text
from cobranca.sandbox.wire import money, text

STATUSES: Final = {
    "A": "Ativo",
    "U": "Inadimplente",
    "Q": "Quitado",
    "D": "Distratado",
    "T": "Transferido",
    "C": "Cessão de Direitos",
}
_STRUCTURES: Final = {"Permuta": "Permutada", "Aluguel": "Alugada"}


def status(portfolio: Portfolio, contract: Contract, day: Day, night: Day) -> tuple[str, Day]:
    """(letter, since when): the nightly job's A or U, until the day it ends otherwise."""
    nights = portfolio.nights(contract.index)
    ended = nights.ended(day)
    if ended is not None:
        return ended
    if contract.corner == "stuck":
        return "U", contract.signed
    return nights.status(night - contract.lag, contract.signed)


def record(portfolio: Portfolio, contract: Contract, day: Day, night: Day) -> str:
    """One contract as JSON text; `night` is the last nightly job that ran."""
    letter, since = status(portfolio, contract, day, night)
    customer, place = portfolio.customer(contract.owner), contract.development
    keys = monthly(contract.first_due, min(contract.months, 30))[-1]
    unit, value = f"{contract.unit:03d}", money(contract.value)
    structure = "Disponível" if letter == "D" else _STRUCTURES.get(contract.kind, "Vendida")
    delivered = keys if keys <= day else None
    return (
        f'{{"cod_filial":{place.branch.code},"nome_filial":{text(place.branch.name)},'
        f'"cod_contrato":{contract.code},"cod_proposta":{contract.proposal_code},'
        f'"nome_cliente":{text(customer.name)},"tipo_pessoa":"{"J" if customer.is_company else "F"}",'
        f'"cod_cliente":{customer.code},"cpf_cnpj_cliente":"{documents.punctuated(customer.tax_id)}",'
        f'"valor_contrato":{value},"tipo_contrato":"{contract.kind}",'
        f'"data_cadastro":{date_text(contract.signed)},"status_contrato":"{STATUSES[letter]}",'
        f'"data_status":{date_text(since)},"classificacaocto":"{contract.classification}",'
        f'"data_classificacaocto":{date_text(contract.signed)},"perc_multa":{money(contract.fine)},'
        f'"perc_mora":{money(contract.late)},"tipo_estrutura":"{_structure(contract)}",'
        f'"status_estrutura":"{structure}",'
        f'"cod_empreendimento":{place.code},"cod_est_emp":"E{place.code}",'
        f'"nome_empreendimento":{text(place.name)},'
        f'"cod_etapa":{place.code * 10},"cod_st_etapa":"01","nome_etapa":"Etapa única",'
        f'"cod_bloco":{place.code * 10 + contract.block},"cod_est_bloco":"{contract.block:02d}",'
        f'"nome_bloco":"Bloco {contract.block}","cod_unidade":{900_000 + contract.index},'
        f'"cod_est_unidade":"{unit}","nome_unidade":"Unidade {unit}",'
        f'"data_entrega":{date_text(delivered)},"data_assinatura":{date_text(contract.signed)},'
        f'"desc_classificacao":{text(contract.note)},'
        f'"data_EntregaChaves":{date_text(delivered if contract.index % 3 else None)}}}'
    )


def _structure(contract: Contract) -> str:
    return "Garagem" if contract.index % 50 == 49 else "Unidade"  # noqa: PLR2004
