"""Build the suites from the catalogue: `python expectations/build.py` (`--check`: only say what differs).

Ids are uuid5 of names, so that building again gives the same bytes. Run it after each change of
catalogue.py or of a file in rows/, and commit what it wrote.
"""

import json
import sys
import uuid
from pathlib import Path
from typing import Any, Final

import great_expectations as gx
from great_expectations import expectations as gxe

from cobranca.pipeline.gate_rows import COUNT, ExpectNoRowToBreakTheRule

if __package__:
    from expectations.catalogue import STEPS, Check
else:
    from catalogue import STEPS, Check  # type: ignore[import-not-found,no-redef]

SUITES: Final = Path(__file__).parent / "suites"
SAMPLE: Final = 20
"""How many offending keys are kept; all are counted."""


def build() -> dict[str, str]:
    """The JSON of each suite, by step."""
    return {step: _suite(step, checks) for step, checks in STEPS.items()}


def stale() -> list[str]:
    """The steps whose committed suite is not the one that is built."""
    there = {file.stem: file.read_text(encoding="utf-8") for file in SUITES.glob("*.json")}
    built = build()
    return sorted(step for step in there.keys() | built.keys() if there.get(step) != built.get(step))


def _suite(step: str, checks: tuple[Check, ...]) -> str:
    suite = gx.ExpectationSuite(name=step, id=_id(step), expectations=[_expectation(step, check) for check in checks])
    for expectation in suite.expectations:
        expectation.id = _id(expectation.meta["name"])
    return json.dumps(suite.to_json_dict(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _expectation(step: str, check: Check) -> gxe.Expectation:
    name = f"{step}.{check.code}"
    common: dict[str, Any] = {"severity": check.severity, "meta": _meta(name, check)}
    if not check.value:
        return ExpectNoRowToBreakTheRule(unexpected_rows_query=_counted(check.query(step)), **common)
    higher, lower = (check.limit, check.value) if check.bound == "at_most" else (check.value, check.limit)
    return gxe.ExpectColumnPairValuesAToBeGreaterThanB(column_A=higher, column_B=lower, or_equal=True, **common)


def _meta(name: str, check: Check) -> dict[str, Any]:
    told: dict[str, Any] = {"name": name, "rule": check.rule, "title": check.title, "blocks": check.blocks}
    if check.value:
        told |= {"value": check.value, "limit": check.limit, "bound": check.bound, "count": check.count}
    return told | ({"sample": check.sample} if check.sample else {})


def _counted(query: str) -> str:
    """At most SAMPLE of the offending rows, each with the number of all of them; `m` is the batch's one row."""
    return (
        f"SELECT r.*, count(*) OVER () AS {COUNT}\n"
        f"FROM {{batch}} AS m CROSS JOIN LATERAL (\n{query}\n) AS r\nLIMIT {SAMPLE}"
    )


def _id(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{name}.expectations.cobranca"))


def _main() -> int:
    if "--check" in sys.argv[1:]:
        print("\n".join(f"{step}: build the suites again" for step in stale()) or "suites are as built")
        return bool(stale())
    SUITES.mkdir(exist_ok=True)
    for step, text in build().items():
        (SUITES / f"{step}.json").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(_main())
