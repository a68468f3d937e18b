"""The example company, read twice."""

import pytest
from tests.unit.contact.windows.reading import Reading

from cobranca import paths, settings
from cobranca.settings import Settings


@pytest.fixture(scope="session")
def company() -> Settings:
    return settings.load(paths.CONFIG)


@pytest.fixture(scope="session")
def reading() -> Reading:
    return Reading(paths.CONFIG)
