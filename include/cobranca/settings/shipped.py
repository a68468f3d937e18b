"""What every company shares: the states and the laws that ship with the product, for folders that lack them."""

from functools import lru_cache
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from cobranca import paths
from cobranca.errors import ConfigurationError
from cobranca.settings.state import State
from cobranca.settings.telephone import Telephone
from cobranca.settings.yaml_file import parse

Shape = TypeVar("Shape")


@lru_cache(maxsize=1)
def telephone() -> Telephone:
    """The laws of include/config/telephone.yaml. ConfigurationError: that file cannot be used."""
    return _shipped("telephone", TypeAdapter(Telephone))


@lru_cache(maxsize=1)
def states() -> tuple[State, ...]:
    """The states of include/config/states.yaml. ConfigurationError: that file cannot be used."""
    return _shipped("states", TypeAdapter(tuple[State, ...]))


def _shipped(section: str, shape: TypeAdapter[Shape]) -> Shape:
    file = paths.CONFIG / f"{section}.yaml"
    try:
        data = parse(file.read_text(encoding="utf-8")).data
        return shape.validate_python(data[section] if isinstance(data, dict) else data)
    except (OSError, KeyError, ValidationError) as error:
        raise ConfigurationError(f"{file} ships with the product and cannot be used: {error}") from error
