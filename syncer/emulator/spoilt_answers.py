"""The answers of faults that answer at once: each made from the request alone."""

from __future__ import annotations

import json
import secrets
import struct
import zlib
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
    StreamingResponse,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping

    from starlette.requests import Request

    from syncer.emulator.records import JsonObject

JSON = "application/json"
ELSEWHERE = "/console/elsewhere"
_MIB = b" " * 2**20
_BOMB_MIB = 400
_PAGE = "<!DOCTYPE html><title>Sign in</title><h1>Sign in to continue</h1>"
_WRONG_TYPES = {
    "list": "many",
    "total": [],
    "has_next_page": {},
    "data": 7,
    "id": {"of": "nothing"},
    "name": 5,
    "components": "all of them",
    "h": ["4"],
    "media_id": {},
}


def envelope(**fields: object) -> JsonObject:
    """The envelope of a success without data, with these fields over it."""
    return {"code": 0, "message": "", "data": None, "traceId": secrets.token_hex(16)} | fields


def failure(status: int, _: Request | None = None, headers: Mapping[str, str] = {}) -> Response:
    """What a proxy answers in the platform's place."""
    return PlainTextResponse(HTTPStatus(status).phrase, status, headers=headers)


def _html(_: Request) -> Response:
    return HTMLResponse(_PAGE)


def _empty(_: Request) -> Response:
    return Response(media_type=JSON)


def _truncated(_: Request) -> Response:
    text = json.dumps(envelope(data={"list": [], "total": 0, "has_next_page": False}))
    return Response(text[: len(text) // 2], media_type=JSON)


def _wrong_code(_: Request) -> Response:
    return JSONResponse(envelope(code=["0"]))


def _wrong_types(_: Request) -> Response:
    return JSONResponse(envelope(data=_WRONG_TYPES))


def _escapes(request: Request) -> Response:
    """What must not reach a terminal or a log: control sequences, bidi controls, credentials."""
    secret = f"{request.headers.get('accessKey')} {request.headers.get('sign')}"
    message = f"\x1b[2J\x1b]0;owned\x07\x9b31m\u202eno\u2066\r\n{secret}\x00"
    return JSONResponse(envelope(code=22041, message=message, traceId=f"\x1b[8m{secret}"))


def _redirect(request: Request) -> Response:
    """The emulator again, by its other name: to a client this is another host."""
    host = "127.0.0.1" if request.url.hostname == "localhost" else "localhost"
    port = request.scope["server"][1]
    return RedirectResponse(f"{request.url.scheme}://{host}:{port}{ELSEWHERE}", 302)


def _bomb(_: Request) -> Response:
    return StreamingResponse(_packed(), media_type=JSON, headers={"Content-Encoding": "gzip"})


async def _packed() -> AsyncIterator[bytes]:
    """White space and an envelope in gzip (RFC 1952), by packing one MiB and repeating that."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    # After a full flush nothing refers back, so that the same bytes can follow any number of times.
    piece = packer.compress(_MIB) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = 0
    yield b"\x1f\x8b\x08" + bytes(7)
    for _ in range(_BOMB_MIB):
        checksum = zlib.crc32(_MIB, checksum)
        yield piece
    end = json.dumps(envelope()).encode()
    length = _BOMB_MIB * len(_MIB) + len(end)
    yield packer.compress(end) + packer.flush()
    yield struct.pack("<II", zlib.crc32(end, checksum), length)


ANSWERS: Mapping[str, Callable[[Request], Response]] = {
    **{str(status): partial(failure, status) for status in (500, 502, 503, 504, 429)},
    "429_retry_after": partial(failure, 429, headers={"Retry-After": "1"}),
    "html": _html,
    "empty": _empty,
    "truncated": _truncated,
    "wrong_code": _wrong_code,
    "wrong_types": _wrong_types,
    "escapes": _escapes,
    "redirect": _redirect,
    "bomb": _bomb,
}
