"""The REST paths. The id stands in a segment of the form `IdContrato=123` (mega.md §1.1)."""

import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from cobranca.sandbox.erp import Erp, Numbers
from cobranca.sandbox.rest import filters
from cobranca.sandbox.rest.auth import Tokens
from cobranca.sandbox.rest.replies import answer, problem, unauthorized

Endpoint = Callable[[Request], Awaitable[Response]]
_LARGEST: Final = 2**31 - 1


class Rest:
    """The REST door of one ERP."""

    def __init__(self, erp: Erp, tokens: Tokens) -> None:
        self._erp, self._tokens = erp, tokens

    def routes(self) -> list[Route]:
        """Every path; all but signing in want a bearer token."""
        erp, carteira = self._erp, "/api/Carteira"
        estruturas = "/api/globalestruturas/Empreendimentos"
        return [
            Route("/api/Auth/SignIn", self._sign_in, methods=["POST"]),
            Route("/api/Auth/RefreshToken", self._refresh, methods=["POST"]),
            Route("/api/Auth/Authorize", self._guarded(_authorized)),
            Route(estruturas, self._guarded(self._developments)),
            Route(f"{estruturas}/Filial", self._guarded(self._developments)),
            Route(f"{carteira}/DadosContrato/{{selector}}", self._guarded(self._contracts)),
            Route(f"{carteira}/DadosParcelas/{{selector}}", self._guarded(self._installments)),
            Route("/api/extrato/{code}", self._guarded(self._extract)),
            Route(f"{carteira}/DadosParticipantes/{{selector}}", self._guarded(self._several(erp.participants))),
            Route(
                f"{carteira}/DadosRenegociacoes/{{selector}}",
                self._guarded(self._several(erp.renegotiations)),
            ),
            Route(
                f"{carteira}/DadosParcelasReneg/{{selector}}",
                self._guarded(self._several(erp.renegotiated_rows)),
            ),
        ]

    def _guarded(self, endpoint: Endpoint) -> Endpoint:
        async def checked(request: Request) -> Response:
            kind, _, token = request.headers.get("authorization", "").partition(" ")
            if kind.lower() != "bearer" or not self._tokens.is_valid(token.strip()):
                return unauthorized()
            return await endpoint(request)

        return checked

    async def _sign_in(self, request: Request) -> Response:
        if request.headers.get("granttype", "Api").lower() != "api":
            return problem(400, "grantType: o valor aceito é 'Api'")
        said = _lowered(await request.body())
        user, password = said.get("username"), said.get("password")
        if not isinstance(user, str) or not isinstance(password, str):
            return problem(400, "userName e password são obrigatórios")
        tokens = self._tokens.sign_in(user, password)
        return unauthorized() if tokens is None else answer(request, json.dumps(tokens).encode())

    async def _refresh(self, request: Request) -> Response:
        tokens = self._tokens.refresh(request.query_params.get("refreshToken", ""))
        return unauthorized() if tokens is None else answer(request, json.dumps(tokens).encode())

    async def _developments(self, request: Request) -> Response:
        try:
            body = filters.developments(self._erp.portfolio.developments(), request.query_params)
        except ValueError as error:
            return problem(400, str(error))
        return answer(request, body or b"[]")

    async def _contracts(self, request: Request) -> Response:
        name, value = _selector(request)
        if name == "CpfCnpj":
            found = self._erp.portfolio.of_document("".join(c for c in value if c.isalnum()))
            if found is None:
                return problem(400, f"CpfCnpj inválido: {value}")
            return answer(request, await run_in_threadpool(self._erp.of_customer, found))
        code = _code(value)
        if code is None or name not in ("IdEmpreendimento", "IdContrato"):
            return _bad(name, value)
        if name == "IdContrato":
            return answer(request, self._erp.contracts(self._erp.portfolio.of_code(code)))
        return answer(request, await run_in_threadpool(self._erp.development, code))

    async def _installments(self, request: Request) -> Response:
        name, value = _selector(request)
        code = _code(value)
        if code is None or name != "IdContrato":
            return _bad(name, value)
        return answer(request, self._erp.installments(code))

    async def _extract(self, request: Request) -> Response:
        code = _code(request.path_params["code"])
        return problem(400, "contrato inválido") if code is None else answer(request, self._erp.installments(code))

    def _several(self, ask: Callable[[Numbers], bytes]) -> Endpoint:
        async def asked(request: Request) -> Response:
            name, value = _selector(request)
            code = _code(value)
            if code is None or name not in ("IdEmpreendimento", "IdContrato"):
                return _bad(name, value)
            if name == "IdContrato":
                return answer(request, ask(self._erp.portfolio.of_code(code)))
            return answer(request, await run_in_threadpool(ask, self._erp.portfolio.of_development(code)))

        return asked


async def _authorized(request: Request) -> Response:
    return answer(request, b'"Autorizado"')


def _selector(request: Request) -> tuple[str, str]:
    name, _, value = request.path_params["selector"].partition("=")
    return name, value


def _code(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and int(value) <= _LARGEST else None


def _bad(name: str, value: str) -> Response:
    return problem(400, f"{name}: o valor '{value}' não é válido")


def _lowered(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except ValueError:
        return {}
    return {key.lower(): value for key, value in said.items()} if isinstance(said, dict) else {}
