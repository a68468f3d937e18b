"""The shares at which a gate stops the batch (R8.6–R8.8)."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from cobranca.settings.base import Model

Share = Annotated[Decimal, Field(ge=0, le=1)]
"""A part of one: 0.10 is ten percent."""


class Gates(Model):
    """At most: new, routed, gone, closed, failed. At least: listed, rows. `floor` always passes."""

    new_share: Share = Decimal("0.10")
    routed_share: Share = Decimal("0.05")
    gone_share: Share = Decimal("0.02")
    closed_share: Share = Decimal("0.20")
    failed_share: Share = Decimal("0.02")
    floor: Annotated[int, Field(ge=0)] = 20
    listed_share: Share = Decimal("0.80")
    rows_share: Share = Decimal("0.80")
    reconcile_tolerance: Annotated[Decimal, Field(ge=0, decimal_places=2)] = Decimal(0)
    """R$ by which the totals of both sides may differ."""
    reconcile_titles: Annotated[int, Field(ge=0)] = 0
    """Titles that may stand on one side only."""
