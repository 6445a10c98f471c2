"""Media files inside a page: each once, however many templates have it."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from syncer.media_kinds import HEAD_BYTES, media_kind
from syncer.pictures.values import MediaPart
from syncer.render.html.shell import part

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from markupsafe import Markup

    from syncer.render.html.cards import Card

EmbeddedKind = Literal["jpeg", "png", "mp4"]
SHORT_DIGEST = 16
"""How many digits of a digest name a media file within a page."""

MOST_BYTES = 24_000_000
"""How many bytes of media a page holds: all images of a usual project, and some short videos."""

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


def shown_media(cards: Iterable[Card]) -> Iterator[MediaPart]:
    """The media headers of all cards whose bytes are known to be something, in their order."""
    for card in cards:
        for picture in filter(None, (card.before, card.after)):
            if isinstance(picture.header, MediaPart) and picture.header.digest:
                yield picture.header


def embedded(
    parts: Iterable[MediaPart], bytes_of: Callable[[MediaPart], bytes | None]
) -> dict[str, Embedded]:
    """The images and videos among these, by their digests, as many as a page can bear.

    `bytes_of` gives the bytes of one, None where they cannot be had; it is asked once for each.
    """
    found: dict[str, Embedded] = {}
    room = MOST_BYTES
    for digest, one in {one.digest: one for one in parts if one.digest}.items():
        content = bytes_of(one)
        kind = media_kind(content[:HEAD_BYTES]) if content else ""
        if content and kind in _TYPES and len(content) <= room:
            found[digest] = Embedded(cast("EmbeddedKind", kind), content)
            room -= len(content)
    return found


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
