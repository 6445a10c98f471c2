"""One request that a fault spoils, down to its connection."""

from __future__ import annotations

import asyncio
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine
    from typing import Any

    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Receive, Send

    from syncer.emulator.active_faults import ActiveFaults, HeldRequest
    from syncer.emulator.faults import Fault

_NO_LINGER = struct.pack("ii", 1, 0)


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request, the way back to its client, and the work that it asks for.

    `request.state` holds what this package's server puts there: `transport`, the connection, and
    `refuse_connections`.
    """

    fault: Fault
    request: Request
    receive: Receive
    send: Send
    work: Callable[[], Awaitable[None]]
    held: HeldRequest
    faults: ActiveFaults

    @property
    def transport(self) -> asyncio.Transport:
        """The connection itself, to be written to without any protocol."""
        transport: asyncio.Transport = self.request.state.transport
        return transport

    async def answer(self, response: Response) -> None:
        """Gives a whole answer."""
        await response(self.request.scope, self.receive, self.send)

    async def reset(self) -> None:
        """Resets the connection: its client gets a TCP RST."""
        with suppress(OSError):  # the client may have closed it by now
            connection = self.transport.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _NO_LINGER)
        self.transport.abort()
        await self._gone()

    async def pause(self, seconds: float) -> None:
        """Waits, but no longer than faults are set and the emulator runs."""
        with self.faults.ongoing(self.fault) as over, suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), seconds)

    async def last(
        self, stream: Coroutine[Any, Any, None], held: HeldRequest | None = None
    ) -> None:
        """Lets a stream go on until the client leaves or it is over, and closes the connection."""
        with self.faults.ongoing(self.fault, held) as over:
            gone = asyncio.create_task(self._gone())
            others = [asyncio.create_task(stream), asyncio.create_task(over.wait())]
            await asyncio.wait([gone, *others], return_when=asyncio.FIRST_COMPLETED)
            for task in others:
                task.cancel()
            self.transport.abort()
            await gone

    async def _gone(self) -> None:
        received = ""
        while received != "http.disconnect":
            received = (await self.receive())["type"]
