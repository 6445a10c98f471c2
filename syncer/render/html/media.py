"""Media files inside a page: each once, however many templates have it."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from syncer.render.html.shell import part

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

EmbeddedKind = Literal["jpeg", "png", "mp4"]
SHORT_DIGEST = 16
"""How many digits of a digest name a media file within a page."""

_TYPES = {"jpeg": "image/jpeg", "png": "image/png", "mp4": "video/mp4"}


@dataclass(frozen=True, slots=True)
class Embedded:
    """The bytes of a media file, and what they are."""

    kind: EmbeddedKind
    content: bytes

    @property
    def data_uri(self) -> str:
        """The bytes as an address that asks nobody."""
        return f"data:{_TYPES[self.kind]};base64,{base64.b64encode(self.content).decode()}"


def image_rules(media: Mapping[str, Embedded]) -> str:
    """The style rules that show images where a page names them, by their digests."""
    return "\n".join(
        f'.m-{digest[:SHORT_DIGEST]} {{ background-image: url("{one.data_uri}"); }}'
        for digest, one in media.items()
        if one.kind != "mp4"
    )


def videos_part(media: Mapping[str, Embedded]) -> Markup:
    """The videos, for the page's script to put them where the page names them."""
    videos = {
        digest[:SHORT_DIGEST]: one.data_uri for digest, one in media.items() if one.kind == "mp4"
    }
    return part("media.html", videos=json.dumps(videos) if videos else "")
