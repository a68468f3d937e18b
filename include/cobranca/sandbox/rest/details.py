"""DadosParticipantes, DadosRenegociacoes and DadosParcelasReneg, as of a day (mega.md §1.7)."""

from cobranca.sandbox.portfolio.contract import Contract
from cobranca.sandbox.portfolio.days import Day
from cobranca.sandbox.portfolio.draft import Renegotiation
from cobranca.sandbox.portfolio.portfolio import Portfolio
from cobranca.sandbox.portfolio.renegotiation import status
from cobranca.sandbox.wire import day as date_text
from cobranca.sandbox.wire import money, text


def participants(portfolio: Portfolio, contract: Contract) -> list[str]:
    """The debtors of a contract; their documents are digits only."""
    return [
        f'{{"cod_contrato":{contract.code},"cpf_cnpj_cliente":"{person.tax_id}",'
        f'"cod_participante":{person.code},"nome_participante":{text(person.name)},'
        f'"perc_participacao":{share},"principal":"{"Sim" if principal else "Não"}"}}'
        for person, share, principal in portfolio.participants(contract)
    ]


def renegotiations(contract: Contract, lodged: tuple[Renegotiation, ...], day: Day) -> list[str]:
    """The renegotiations generated up to a day, as they stand."""
    return [
        f'{{"cod_contrato":{contract.code},"cod_renegociacao":{one.code},'
        f'"cod_condicao":{contract.proposal_code},"data_geracao":{date_text(one.generated)},'
        f'"status_reneg":"{status(one, day)}",'
        f'"data_status":{date_text(one.decided if one.decided and one.decided <= day else one.generated)},'
        f'"valor_renegociado":{money(one.amount)},"tipo_reneg":"{one.kind}"}}'
        for one in lodged
        if one.generated <= day
    ]


def renegotiated_rows(contract: Contract, lodged: tuple[Renegotiation, ...], day: Day) -> list[str]:
    """The rows that renegotiations took, under study or approved."""
    return [
        f'{{"cod_contrato":{contract.code},"cod_parcela":{code},"cod_renegociacao":{one.code},'
        f'"cod_condicao":{contract.proposal_code},"cod_serie":{series},"tipo_reneg":"{one.kind}"}}'
        for one in lodged
        if one.generated <= day
        for code, series in one.taken
    ]
