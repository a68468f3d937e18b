"""Stands before the application: counts the calls and carries out the rules."""

import asyncio
from collections.abc import MutableMapping
from typing import Any, Final

from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from cobranca.sandbox.calls import Calls
from cobranca.sandbox.misbehaviour import records
from cobranca.sandbox.misbehaviour.rules import IN_BODY, Rule, Rules
from cobranca.sandbox.rest.replies import problem

ADMIN: Final = "/sandbox/"
_MILLI: Final = 1000
_WITH_PROBLEM: Final = ("500", "503")
_BY_BODY: Final = IN_BODY | {"cut", "cut_connection"}


class Middleware:
    """An ASGI application around another one."""

    def __init__(self, app: ASGIApp, rules: Rules, calls: Calls) -> None:
        self._app, self._rules, self._calls = app, rules, calls

    async def __call__(  # noqa: D102 - ASGI
        self, scope: Scope, receive: Receive, send: Send
    ) -> None:
        if scope["type"] != "http" or scope["path"].startswith(ADMIN):
            await self._app(scope, receive, send)
            return
        status = 500
        self._calls.started(scope["path"])

        async def seen(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._misbehave(scope, receive, seen)
        finally:
            self._calls.ended(status)

    async def _misbehave(self, scope: Scope, receive: Receive, send: Send) -> None:
        rules = self._rules.concerning(scope["path"])
        for rule in rules:
            if rule.kind == "latency" and self._rules.spend(rule):
                await asyncio.sleep(rule.milliseconds / _MILLI)
        for rule in rules:
            refusal = _refusal(rule)
            if refusal is not None and self._rules.spend(rule):
                await refusal(scope, receive, send)
                return
        spoiling = [rule for rule in rules if rule.kind in _BY_BODY]
        if not spoiling:
            await self._app(scope, receive, send)
            return
        await self._spoil(spoiling, await self._whole(scope, receive), send)

    async def _whole(self, scope: Scope, receive: Receive) -> tuple[Message, bytes]:
        start: Message = {}
        body = bytearray()

        async def keep(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            else:
                body.extend(message.get("body", b""))

        await self._app(scope, receive, keep)
        return start, bytes(body)

    async def _spoil(self, rules: list[Rule], whole: tuple[Message, bytes], send: Send) -> None:
        start, body = whole
        promised = None
        for rule in rules:
            if rule.kind in IN_BODY:
                changed = records.spoiled(body, rule) if start["status"] == 200 else None  # noqa: PLR2004
                if changed is not None and self._rules.spend(rule):
                    body = changed
            elif self._rules.spend(rule):
                promised = len(body) if rule.kind == "cut_connection" else None
                body = body[: len(body) // 2]
        await send(_restarted(start, body, promised))
        await send({"type": "http.response.body", "body": body, "more_body": promised is not None})


def _refusal(rule: Rule) -> Response | None:
    if rule.kind in _WITH_PROBLEM:
        return problem(int(rule.kind), "mau comportamento pedido")
    if rule.kind == "429":
        return Response(status_code=429, headers={"Retry-After": str(rule.retry_after)})
    if rule.kind == "429_no_retry_after":
        return Response(status_code=429)
    return Response(status_code=int(rule.kind)) if rule.kind in ("401", "403", "204") else None


def _restarted(start: MutableMapping[str, Any], body: bytes, promised: int | None) -> Message:
    if not body and promised is None:
        return {"type": "http.response.start", "status": 204, "headers": []}
    kept = [(name, value) for name, value in start["headers"] if name.lower() != b"content-length"]
    length = str(len(body) if promised is None else promised).encode()
    return {**start, "headers": [*kept, (b"content-length", length)]}
