"""The expectation of a rule of each row. Importing this imports Great Expectations.

Its own `UnexpectedRowsExpectation` runs each query twice, once for the rows and once to count them; on a
million rows that is half of a gate's time. The suites' queries give at most twenty rows, each with the number
of all of them in `unexpected_count`, so one run is enough.
"""

from typing import Any, ClassVar

from great_expectations.expectations.core import UnexpectedRowsExpectation

COUNT = "unexpected_count"


class ExpectNoRowToBreakTheRule(UnexpectedRowsExpectation):  # type: ignore[misc] # Great Expectations is not typed here
    """No row comes back from a query of rows that break a rule."""

    metric_dependencies: ClassVar[tuple[str, ...]] = ("unexpected_rows_query.table",)

    def _validate(self, metrics: dict[str, Any], *_: Any, **__: Any) -> dict[str, Any]:
        rows = metrics["unexpected_rows_query.table"]
        count = rows[0][COUNT] if rows else 0
        return {"success": not rows, "result": {"observed_value": count, "details": {"unexpected_rows": rows}}}
