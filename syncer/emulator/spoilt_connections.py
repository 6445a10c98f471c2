"""What faults do that answer late, without an end, or not at all."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from syncer.emulator.spoilt_answers import JSON, failure

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from syncer.emulator.exchange import Exchange

_DRIP_SECONDS = 0.2
_LATE_SECONDS = 1.0
_REFUSED_SECONDS = 1.0
# JSON allows white space anywhere, so that nothing is wrong with a body that never gets further.
_DROP = b" "
_FLOOD = _DROP * 2**16


async def _late(exchange: Exchange) -> None:
    await exchange.answer(failure(504))
    await exchange.pause(_LATE_SECONDS)
    await exchange.work()


async def _refused(exchange: Exchange) -> None:
    async with exchange.request.state.refuse_connections():
        await exchange.reset()
        await exchange.pause(_REFUSED_SECONDS)


async def _timeout(exchange: Exchange) -> None:
    await exchange.last(_silence(), exchange.held)


async def _silence() -> None:
    await asyncio.Event().wait()


async def _drip(exchange: Exchange) -> None:
    await exchange.last(_body(exchange, _DROP, _DRIP_SECONDS))


async def _huge(exchange: Exchange) -> None:
    await exchange.last(_body(exchange, _FLOOD, 0))


async def _body(exchange: Exchange, piece: bytes, seconds: float) -> None:
    headers = [(b"content-type", JSON.encode())]
    await exchange.send({"type": "http.response.start", "status": 200, "headers": headers})
    while True:
        await exchange.send({"type": "http.response.body", "body": piece, "more_body": True})
        await asyncio.sleep(seconds)


async def _drip_headers(exchange: Exchange) -> None:
    await exchange.last(_headers(exchange.transport))


async def _headers(transport: asyncio.Transport) -> None:
    transport.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Padding: ")
    while True:
        transport.write(b"x")
        await asyncio.sleep(_DRIP_SECONDS)


ENDINGS: Mapping[str, Callable[[Exchange], Awaitable[None]]] = {
    "late": _late,
    "refused": _refused,
    "reset": lambda exchange: exchange.reset(),
    "timeout": _timeout,
    "drip": _drip,
    "drip_headers": _drip_headers,
    "huge": _huge,
}
