"""What stands before each endpoint: the latency, and the faults that are set."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.requests import Request

from syncer.emulator.active_faults import HeldRequest
from syncer.emulator.exchange import Exchange
from syncer.emulator.request_log import logged
from syncer.emulator.spoilt_answers import ANSWERS
from syncer.emulator.spoilt_connections import ENDINGS

if TYPE_CHECKING:
    from typing import Any

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from syncer.emulator.faults import Fault
    from syncer.emulator.platform import Platform


class Spoiling:
    """Lets requests through to an endpoint, if no fault spoils them, after the latency.

    A request has arrived once it is complete. From then on it makes no difference whether its
    client is still there: what it asks for is done.
    """

    def __init__(self, app: ASGIApp, platform: Platform, endpoint: str) -> None:
        self._app = app
        self._platform = platform
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or spoils it."""
        body = await _body(receive)
        if body is None:
            return
        fault = self._platform.faults.meet(self._endpoint)
        await asyncio.sleep(self._platform.settings.latency_seconds)
        if fault is None:
            await self._app(scope, _again(body, receive), send)
        else:
            await self._spoil(fault, body, Request(scope, receive, send), send)

    async def _spoil(self, fault: Fault, body: bytes, request: Request, send: Send) -> None:
        async def work() -> None:
            await self._app(request.scope, _again(body, request.receive), _nowhere)

        # The endpoint itself logs what it does, and finds here what becomes of its answer.
        request.scope["fault"] = str(fault)
        if fault.after:
            await work()
        elif fault.kind != "late":
            self._log(request, body)
        held = HeldRequest(self._endpoint, request.method, request.url.path, fault.after)
        faults = self._platform.faults
        exchange = Exchange(fault, request, request.receive, send, work, held, faults)
        if fault.kind in ANSWERS:
            await exchange.answer(ANSWERS[fault.kind](request))
        else:
            await ENDINGS[fault.kind](exchange)

    def _log(self, request: Request, body: bytes) -> None:
        entry = logged(self._endpoint, request, status=0, at=self._platform.now())
        self._platform.log.add(replace(entry, body=_json(body)))


async def _body(receive: Receive) -> bytes | None:
    """A request's whole body; None if the client leaves before that."""
    body, more = bytearray(), True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """What receives a body that was received before, and then what comes after it."""
    messages: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def again() -> Message:
        return messages.pop() if messages else await receive()

    return again


async def _nowhere(_: Message) -> None:
    """Sends an answer to nobody."""


def _json(body: bytes) -> Any:  # noqa: ANN401 - JSON
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
