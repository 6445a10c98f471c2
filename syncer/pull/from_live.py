"""What a pull writes: the templates as they are live."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from syncer.errors import RefusedError
from syncer.live.snapshot import Wanted, read_snapshot
from syncer.model import FlowButton, MediaHeader
from syncer.pull.gathered import Gathered
from syncer.pull.media import live_files

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncer.live.snapshot import LiveSide
    from syncer.model import Snapshot, TemplateKey
    from syncer.pull.gathered import Asked, Local


def from_live(side: LiveSide, local: Local, asked: Asked) -> Gathered:
    """The wanted templates; their media is read while the pull goes on.

    Raises NxCloudError, and RefusedError for `names` that are not live.
    """
    return Gathered(_snapshot(side, local, asked), partial(live_files, side))


def _snapshot(side: LiveSide, local: Local, asked: Asked) -> Snapshot:
    """The wanted templates, the media that is compared, and the forms where a button opens one."""
    headers = {one.key: one.template.header for one in local.templates}

    def compares_media(key: TemplateKey, header_format: str) -> bool:
        header = headers.get(key)
        return isinstance(header, MediaHeader) and header.format == header_format

    snapshot = read_snapshot(side, Wanted(asked.wants, compares_media, forms=False, anew=True))
    _check_names({key.name for key in snapshot.rows}, asked.names)
    buttons = [button for one in snapshot.templates.values() for button in one.template.buttons]
    if not any(isinstance(button, FlowButton) for button in buttons):
        return snapshot
    return replace(snapshot, forms=side.client.forms())


def _check_names(live: set[str], asked: Sequence[str]) -> None:
    missing = sorted(set(asked) - live)
    if missing:
        raise RefusedError(
            f"not live: {', '.join(missing)}; nothing was written",
            hint="`syncer pull` without names takes all there are",
        )
