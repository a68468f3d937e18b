"""What every settings model is: frozen, and refusing keys it does not know."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""A code or a name as people write it; never empty. A number in YAML is taken as its text."""


class Model(BaseModel):
    """Base of all settings models; `coerce_numbers_to_str` lets a code be written as `101`."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)
