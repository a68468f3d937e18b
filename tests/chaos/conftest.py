"""One stage, with its scenes, for all kills."""

from collections.abc import Iterator

import pytest

from tests.chaos import scenes as acts
from tests.chaos.scenes import Scene, Stage, stage
from tests.harness.room import room


@pytest.fixture(scope="package")
def on() -> Iterator[Stage]:
    with room("chaos") as folder, stage(folder) as made:
        yield made


@pytest.fixture(scope="package")
def scenes(on: Stage) -> tuple[Scene, Scene]:
    return acts.scenes(on)
