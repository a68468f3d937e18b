"""A company's configuration: frozen models, loading, checking (README of include/config)."""

from cobranca.settings.faults import Fault, errors
from cobranca.settings.loading import check, folder_of, inspect, load
from cobranca.settings.model import Settings

__all__ = ["Fault", "Settings", "check", "errors", "folder_of", "inspect", "load"]
