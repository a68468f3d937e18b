"""Who writes, from the settings."""

from cobranca.contact.templates.facts import Sender
from cobranca.errors import ConfigurationError
from cobranca.settings import Settings


def sender(settings: Settings) -> Sender:
    """The company and whom its customers ask (R7.4).

    Raises:
        ConfigurationError: the settings do not say whom to ask.
    """
    ask = settings.contact.ask
    if ask is None:
        raise ConfigurationError(
            "contact.yaml: no message can go out without saying whom to ask (R7.4): write `contact.ask` with a `phone` "
            "or an `email`"
        )
    company = ask.company or settings.company.name
    return Sender(company, ask.short_company or company.split()[0], ask.team, ask.phone, ask.email, ask.hours)
