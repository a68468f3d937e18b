"""What a gate says of a plan: each check by itself, and what follows from all of them (R8.6)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any, Final, Literal

from cobranca.pipeline.run import Acceptance

Severity = Literal["critical", "warning", "info"]
Outcome = Literal["passed", "warned", "failed", "accepted"]
Sample = tuple[dict[str, Any], ...]


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One expectation's result. `sample` holds keys and codes of some offending rows, never personal data (R7.9)."""

    name: str
    rule: str
    title: str
    severity: Severity
    passed: bool
    unexpected_count: int
    observed: str
    sample: Sample = ()
    blocks: bool = False
    accepted_by: str | None = None
    accepted_reason: str | None = None

    @property
    def stops(self) -> bool:
        """Whether the batch may not go on: critical, failed, and accepted by nobody."""
        return not self.passed and self.severity == "critical" and self.accepted_by is None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The results in the suite's order, and the outcome they give together."""

    outcome: Outcome
    results: tuple[CheckResult, ...]

    @property
    def stopping(self) -> tuple[CheckResult, ...]:
        """The checks that stop the batch."""
        return tuple(result for result in self.results if result.stops)


NOTHING_TO_JUDGE: Final = Verdict("passed", ())
"""On a plan without rows, of a step whose checks only speak of rows: Great Expectations is not even imported."""


def verdict(results: Iterable[CheckResult], accept: Acceptance) -> Verdict:
    """The verdict on a plan, with what a person accepted for this D."""
    told = tuple(_accepted(result, accept) for result in results)
    if any(result.stops for result in told):
        return Verdict("failed", told)
    if any(result.accepted_by is not None for result in told):
        return Verdict("accepted", told)
    return Verdict("passed" if all(result.passed for result in told) else "warned", told)


def _accepted(result: CheckResult, accept: Acceptance) -> CheckResult:
    if not result.stops or result.name not in accept.expectations:
        return result
    return replace(result, accepted_by=accept.name, accepted_reason=accept.reason)
