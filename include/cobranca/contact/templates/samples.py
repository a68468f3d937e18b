"""Invented facts with which every text is tried out: one installment and several, all there or little, long names."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from cobranca.contact.templates.facts import HowToPay, Item, MessageFacts, Sender

UPDATED_ON: Final = date(2031, 8, 17)
"""A day that nothing else of the samples has."""
LINE: Final = "00190500954014481606906809350314337370000000100"
LINK: Final = "https://boletos.example.com/2via/900000012345678/20"
SENDER: Final = Sender(
    company="Horizonte Incorporadora",
    short_company="Horizonte",
    team="Central de Relacionamento",
    phone="(11) 4000-1234",
    email="relacionamento@example.com",
    hours="de segunda a sexta-feira, das 8h às 18h",
)


def item(number: int = 1, how: HowToPay | None = None) -> Item:
    """An installment; each further one was due a month before."""
    due_on = date(2031, 7, 7) - timedelta(days=30 * (number - 1))
    return Item(
        ticket_id=1000 + number,
        installment_code=number,
        due_on=due_on,
        effective_due_on=due_on,
        days_overdue=(UPDATED_ON - due_on).days,
        installment_type="Mensal",
        sequence=f"{number:03d}/120",
        money_source="Carteira",
        origin="Contrato",
        original=Decimal("1000.00"),
        corrected=Decimal("1100.10"),
        fine=Decimal("22.00"),
        late_charge=Decimal("11.05"),
        interest=Decimal("3.21"),
        discount=Decimal("0.00"),
        fees=Decimal("3.50"),
        total_due=Decimal("1136.65"),
        boleto_number="00012345678",
        boleto_due_on=due_on,
        updated_on=UPDATED_ON,
        how_to_pay=how or HowToPay(LINE, LINK),
    )


def facts(sender: Sender = SENDER) -> MessageFacts:
    """One installment, with everything that there can be."""
    return MessageFacts(
        contract_ticket_id=987654,
        customer_name="ANA PAULA DE SOUZA",
        is_company=False,
        contract_code=4321,
        contract_status="U",
        category="Comum",
        development="Jardim das Acácias",
        block="A",
        unit="12",
        overdue_count=3,
        oldest_due_on=date(2031, 7, 7),
        items=(item(),),
        sender=sender,
        today=UPDATED_ON,
    )


def variants(sender: Sender = SENDER) -> Mapping[str, MessageFacts]:
    """By name, in the words of a fault: `com uma parcela`."""
    one = facts(sender)
    bare = replace(item(), sequence=None, money_source=None, origin=None, boleto_number=None, boleto_due_on=None)
    nothing = replace(one, development=None, block=None, unit=None, category=None, oldest_due_on=None)
    long = replace(
        one,
        customer_name="Maximilianaaparecida Wolfeschlegelsteinhausen de Albuquerque Cavalcanti e Vasconcelos",
        development="Condomínio Residencial Parque das Nações Unidas e Jardins Suspensos da Babilônia Fase III",
        contract_ticket_id=987654321012,
        contract_code=900000012345678,
    )
    several = tuple(item(number, HowToPay()) for number in (3, 2, 1))
    return {
        "com uma parcela": one,
        "com uma parcela, sem boleto e sem o que pode faltar": replace(
            nothing, items=(replace(bare, how_to_pay=HowToPay()),)
        ),
        "só com a linha digitável": replace(one, items=(item(1, HowToPay(LINE)),)),
        "só com o link da segunda via": replace(one, items=(item(1, HowToPay(None, LINK)),)),
        "com três parcelas": replace(one, items=several),
        "com três parcelas e boletos": replace(one, items=tuple(item(number) for number in (3, 2, 1))),
        "com nomes longos": long,
        "com nomes longos e três parcelas": replace(long, items=several),
    }
