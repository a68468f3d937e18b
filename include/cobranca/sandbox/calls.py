"""What was asked of the sandbox: counts by endpoint, path and status, and how many at once."""

import re
from collections import Counter
from typing import Any, Final

_ID: Final = re.compile(r"(=|extrato/).*$")
_PATHS_KEPT: Final = 50_000


class Calls:
    """Counts since the start or the last reset. Paths beyond 50,000 different ones are not told apart."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Forget everything."""
        self._endpoints: Counter[str] = Counter()
        self._paths: Counter[str] = Counter()
        self._statuses: Counter[int] = Counter()
        self._now = self._most = 0

    def started(self, path: str) -> None:
        """A call came in."""
        self._endpoints[_ID.sub(r"\1", path)] += 1
        self._paths[path if path in self._paths or len(self._paths) < _PATHS_KEPT else "…"] += 1
        self._now += 1
        self._most = max(self._most, self._now)

    def ended(self, status: int) -> None:
        """It was answered."""
        self._statuses[status] += 1
        self._now = max(0, self._now - 1)

    def told(self) -> dict[str, Any]:
        """Everything, as it goes out under /sandbox/calls."""
        return {
            "total": self._endpoints.total(),
            "endpoints": dict(self._endpoints),
            "paths": dict(self._paths),
            "statuses": {str(status): count for status, count in self._statuses.items()},
            "most_at_once": self._most,
        }
