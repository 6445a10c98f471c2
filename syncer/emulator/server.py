"""The emulator over HTTP: until it is interrupted, or for as long as a `with` block lasts."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import asynccontextmanager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from syncer.emulator.app import create_app
from syncer.emulator.console import Console
from syncer.emulator.platform import Platform
from syncer.emulator.settings import Settings
from syncer.emulator.store import Store

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator, Sequence
    from typing import Any

    from starlette.middleware import Middleware

LOOPBACK = "127.0.0.1"
_TICK_SECONDS = 0.1
_PATIENCE_SECONDS = 2.0
_LAST_ROUNDS = 10
"""Of the loop: more than a connection takes from being accepted to being closed."""


@dataclass(frozen=True, slots=True)
class Running:
    """An emulator that answers at `base_url`, with its console at hand."""

    base_url: str
    settings: Settings
    console: Console


def serve(
    platform: Platform,
    host: str,
    port: int,
    *,
    started: Callable[[Running], None],
    middleware: Sequence[Middleware] = (),
) -> None:
    """Answers on host and port (0: a free one) until SIGINT or SIGTERM.

    `started` is called once requests are taken. OSError if the port cannot be had.
    """
    listener = _listener(host, port)
    started(_running(platform, listener))
    with suppress(KeyboardInterrupt):
        _Server(platform, middleware).run(sockets=[listener])


@contextmanager
def running(
    settings: Settings | None = None,
    *,
    store: Store | None = None,
    port: int = 0,
    middleware: Sequence[Middleware] = (),
) -> Iterator[Running]:
    """An emulator in a thread of its own, on loopback, until the block ends.

    Without `store` it has its own in memory; one that is given stays open.
    """
    with nullcontext(store) if store else Store() as opened:
        platform = Platform(settings or Settings(), opened)
        listener = _listener(LOOPBACK, port)
        server = _Server(platform, middleware)
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        try:
            yield _running(platform, listener)
        finally:
            server.stop()
            thread.join()


def _listener(host: str, port: int) -> socket.socket:
    """A socket that takes connections from now on, before anything answers them."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family, backlog=256)
    return _without_delay(listener)


def _bound(family: int, address: tuple[Any, ...]) -> socket.socket:
    """A socket that has an address, and does not listen yet."""
    bound = socket.socket(family)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    bound.bind(address)
    return _without_delay(bound)


def _without_delay(listener: socket.socket) -> socket.socket:
    # Accepted connections inherit it; without it each answer waits 40 ms for an acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def _running(platform: Platform, listener: socket.socket) -> Running:
    host, port = listener.getsockname()[:2]
    base_url = f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
    return Running(base_url, platform.settings, Console(platform))


class _Protocol(H11Protocol):
    """uvicorn's own, with its connection in the hands of the application."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


class _Server(uvicorn.Server):
    """uvicorn, able to stop from another thread at once: tests start and stop many of these."""

    def __init__(self, platform: Platform, middleware: Sequence[Middleware]) -> None:
        super().__init__(
            uvicorn.Config(
                create_app(platform, middleware),
                http=_Protocol,
                ws="none",
                loop="asyncio",
                lifespan="off",
                log_config=None,
                access_log=False,
                date_header=False,  # the platform dates its answers itself
            )
        )
        self._platform = platform
        self._wake: Callable[[], object] = lambda: None

    def stop(self) -> None:
        """Ends `run`, once the answers under way are given."""
        self.should_exit = True
        self._wake()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn's own; the application may refuse connections."""
        self.lifespan.state["refuse_connections"] = self.refuse_connections
        await super().startup(sockets)

    @asynccontextmanager
    async def refuse_connections(self) -> AsyncIterator[None]:
        """Takes no new connection until the block ends; those that there are stay."""
        [server] = self.servers
        if not server.is_serving():
            yield  # refused already, by a block that goes on
            return
        [listener] = server.sockets
        family, address = listener.family, listener.getsockname()
        server.close()
        # Bound at once, so that nobody else gets the port; who does not listen refuses.
        reserved = _bound(family, address)
        yield
        if self.should_exit:
            reserved.close()
        else:
            await self.startup([reserved])

    async def main_loop(self) -> None:
        """As uvicorn's own, but a stop need not wait for the next tick."""
        woken = asyncio.Event()
        loop = asyncio.get_running_loop()
        self._wake = lambda: loop.call_soon_threadsafe(woken.set)
        counter = 0
        while not await self.on_tick(counter):
            counter += 1
            with suppress(TimeoutError):
                await asyncio.wait_for(woken.wait(), _TICK_SECONDS)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn's own, without its fixed pauses."""
        self._platform.faults.stop()
        for server in self.servers:
            server.close()
        for listener in sockets or []:
            listener.close()
        ended: set[Any] = set()
        for _ in range(_LAST_ROUNDS):
            ended = self._end_connections(ended)
            if self.server_state.tasks:
                await asyncio.wait(self.server_state.tasks, timeout=_PATIENCE_SECONDS)
            await asyncio.sleep(0)

    def _end_connections(self, ended: set[Any]) -> set[Any]:
        """Ends the connections that are new beside those that were ended already."""
        there = set(self.server_state.connections)
        for connection in there - ended:
            connection.shutdown()
        return ended | there
