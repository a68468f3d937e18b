"""The checks that exist, read from the committed suites. Great Expectations is not imported for it."""

import json
from functools import cache
from typing import Final

from cobranca.errors import ConfigurationError
from cobranca.paths import EXPECTATIONS
from cobranca.pipeline.run import Acceptance

SUITES: Final = EXPECTATIONS / "suites"


@cache
def known_expectations() -> frozenset[str]:
    """The codes `step.expectation` that `accept` may name."""
    suites = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(SUITES.glob("*.json"))]
    return frozenset(check["meta"]["name"] for suite in suites for check in suite["expectations"])


def validate_acceptance(accept: Acceptance) -> None:
    """Refuse an acceptance that names what does not exist, or lacks who and why (R8.6).

    Raises:
        ConfigurationError: with what to write instead.
    """
    known = known_expectations()
    unknown = sorted(accept.expectations - known)
    if unknown:
        raise ConfigurationError(
            f"accept: não existe a verificação {', '.join(unknown)}; escreva uma de: {', '.join(sorted(known))}"
        )
    missing = [what for what, said in (("nome", accept.name), ("motivo", accept.reason)) if not said.strip()]
    if accept.expectations and missing:
        raise ConfigurationError(
            f"accept [{', '.join(sorted(accept.expectations))}]: falta {' e '.join(missing)} de quem aceita; "
            "escreva os dois, que ficam guardados com o resultado"
        )
