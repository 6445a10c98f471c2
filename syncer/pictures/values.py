"""What a recipient sees of a template. In a plan both sides have one, with what differs marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import Path

    from syncer.model import MediaFormat, TemplateKey

Style = Literal["bold", "italic", "strike", "code"]
Direction = Literal["ltr", "rtl"]
BlockKind = Literal["text", "bullets", "numbers", "quote", "code"]
TriggerKind = Literal["tag", "text", "template"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that looks the same; `changed`, if it differs from the other side's."""

    text: str
    styles: frozenset[Style] = frozenset()
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A `{{…}}`: its name between the braces, and the sample value that the files give it."""

    name: str
    example: str | None = None
    styles: frozenset[Style] = frozenset()
    changed: bool = False


Piece = Span | Placeholder
Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together; of a list, each line is an item, and numbers begin at `start`."""

    kind: BlockKind
    lines: tuple[Line, ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class TextPart:
    """A header that is a line of text."""

    line: Line


@dataclass(frozen=True, slots=True)
class MediaPart:
    """A header that is an image, a video or a document.

    `digest` is the SHA-256 of its bytes in lower-case hex, None where they are unknown; `path` is
    the project's file with these bytes, if it has one, and `size` how many bytes they are.
    """

    format: MediaFormat
    filename: str
    digest: str | None
    path: Path | None = None
    size: int | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class UnsupportedPart:
    """A live header that this API cannot write, such as LOCATION."""

    format: str
    changed: bool = False


Heading = TextPart | MediaPart | UnsupportedPart


@dataclass(frozen=True, slots=True)
class Trigger:
    """What a tap on a quick reply does: a tag's name, a text, or the template `target`.

    A live template that leads nowhere has no `target`, and its name as `text`.
    """

    kind: TriggerKind
    text: str
    target: TemplateKey | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class PictureButton:
    """A button. `leads_to` is its URL, its phone number or its form, empty where it has none.

    `changed`, if the other side has no such button at its place: what it says may still differ.
    """

    type: str
    text: Line
    leads_to: Line = ()
    unsubscribe: bool = False
    triggers: tuple[Trigger, ...] = ()
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A template as a chat bubble, with what stands beside it.

    `tag` may be what is known of live tags that no one name stands for. `changed` has the names of
    the fields, as in a template file, that differ from the other side's.
    """

    key: TemplateKey
    category: str
    direction: Direction
    header: Heading | None
    body: tuple[Block, ...]
    footer: Line
    buttons: tuple[PictureButton, ...]
    tag: str | None = None
    close_unassigned: bool = False
    changed: frozenset[str] = frozenset()
