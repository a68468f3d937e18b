"""DadosParcelas: the 41 fields of every row of a contract, as of a day (mega.md §1.6)."""

from typing import Final

from cobranca.sandbox.portfolio.contract import Contract
from cobranca.sandbox.portfolio.days import LIVE_FROM, Day
from cobranca.sandbox.portfolio.life import Life
from cobranca.sandbox.portfolio.row import ACTIVE, INACTIVE, Change, Row
from cobranca.sandbox.rest.amounts import Amounts, Valuer
from cobranca.sandbox.wire import day as date_text
from cobranca.sandbox.wire import money, text

_BOLETO_AHEAD: Final = 45
_YES_NO: Final = ('"Não"', '"Sim"')
_BANKS: Final = (("Banco Aurora", "0417", "0012345    -6"), ("Banco Meridional", "1903", "0700321    -X"))
_NO_BOLETO: Final = (
    '"nosso_numero":null,"data_Venc_boleto":null,"nome_banco":null,"agencia":null,"conta_corrente":null,'
)
_PRICE: Final = "Tabela Price"
_INTEREST: Final = 8


def records(life: Life, day: Day) -> list[str]:
    """Every row that is in the answer on a day, as JSON text: paid, open and inactive."""
    contract, found = life.contract, []
    valuer = Valuer(contract)
    for row in life.rows:
        if row.born > day or (row.gone is not None and row.gone <= day):
            continue
        change = row.at(day)
        amounts = valuer.value(row, change, day)
        found.append(_record(contract, row, change, amounts, day))
    return found


def _record(contract: Contract, row: Row, change: Change | None, amounts: Amounts, day: Day) -> str:
    state = change or Change(row.born, ACTIVE, row.born)
    due, paid_on = state.due or row.due, state.paid_on
    condition = contract.proposal_code
    is_open = paid_on is None and state.status != INACTIVE
    interest = row.cents * _INTEREST // 100 if row.origin == _PRICE else 0
    corrected, original = money(amounts.corrected), money(row.cents)
    return (
        f'{{"cod_contrato":{contract.code},"cod_parcela":{row.code},"cod_condicao":{condition},'
        f'"cod_serie":{row.series},'
        f'"status_parcela":"{state.status}","data_status":{date_text(state.status_on)},'
        f'"tipo_parcela":"{row.kind}","sequencia":"{row.sequence}","data_vencimento":{date_text(due)},'
        f'"data_movimento":{date_text(paid_on and state.seen_on)},'
        f'"vlr_original":{original},"vlr_corrigido":{corrected},'
        f'"vlr_multa":{money(amounts.fine)},"vlr_atraso":{money(amounts.late)},"vlr_juros":{money(interest)},'
        f'"vlr_desconto":{money(amounts.discount)},"vlr_taxas":{money(row.fee)},'
        f'"vlr_pago":{money(amounts.paid)},"data_baixa":{date_text(paid_on)},'
        f'"receita_pgto":{text(state.paid_by)},"situacao":"{"Aberto" if paid_on is None else "Pago"}",'
        f'"vlr_presente":{corrected if is_open else 0},'
        '"vlr_residuoagerar":0,"vlr_residuo_anual":0,"vlr_residuo_cobranca":0,"vlr_residuo_cobrado":0,'
        f'"rescob_re_correcaocobrada":0,"receita_parcela":"{row.source}",'
        f'"parcela_contratual":{_YES_NO[row.is_contractual]},"parcela_termo":{_YES_NO[row.is_of_term]},'
        f'"parcela_processo":"{row.process}","parcela_origem":"{row.origin}","vlr_jurosreneg":0,'
        f'"vlr_correcaomonetaria":{money(max(0, amounts.corrected - row.cents))},'
        f'"data_vigenciacorrecao":{date_text(contract.signed)},{_boleto(row, due, condition, day)}'
        f'"motivo_inativacao":{text(state.reason)}}}'
    )


def _boleto(row: Row, due: Day, condition: int, day: Day) -> str:
    if not LIVE_FROM <= due <= day + _BOLETO_AHEAD or row.source != "Carteira":
        return _NO_BOLETO
    bank, agency, account = _BANKS[condition % len(_BANKS)]
    return (
        f'"nosso_numero":"{condition * 1000 + row.code:011d}","data_Venc_boleto":{date_text(due)},'
        f'"nome_banco":"{bank}","agencia":"{agency}","conta_corrente":"{account}",'
    )
