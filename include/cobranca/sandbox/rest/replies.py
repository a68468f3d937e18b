"""The forms of an answer: list or 204, ProblemDetails, 401; the type that was asked for."""

import json
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

_REASONS: Final = {
    400: "Bad Request",
    401: "Unauthorized",
    404: "Not Found",
    500: "Internal Server Error",
    503: "Service Unavailable",
}


def answer(request: Request, body: bytes) -> Response:
    """200 with a body, or 204 without; text/plain unless JSON is asked for, as the ERP prefers it."""
    if not body:
        return Response(status_code=204)
    wants_json = "json" in request.headers.get("accept", "")
    return Response(body, media_type="application/json" if wants_json else "text/plain")


def problem(status: int, detail: str | None = None) -> Response:
    """A ProblemDetails."""
    body = {
        "type": f"https://httpstatuses.io/{status}",
        "title": _REASONS[status],
        "status": status,
        "detail": detail,
        "instance": None,
    }
    return Response(
        json.dumps(body, ensure_ascii=False).encode(),
        status,
        media_type="application/problem+json; charset=utf-8",
    )


def unauthorized() -> Response:
    """401 with an empty body."""
    return Response(status_code=401, headers={"WWW-Authenticate": "Bearer"})
