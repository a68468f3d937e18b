"""Every variable that a text may name. The names are those of the old notation and of R3.10."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cobranca.contact.templates import itemvars
from cobranca.contact.templates.facts import MessageFacts
from cobranca.contact.templates.itemvars import or_absent
from cobranca.contact.templates.values import Day, clean, first_name, person_name


@dataclass(frozen=True)
class Variable:
    """A variable of the message. `is_internal`: a classification of ours, which a customer should not read."""

    name: str
    says: str
    value: Callable[[MessageFacts], object]
    is_optional: bool = False
    is_internal: bool = False


def _place(facts: MessageFacts) -> str:
    """`Jardim das Acácias, bloco A, unidade 12`, with what is known of it."""
    parts = ((facts.development, "{}"), (facts.block, "bloco {}"), (facts.unit, "unidade {}"))
    known = [form.format(clean(value)) for value, form in parts if value and clean(value)]
    return ", ".join(known) or f"contrato {facts.contract_code}"


def _whom(facts: MessageFacts) -> str:
    """`telefone (11) 4000-1234 ou e-mail …, de segunda a sexta-feira, das 8h às 18h`."""
    sender = facts.sender
    ways = (sender.phone and f"telefone {sender.phone}", sender.email and f"e-mail {sender.email}")
    return ", ".join(filter(None, (" ou ".join(filter(None, ways)), sender.hours)))


def _name(facts: MessageFacts) -> str:
    return person_name(facts.customer_name) or "cliente"


MESSAGE: Final = (
    Variable("nome", "nome do cliente", _name),
    Variable(
        "primeiro_nome",
        "primeiro nome; de uma empresa, o nome todo",
        lambda facts: _name(facts) if facts.is_company else first_name(facts.customer_name) or "cliente",
    ),
    Variable("idocorrencia_parent", "número da ocorrência de contrato", lambda facts: facts.contract_ticket_id),
    Variable("contrato", "código do contrato no Mega", lambda facts: facts.contract_code),
    Variable("empreendimento", "nome do empreendimento", lambda facts: clean(facts.development or ""), True),
    Variable("bloco", "bloco", lambda facts: clean(facts.block or ""), True),
    Variable("unidade", "unidade", lambda facts: clean(facts.unit or ""), True),
    Variable("imovel", "empreendimento, bloco e unidade, com o que se sabe deles", _place),
    Variable("qtd_parcelas", "quantas parcelas do contrato estão vencidas", lambda facts: facts.overdue_count),
    Variable(
        "vencimento_mais_antigo",
        "vencimento mais antigo entre as vencidas do contrato",
        lambda facts: facts.oldest_due_on and Day.of(facts.oldest_due_on),
        True,
    ),
    Variable("status_contrato", "letra do status do contrato", lambda facts: facts.contract_status, is_internal=True),
    Variable("categoria", "categoria do contrato", lambda facts: clean(facts.category or ""), True, True),
    Variable("empresa", "nome da empresa", lambda facts: facts.sender.company),
    Variable("empresa_curta", "nome curto da empresa, para SMS", lambda facts: facts.sender.short_company),
    Variable("setor", "quem atende", lambda facts: facts.sender.team),
    Variable("telefone_contato", "telefone de quem atende", lambda facts: facts.sender.phone, True),
    Variable("email_contato", "e-mail de quem atende", lambda facts: facts.sender.email, True),
    Variable("horario_contato", "horário de atendimento", lambda facts: facts.sender.hours, True),
    Variable("contato", "telefone, e-mail e horário, com o que há deles", _whom),
    Variable("hoje", "dia do envio", lambda facts: Day.of(facts.today)),
)
LOOP: Final = "parcelas"
"""The list of the announced installments: `{% for parcela in parcelas %}`."""
OF_MESSAGE: Final = frozenset(variable.name for variable in MESSAGE)
KNOWN: Final = OF_MESSAGE | itemvars.NAMES | {LOOP}
INTERNAL: Final = frozenset(variable.name for variable in MESSAGE if variable.is_internal)
OPTIONAL: Final = frozenset(each.name for group in (MESSAGE, itemvars.ITEM) for each in group if each.is_optional)
PASTED: Final = KNOWN - {LOOP}
"""What the old notation may name."""


def of(facts: MessageFacts) -> dict[str, object]:
    """The values that a text is rendered with."""
    own = {each.name: or_absent(each.name, each.value(facts)) for each in MESSAGE}
    return own | itemvars.of_items(facts.items) | {LOOP: tuple(map(itemvars.of_item, facts.items))}
