"""A template → its picture; two templates → their pictures, with what differs marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.model import MediaHeader, TextHeader, UnnamedTags
from syncer.pictures.buttons import button_pictures
from syncer.pictures.direction import direction_of
from syncer.pictures.side import Side
from syncer.pictures.values import MediaPart, Picture, TextPart, UnsupportedPart
from syncer.template_document import FIELDS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncer.model import Header, MediaFile, Template
    from syncer.pictures.values import Heading


def picture_of(
    template: Template, examples: Mapping[str, str], media: MediaFile | None = None
) -> Picture:
    """What a recipient sees of a template.

    `examples` are the sample values of its placeholders, by their names; `media` is the project's
    file for its header, if there is one.
    """
    return _picture(template, template, Side("+", examples), media)


def pictures_of_change(
    before: Template,
    after: Template,
    examples: Mapping[str, str],
    media: MediaFile | None = None,
) -> tuple[Picture, Picture]:
    """What a recipient sees before and after a change, on both sides with what differs marked."""
    return (
        _picture(before, after, Side("-", examples), media),
        _picture(after, before, Side("+", examples), media),
    )


def _picture(mine: Template, other: Template, side: Side, media: MediaFile | None) -> Picture:
    return Picture(
        key=mine.key,
        category=mine.category,
        direction=direction_of(mine.language, mine.body),
        header=_heading(mine.header, other.header, side, media),
        body=side.blocks(mine.body, other.body),
        footer=side.fixed(mine.footer or "", other.footer or ""),
        buttons=button_pictures(mine.buttons, other.buttons, side),
        tag=_tag(mine.tag),
        close_unassigned=mine.close_unassigned,
        changed=frozenset(
            field for field in FIELDS if getattr(mine, field) != getattr(other, field)
        ),
    )


def _heading(
    mine: Header | None, other: Header | None, side: Side, media: MediaFile | None
) -> Heading | None:
    match mine:
        case None:
            return None
        case TextHeader(text):
            return TextPart(side.line(text, other.text if isinstance(other, TextHeader) else ""))
        case MediaHeader():
            return _media(mine, media, changed=mine != other)
    return UnsupportedPart(mine.format, changed=mine != other)


def _media(header: MediaHeader, media: MediaFile | None, *, changed: bool) -> MediaPart:
    """A media header; the project's file is shown where its bytes are the same."""
    if media is None or media.digest != header.digest:
        return MediaPart(header.format, header.filename, header.digest, changed=changed)
    name = header.filename or media.path.name
    return MediaPart(header.format, name, header.digest, media.path, media.size, changed)


def _tag(tag: str | UnnamedTags | None) -> str | None:
    """A tag's name; of tags that no one name stands for, what is known of each."""
    if not isinstance(tag, UnnamedTags):
        return tag
    names = zip(tag.ids, tag.names, strict=True)
    return ", ".join(name or f"id {id_}" for id_, name in names)
