"""What tests of single writes share: actions, media, and a network that misbehaves."""

from __future__ import annotations

import json
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import httpx
from support.templates import desired, template

from syncer.model import MediaFile, MediaHeader
from syncer.nxcloud.transport import EnvironmentTransport, http_client

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support.emulated import Emulated, Ready

    from syncer.model import DesiredTemplate
    from syncer.plan.values import Action


def the_action(ready: Ready) -> Action:
    """The only action of a plan."""
    (action,) = ready.planned.plan.actions
    return action


def with_image(path: Path, **changes: Any) -> DesiredTemplate:
    """The template `menu` with the image at this path."""
    file = MediaFile(path, sha256(path.read_bytes()).hexdigest())
    header = MediaHeader("IMAGE", file.digest, path.name)
    return desired(template("menu", header=header, **changes), media=file)


def before_the(call: int, method: str, happens: Callable[[], object]) -> Callable[..., None]:
    """Something that happens once, before the n-th request of this method from now on."""
    seen = 0

    def before(request: httpx.Request) -> None:
        nonlocal seen
        seen += request.method == method
        if request.method == method and seen == call:
            happens()

    return before


def fail() -> None:
    """What `before_the` can let happen: nothing is sent."""
    raise httpx.ConnectError("no route")


class Altered(EnvironmentTransport):
    """The network, where the `data` of some answers becomes another."""

    def __init__(self, alter: Callable[[httpx.Request, Any], Any]) -> None:
        super().__init__()
        self._alter = alter

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = super().handle_request(request)
        answer = json.loads(response.read())
        response.close()
        data = self._alter(request, answer["data"])
        code = answer["code"] if data is answer["data"] else 0
        return httpx.Response(200, json={**answer, "code": code, "data": data}, request=request)


def altered(emulator: Emulated, alter: Callable[[httpx.Request, Any], Any]) -> Emulated:
    """The same machine on a network that alters answers."""
    http = emulator.stack.enter_context(http_client(transport=Altered(alter)))
    return replace(emulator, http=http)
