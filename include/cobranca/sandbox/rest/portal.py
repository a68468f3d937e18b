"""DadosContrato/CpfCnpj: the portal's record, with its odd keys and the only e-mail (mega.md §1.5)."""

from cobranca.sandbox.portfolio.contract import Contract
from cobranca.sandbox.portfolio.days import Day, iso, workday
from cobranca.sandbox.portfolio.nightly import is_owed
from cobranca.sandbox.portfolio.portfolio import Portfolio
from cobranca.sandbox.portfolio.row import ACTIVE, Change, Row
from cobranca.sandbox.rest.amounts import Amounts, Valuer
from cobranca.sandbox.wire import NULL, money, text


def record(portfolio: Portfolio, contract: Contract, letter: str, day: Day) -> str:
    """One contract of a customer as JSON text; `letter` is A, U or Q."""
    customer, place = portfolio.customer(contract.owner), contract.development
    owed, paid = _sums(portfolio, contract, day)
    total = sum(amounts.due for _, amounts in owed)
    financed = sum(amounts.due for row, amounts in owed if row.source == "Financiamento")
    dues = sorted(row.due for row, _ in owed)
    late = [due for due in dues if workday(due) < day]
    coming = next((due for due in dues if due >= day), None)
    return (
        f'{{"codigO_CONTRATO":{contract.code},"codigO_FILIAL":{place.branch.code},'
        f'"datA_CADASTRO":{_moment(contract.signed)},"statuS_CONTRATO":"{letter}",'
        f'"empreendimento":{text(place.name)},"codigO_EMPREENDIMENTO_INTERNO":{place.code},'
        f'"bloco":"Bloco {contract.block}","codigO_BLOCO_INTERNO":{place.code * 10 + contract.block},'
        f'"codigO_BLOCO":"{contract.block:02d}","unidade":"Unidade {contract.unit:03d}",'
        f'"codigO_UNIDADE_INTERNO":{900_000 + contract.index},"codigO_CLIENTE":{customer.code},'
        f'"nomE_CLIENTE":{text(customer.name)},"emaiL_CLIENTE":{text(customer.email)},'
        f'"diaS_INADIMPLENTE":{day - late[0] if late else 0},"totaL_DEVIDO":{money(total)},'
        f'"confirmA_DADO_CLIENTE":"N","proximO_VENCIMENTO":{_moment(coming)},'
        f'"saldO_COM_FINANCIAMENTO":{money(total)},"saldO_SEM_FINANCIAMENTO":{money(total - financed)},'
        f'"totaL_PAGO":{money(paid)},"totaL_BOLETO_2VIA":{len(late)},'
        '"parcelA_BOLETO_2VIA":null,"parC_BOLETO_2VIA_TIPO":null,"parC_BOLETO_2VIA_VALOR":null,'
        f'"parC_BOLETO_2VIA_VCTO":null,"totaL_PARCELA_ANTECIPAR":{len(dues) - len(late)},'
        '"parcelA_ANTECIPAR":null,"parC_ANTECIPAR_TIPO":null,"parC_ANTECIPAR_VALOR":null,'
        '"parC_ANTECIPAR_VCTO":null,"associativo":false}'
    )


def _sums(portfolio: Portfolio, contract: Contract, day: Day) -> tuple[list[tuple[Row, Amounts]], int]:
    valuer, owed, paid = Valuer(contract), [], 0
    for row in portfolio.life(contract.index).rows:
        if row.born > day or (row.gone is not None and row.gone <= day):
            continue
        change = row.at(day)
        amounts = valuer.value(row, change, day)
        if is_owed(change or Change(row.born, ACTIVE, row.born)):
            owed.append((row, amounts))
        else:
            paid += amounts.paid
    return owed, paid


def _moment(day: Day | None) -> str:
    return NULL if day is None else f'"{iso(day)}T00:00:00"'
