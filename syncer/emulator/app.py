"""The emulator as an ASGI application."""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from syncer.emulator import endpoints, media, short_links
from syncer.emulator.calls import read_call, read_upload
from syncer.emulator.console import Console
from syncer.emulator.console_routes import console_routes
from syncer.emulator.date_header import DateHeader
from syncer.emulator.refusals import Refusal
from syncer.emulator.request_log import logged
from syncer.emulator.spoiling import Spoiling
from syncer.emulator.spoilt_answers import ELSEWHERE, envelope

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from starlette.requests import Request

    from syncer.emulator.calls import Call
    from syncer.emulator.platform import Platform
    from syncer.emulator.records import JsonObject
    from syncer.emulator.request_log import LoggedRequest

    Operation = Callable[[Platform, Call], JsonObject | None]
    Read = Callable[[Request, Platform], Awaitable[Call]]
    Endpoint = Callable[[Request], Awaitable[Response]]


def create_app(platform: Platform, middleware: Sequence[Middleware] = ()) -> Starlette:
    """The platform's seven endpoints, its media and short links, and its console.

    `middleware` stands between the callers and the platform, outside the latency and the faults
    that are set: the place for anything else that cuts, delays or spoils requests and answers.
    """
    kept = platform.settings.date_header == "kept"
    dated = [Middleware(DateHeader, platform.clock)] if kept else []
    return Starlette(
        routes=[
            *(
                _route(platform, name, method, path, _endpoint(platform, name, operation, read))
                for method, path, name, operation, read in _API
            ),
            _route(platform, "media", "GET", "/media/{media_id}", _media_bytes(platform)),
            _route(platform, "short_link", "GET", _SHORT_LINK, _short_link(platform)),
            Route(ELSEWHERE, _elsewhere(platform), methods=["GET", "POST", "PUT", "DELETE"]),
            *console_routes(Console(platform)),
        ],
        middleware=[*middleware, *dated],
    )


_TEMPLATES = "/saas/wa/template/{phone}"
_TEMPLATE = "/saas/wa/template/{phone}/{id}"
_SHORT_LINK = short_links.PATH + "{token}"
_API: list[tuple[str, str, str, Operation, Read]] = [
    ("GET", _TEMPLATES, "list", endpoints.list_templates, read_call),
    ("POST", _TEMPLATES, "create", endpoints.create_template, read_call),
    ("PUT", _TEMPLATES, "update", endpoints.update_template, read_call),
    ("GET", _TEMPLATE, "details", endpoints.template_details, read_call),
    ("DELETE", _TEMPLATE, "delete", endpoints.delete_template, read_call),
    ("GET", "/saas/wa/flow/{phone}", "forms", endpoints.list_forms, read_call),
    ("POST", "/saas/wa/media/{phone}", "upload", endpoints.upload_media, read_upload),
]


def _route(platform: Platform, name: str, method: str, path: str, endpoint: Endpoint) -> Route:
    """The way to an endpoint, past the faults that are set for it."""
    spoiling = Middleware(Spoiling, platform=platform, endpoint=name)
    return Route(path, endpoint, methods=[method], middleware=[spoiling])


def _endpoint(platform: Platform, name: str, operation: Operation, read: Read) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        body, data, code, message = None, None, 0, ""
        try:
            call = await read(request, platform)
            body = call.body or None
            with platform.store.transaction():
                data = operation(platform, call)
        except Refusal as refusal:
            code, message = refusal.code, refusal.message
        response = JSONResponse(_envelope(platform, code, message, data))
        logged = _logged(platform, name, request, response)
        platform.log.add(replace(logged, body=body, code=code))
        return response

    return endpoint


def _envelope(platform: Platform, code: int, message: str, data: JsonObject | None) -> JsonObject:
    return {
        "code": str(code) if platform.settings.code_type == "string" else code,
        "message": message,
        "data": data,
        "traceId": secrets.token_hex(16),
    }


def _logged(platform: Platform, name: str, request: Request, response: Response) -> LoggedRequest:
    return logged(name, request, status=response.status_code, at=platform.now())


def _media_bytes(platform: Platform) -> Endpoint:
    """The bytes of a file: 404 for an unknown one, 403 for a URL that is wrong or has expired."""

    async def endpoint(request: Request) -> Response:
        file = media.by_id(platform.store, request.path_params["media_id"])
        if file is None:
            response = Response(status_code=404)
        elif not media.is_signed(
            request.query_params, file.media_id, platform.url_key, platform.now()
        ):
            response = Response("AccessDenied", status_code=403)
        else:
            response = Response(file.content, media_type=file.mime_type)
        platform.log.add(_logged(platform, "media", request, response))
        return response

    return endpoint


def _short_link(platform: Platform) -> Endpoint:
    """Where a short link leads, as a redirect; 404 for an unknown one."""

    async def endpoint(request: Request) -> Response:
        url = short_links.followed(platform.store, request.path_params["token"])
        response = RedirectResponse(url, status_code=302) if url else Response(status_code=404)
        platform.log.add(_logged(platform, "short_link", request, response))
        return response

    return endpoint


def _elsewhere(platform: Platform) -> Endpoint:
    """Where a redirect leads: what a client would take for a success."""

    async def endpoint(request: Request) -> Response:
        platform.faults.note_redirected(dict(request.headers))
        return JSONResponse(envelope())

    return endpoint
