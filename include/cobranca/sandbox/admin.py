"""The sandbox's own paths, which no ERP has: /sandbox/misbehave, /sandbox/calls, /sandbox/contracts."""

import json
from typing import Any, Final

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from cobranca.sandbox.calls import Calls
from cobranca.sandbox.erp import Erp
from cobranca.sandbox.misbehaviour.rules import Rule, Rules
from cobranca.sandbox.portfolio import deck

_MOST: Final = 5000


class Admin:
    """What the tests and the person who runs the sandbox tell and ask it. No sign-in: loopback only."""

    def __init__(self, erp: Erp, rules: Rules, calls: Calls) -> None:
        self._erp, self._rules, self._calls = erp, rules, calls

    def routes(self) -> list[Route]:
        """The admin paths."""
        return [
            Route("/sandbox/misbehave", self._misbehaviour, methods=["GET", "POST", "DELETE"]),
            Route("/sandbox/calls", self._counts, methods=["GET", "DELETE"]),
            Route("/sandbox/contracts", self._contracts),
        ]

    def misbehave(self, rule: Rule) -> None:
        """Put a rule in force."""
        self._rules.add(rule)
        self._erp.nights_missed = self._rules.nights_missed

    def behave(self) -> None:
        """Forget all rules."""
        self._rules.clear()
        self._erp.nights_missed = 0

    def contracts(self, corner: str | None = None) -> list[dict[str, Any]]:
        """The first 5,000 contracts, or those of a corner: where they stand and what will happen to them."""
        found: list[dict[str, Any]] = []
        for index in range(self._erp.portfolio.size):
            if len(found) < _MOST and corner in (None, deck.corner(self._erp.portfolio.seed, index)):
                found.append(self._told(index))
        return found

    def _told(self, index: int) -> dict[str, Any]:
        one = self._erp.portfolio.contract(index)
        return {
            "cod_filial": one.development.branch.code,
            "cod_contrato": one.code,
            "cod_proposta": one.proposal_code,
            "cod_empreendimento": one.development.code,
            "corner": one.corner,
            "manner": one.manner,
        }

    async def _misbehaviour(self, request: Request) -> Response:
        if request.method == "DELETE":
            self.behave()
        elif request.method == "POST":
            try:
                self.misbehave(Rule.model_validate_json(await request.body()))
            except ValidationError as error:
                return JSONResponse(json.loads(error.json(include_url=False)), 400)
        return JSONResponse(self._rules.listed())

    async def _counts(self, request: Request) -> Response:
        if request.method == "DELETE":
            self._calls.reset()
        return JSONResponse(self._calls.told())

    async def _contracts(self, request: Request) -> Response:
        return JSONResponse(self.contracts(request.query_params.get("corner")))
