"""A NxCloud template API for demos and tests, written from the API document alone.

`running(Settings(...))` is an emulator for the length of a `with` block, `serve` one until it is
interrupted, `create_app(Platform(settings, store))` the bare ASGI application. It shares nothing
with the client but the description in `schemas/nxcloud.openapi.yaml`.
"""

from __future__ import annotations

from syncer.emulator.active_faults import Held, HeldRequest, MetFault
from syncer.emulator.app import create_app
from syncer.emulator.console import Console, ConsoleError
from syncer.emulator.faults import Fault
from syncer.emulator.platform import Platform
from syncer.emulator.records import Form
from syncer.emulator.request_log import LoggedRequest
from syncer.emulator.server import Running, running, serve
from syncer.emulator.settings import DEMO_ACCOUNT, Account, Settings
from syncer.emulator.store import Store

__all__ = [
    "DEMO_ACCOUNT",
    "Account",
    "Console",
    "ConsoleError",
    "Fault",
    "Form",
    "Held",
    "HeldRequest",
    "LoggedRequest",
    "MetFault",
    "Platform",
    "Running",
    "Settings",
    "Store",
    "create_app",
    "running",
    "serve",
]
