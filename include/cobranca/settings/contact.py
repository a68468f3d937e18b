"""How customers are reached. Which step speaks on which channel stands on the flow's steps."""

from collections.abc import Mapping
from datetime import time
from typing import Annotated, Literal

from pydantic import Field

from cobranca.settings.base import Code, Model
from cobranca.settings.correspondence import Ask, Payment

CHANNELS = ("email", "sms", "whatsapp", "phone")


class Window(Model):
    """When a channel may speak, local time of the customer's state (R7.6)."""

    opens: time = time(8)
    closes: time = time(20)


class Contact(Model):
    """Channels the company uses, in order of preference, and where tests go (R7.2, R7.6, R3.8)."""

    order: tuple[Code, ...] = ("email", "whatsapp", "sms", "phone")
    test_recipients: Mapping[Code, tuple[Code, ...]] = {}
    windows: Mapping[Code, Window] = {}
    daily_cap: Annotated[int, Field(ge=1)] = 1
    participants: Literal["principal", "all"] = "principal"
    ask: Ask | None = None
    payment: Payment = Payment()
