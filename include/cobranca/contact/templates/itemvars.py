"""The variables of one installment (R3.10), and what each says of several that are announced together (R7.10)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from cobranca.contact.templates.boleto import spaced
from cobranca.contact.templates.facts import Item
from cobranca.contact.templates.values import Absent, Day, Money, clean, joined

Together = Callable[[Sequence[Any]], object]


def _all(values: Sequence[Any]) -> object:
    return joined(value for value in values if value is not None) or None


def _same(values: Sequence[Any]) -> object:
    return values[0] if len(set(values)) == 1 else None


def _sum(values: Sequence[Decimal]) -> object:
    return sum(values, Decimal(0))


TOGETHER: Final[Mapping[Together, str]] = {
    _all: "de cada parcela, separados por vírgulas e `e`",
    _same: "só quando é o mesmo de todas as parcelas",
    _sum: "a soma das parcelas",
    max: "o maior",
    min: "o mais antigo",
}
"""What a variable says outside of a loop, where several installments are announced."""


@dataclass(frozen=True)
class ItemVariable:
    """A variable of an installment. `is_optional`: it may be absent. `is_amount`: R$ (R7.4, R7.5)."""

    name: str
    says: str
    value: Callable[[Item], object]
    together: Together = _all
    is_optional: bool = False
    is_amount: bool = False


def _text(field: str) -> Callable[[Item], object]:
    return lambda item: clean(getattr(item, field) or "") or None


def _day(field: str) -> Callable[[Item], object]:
    return lambda item: None if getattr(item, field) is None else Day.of(getattr(item, field))


def _amount(name: str, says: str, field: str) -> ItemVariable:
    return ItemVariable(name, says, lambda item: Money(getattr(item, field)), _sum, is_amount=True)


ITEM: Final = (
    ItemVariable("idocorrencia", "número da ocorrência da parcela", lambda item: item.ticket_id),
    ItemVariable("parcela_codigo", "código da parcela no Mega", lambda item: item.installment_code),
    ItemVariable("vencimento", "vencimento", _day("due_on")),
    ItemVariable("vencimento_efetivo", "vencimento no primeiro dia útil", _day("effective_due_on")),
    ItemVariable("dias_atraso", "dias corridos de atraso", lambda item: item.days_overdue, max),
    ItemVariable("tipo_parcela", "tipo, como no Mega", _text("installment_type")),
    ItemVariable("sequencia", "sequência, como 001/020", _text("sequence"), is_optional=True),
    ItemVariable("tipo_receita", "tipo de receita, como no Mega", _text("money_source"), is_optional=True),
    ItemVariable("origem", "origem, como no Mega", _text("origin"), is_optional=True),
    _amount("vlr_original", "valor original", "original"),
    _amount("vlr_corrigido", "valor corrigido", "corrected"),
    _amount("vlr_multa", "multa", "fine"),
    _amount("vlr_atraso", "encargos por atraso", "late_charge"),
    _amount("vlr_juros", "juros", "interest"),
    _amount("vlr_desconto", "desconto", "discount"),
    _amount("vlr_taxas", "taxas vinculadas", "fees"),
    _amount("vlr_total", "total a pagar", "total_due"),
    ItemVariable("nosso_numero", "nosso número do boleto", _text("boleto_number"), is_optional=True),
    ItemVariable("venc_boleto", "vencimento do boleto", _day("boleto_due_on"), is_optional=True),
    ItemVariable("dt_atualizacao", "dia da última atualização com o Mega", _day("updated_on"), min),
    ItemVariable(
        "linha_digitavel",
        "linha digitável do boleto",
        lambda item: item.how_to_pay.line and spaced(item.how_to_pay.line),
        _same,
        is_optional=True,
    ),
    ItemVariable("link_segunda_via", "link da segunda via", lambda item: item.how_to_pay.link, _same, is_optional=True),
)
NAMES: Final = frozenset(variable.name for variable in ITEM)
AMOUNTS: Final = frozenset(variable.name for variable in ITEM if variable.is_amount)


def of_item(item: Item) -> dict[str, object]:
    """The variables of one installment, as `parcela.nome` reads them."""
    return {each.name: or_absent(each.name, each.value(item)) for each in ITEM}


def of_items(items: Sequence[Item]) -> dict[str, object]:
    """The variables of all that is announced, as `nome` reads them outside of a loop."""
    return {each.name: or_absent(each.name, _together(each, items)) for each in ITEM}


def or_absent(name: str, value: object) -> object:
    """The value, or one that a text may ask for but not print."""
    return Absent(name) if value is None or value == "" else value


def _together(variable: ItemVariable, items: Sequence[Item]) -> object:
    values = [variable.value(item) for item in items]
    found = values[0] if len(values) == 1 else variable.together(values)
    if isinstance(found, Decimal):
        return Money(found)
    return Day.of(found) if isinstance(found, date) else found
