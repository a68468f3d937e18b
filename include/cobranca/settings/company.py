"""Who the company is, the flags of its module, its branches, phases and ranges of days."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from cobranca.settings.base import Code, Model

Days = Annotated[int, Field(ge=0)]
Money = Annotated[Decimal, Field(ge=0, max_digits=15, decimal_places=2)]
Term = Literal["corrected", "fine", "late_charge", "fees", "interest", "discount"]


class Company(Model):
    """The company; `live` says whether its phases may be integrated (R8.5)."""

    name: Code
    live: bool = True
    machine_actor: Code = "integra. cobrança"


class Flags(Model):
    """What the rules leave to the company. Days are calendar days, amounts are R$."""

    gerar_todos_tp_parcelas: bool = True
    """R1.6: every installment type; when off, only `installment_types` exist for the module."""
    installment_types: tuple[Code, ...] = ()
    auto_close_contract: bool = False
    """R6.5: a contract ticket without open children closes by itself."""
    business_days: Literal["next", "none"] = "next"
    """R2.2: whether a due date moves to the next banking day."""
    grace_days: Days = 0
    tolerance: Money = Decimal(0)
    """R2.8: a contract that owes this or less is not contacted."""
    charges: Literal["erp", "compute"] = "erp"
    total_terms: tuple[Term, ...] = ("corrected", "fine", "late_charge", "fees")
    """R2.7: the terms of total_due; `discount` is subtracted, all others are added."""
    study_days: Days = 30
    """R3.6: a renegotiation under study for more days than this no longer pauses."""


class Branch(Model):
    """A branch (filial) of the ERP, with the place whose holidays it keeps (R2.2)."""

    code: Annotated[int, Field(ge=1)]
    name: Code
    state: Code
    city: Code | None = None


class Phase(Model):
    """A delinquency phase of Mega (R3.1): both days belong to it; no `to_days`: no end."""

    code: Code
    name: Code
    from_days: Days
    to_days: Days | None = None
    integrated: bool = True


class Range(Model):
    """A range of days overdue; no `to_days`: no end."""

    label: Code
    from_days: Days
    to_days: Days | None = None
