"""A company's configuration: frozen models, loading, checking (README of include/config)."""

from cobranca.settings.faults import Fault
from cobranca.settings.model import Settings

__all__ = ["Fault", "Settings"]
