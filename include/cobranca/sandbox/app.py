"""The sandbox as one ASGI application: both doors of the ERP, the admin paths, misbehaviour around them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp

from cobranca.errors import ConfigurationError
from cobranca.sandbox.admin import Admin
from cobranca.sandbox.calls import Calls
from cobranca.sandbox.erp import Erp
from cobranca.sandbox.misbehaviour.middleware import Middleware
from cobranca.sandbox.misbehaviour.rules import Rules
from cobranca.sandbox.portfolio.portfolio import DEFAULT_ROWS, Portfolio
from cobranca.sandbox.rest.auth import Tokens
from cobranca.sandbox.rest.replies import problem
from cobranca.sandbox.rest.routes import Rest
from cobranca.sandbox.soap.service import Soap

USER, PASSWORD = "api.cobranca", "sandbox"


@dataclass(frozen=True)
class Sandbox:
    """The application and the parts that a test wants to reach."""

    app: ASGIApp
    erp: Erp
    calls: Calls
    admin: Admin
    user: str
    password: str


def build(
    today: Callable[[], date],
    *,
    seed: int = 1,
    contracts: int = 1000,
    rows: int = DEFAULT_ROWS,
    user: str = USER,
    password: str = PASSWORD,
) -> Sandbox:
    """A sandbox of `contracts` contracts with about `rows` rows each, on the day that `today` tells."""
    erp, tokens, rules, calls = (
        Erp(Portfolio(seed, contracts, rows), today),
        Tokens(user, password),
        Rules(),
        Calls(),
    )
    admin = Admin(erp, rules, calls)
    routes = [*Rest(erp, tokens).routes(), *Soap(erp, tokens).routes(), *admin.routes()]
    app = Starlette(routes=routes, exception_handlers={ConfigurationError: _misconfigured})
    return Sandbox(Middleware(app, rules, calls), erp, calls, admin, user, password)


async def _misconfigured(_request: Request, error: Exception) -> Response:
    return problem(500, str(error))
