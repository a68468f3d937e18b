"""Many kills, and what is to be read of them."""

import time
from collections import Counter
from collections.abc import Callable, Sequence

from tests.chaos.kill import OVER, Outcome, carry_out, drawn
from tests.chaos.scenes import Scene, Stage


def run(on: Stage, scenes: Sequence[Scene], kills: int, seed: int, tell: Callable[[str], None]) -> list[Outcome]:
    """Carry out the kills of a seed, telling each."""
    started = time.monotonic()
    tell(f"{kills} kills, seed {seed}")
    for scene in scenes:
        tell(f"undisturbed: {scene.name} takes {scene.seconds:.2f} s, {_rows(scene)} rows compared")
    outcomes = []
    for number in range(1, kills + 1):
        outcomes.append(carry_out(on, drawn(number, seed, scenes)))
        tell(str(outcomes[-1]))
        for wrong in outcomes[-1].wrong:
            tell(f"     {wrong}")
    tell(report(outcomes, time.monotonic() - started))
    return outcomes


def report(outcomes: list[Outcome], seconds: float) -> str:
    """Which parts were hit, how many runs were over already, and what went wrong."""
    parts = Counter(outcome.part for outcome in outcomes)
    over = parts.pop(OVER, 0)
    lines = [f"{len(outcomes)} kills in {seconds:.0f} s; {over} found the run over; the others fell into"]
    lines += [f"  {count:3d}  {part}" for part, count in sorted(parts.items(), key=lambda one: (-one[1], one[0]))]
    wrong = [outcome for outcome in outcomes if outcome.wrong]
    lines.append(f"wrong: {', '.join(str(outcome.kill.number) for outcome in wrong) or 'none'}")
    return "\n".join(lines)


def _rows(scene: Scene) -> int:
    return sum(table.total() for table in scene.end.values())
