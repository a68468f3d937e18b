"""`make chaos [N=20] [SEED=…]`: kills (-9) the batch or PostgreSQL N times, at random moments of a batch."""

import argparse
import random
import sys

from tests.chaos import campaign
from tests.chaos.scenes import scenes, stage
from tests.harness.room import room


def tell(text: str) -> None:
    """Say something, at once."""
    print(text, flush=True)


def main() -> int:
    """0 when every end was that of the undisturbed batch."""
    parser = argparse.ArgumentParser(prog="make chaos", description=__doc__)
    parser.add_argument("kills", type=int, nargs="?", default=20)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000))
    asked = parser.parse_args()
    with room("chaos") as folder, stage(folder) as on:
        outcomes = campaign.run(on, scenes(on), asked.kills, asked.seed, tell)
    return int(any(outcome.wrong for outcome in outcomes))


if __name__ == "__main__":
    sys.exit(main())
