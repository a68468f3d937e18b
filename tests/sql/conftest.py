"""A world with the standard company."""

import psycopg
import pytest

from tests.sql import company
from tests.sql.world import World


@pytest.fixture
def world(db: psycopg.Connection) -> World:
    """An empty ERP before the standard company; contract 10 is there."""
    company.store(db)
    told = World(db)
    told.contract(10)
    return told
