"""The console over HTTP, as JSON under /console/."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from syncer.emulator.console import ConsoleError
from syncer.emulator.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    from starlette.requests import Request

    from syncer.emulator.console import Console

    Action = Callable[[Console, Request, dict[str, Any]], object]


def console_routes(console: Console) -> list[Route]:
    """The routes of a console.

    `GET|POST /console/templates`, `GET|PATCH|DELETE /console/templates/{id}`,
    `GET|POST /console/tags`, `GET|POST /console/forms`,
    `GET|DELETE /console/requests[?endpoint=…]`, `GET /console/short_links`,
    `POST /console/clock {"skip_seconds": …}`, `GET|POST|DELETE /console/faults`,
    `GET /console/held`, `GET /console/redirected`.
    A wrong request is answered with status 400 and `{"error": …}`.
    """
    return [
        Route(f"/console/{path}", _endpoint(console, action), methods=[method])
        for method, path, action in _ACTIONS
    ]


def _endpoint(console: Console, action: Action) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            sent = await request.json() if await request.body() else {}
            return JSONResponse(action(console, request, sent))
        except _WRONG as error:
            return JSONResponse({"error": str(error)}, status_code=400)

    return endpoint


# What JSON of another shape than expected ends in, beside what is refused on purpose.
_WRONG = (ConsoleError, Refusal, ValueError, LookupError, TypeError, AttributeError)


def _id(request: Request) -> int:
    return int(request.path_params["id"])


def _add_templates(console: Console, _: Request, sent: Any) -> object:  # noqa: ANN401 - JSON
    """One template, or an array of them."""
    return console.add_templates(sent) if isinstance(sent, list) else console.add_template(sent)


def _requests(console: Console, request: Request, _: object) -> object:
    requests = console.requests(request.query_params.get("endpoint"))
    return {"counts": console.request_counts(), "requests": [asdict(r) for r in requests]}


_ACTIONS: list[tuple[str, str, Action]] = [
    ("GET", "templates", lambda console, *_: console.templates()),
    ("POST", "templates", _add_templates),
    ("GET", "templates/{id}", lambda console, request, _: console.template(_id(request))),
    (
        "PATCH",
        "templates/{id}",
        lambda console, request, sent: console.change_template(_id(request), sent),
    ),
    (
        "DELETE",
        "templates/{id}",
        lambda console, request, _: console.delete_template(_id(request)),
    ),
    ("GET", "tags", lambda console, *_: console.tags()),
    ("POST", "tags", lambda console, _, sent: console.add_tag(sent["name"], sent.get("id"))),
    ("GET", "forms", lambda console, *_: console.forms()),
    ("POST", "forms", lambda console, _, sent: console.add_form(sent)),
    ("GET", "requests", _requests),
    ("DELETE", "requests", lambda console, *_: console.reset_requests()),
    ("GET", "short_links", lambda console, *_: console.short_links()),
    ("GET", "faults", lambda console, *_: [asdict(fault) for fault in console.faults()]),
    ("POST", "faults", lambda console, _, sent: console.add_fault(sent["fault"])),
    ("DELETE", "faults", lambda console, *_: console.clear_faults()),
    ("GET", "held", lambda console, *_: asdict(console.held())),
    ("GET", "redirected", lambda console, *_: console.redirected()),
    ("POST", "clock", lambda console, _, sent: console.skip_seconds(sent["skip_seconds"])),
]
