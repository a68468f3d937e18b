"""How customers are reached. Which step speaks on which channel stands on the flow's steps."""

from collections.abc import Mapping
from datetime import time
from typing import Annotated, Literal

from pydantic import Field

from cobranca.settings.base import Code, Model
from cobranca.settings.correspondence import Ask, Payment
from cobranca.settings.hours import WEEKDAYS, Hours, Week, Weekday, every

Channel = Literal["email", "sms", "whatsapp", "phone"]
CHANNELS: tuple[Channel, ...] = ("email", "sms", "whatsapp", "phone")
PHONE = "phone"
Cap = Annotated[int, Field(ge=1)]


class Window(Model):
    """When a channel may speak, by the clock of the customer's place (R7.6). `closes` itself is outside."""

    opens: time = time(8)
    closes: time = time(20)
    days: tuple[Weekday, ...] = WEEKDAYS
    holidays: Literal["closed", "open"] = "closed"

    @property
    def week(self) -> Week:
        """Its hours on each weekday; none where it closes before it opens."""
        if self.closes <= self.opens:
            return {}
        return every(self.days, Hours(opens=self.opens, closes=self.closes))


class Contact(Model):
    """Channels the company uses, in order of preference, and where tests go (R7.2, R7.6, R3.8)."""

    order: tuple[Code, ...] = ("email", "whatsapp", "sms", "phone")
    test_recipients: Mapping[Code, tuple[Code, ...]] = {}
    windows: Mapping[Code, Window] = {}
    daily_cap: Cap = 1
    """Messages to a customer on a channel and day."""
    daily_caps: Mapping[Code, Cap] = {}
    """Channels that have a cap of their own."""
    participants: Literal["principal", "all"] = "principal"
    ask: Ask | None = None
    payment: Payment = Payment()

    def cap(self, channel: str) -> int:
        """How many messages a customer is sent on a channel and day (R7.6)."""
        return self.daily_caps.get(channel, self.daily_cap)
