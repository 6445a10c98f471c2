"""The one model of a template, for the files and for the live side alike.

Both sides are translated into the same frozen values, so that "is it equal?" is `==`. What cannot
be read back from NxCloud is not part of it; what is unknown on the live side is a value of its own
(`UnnamedTags`, a digest of None, a language of None), never a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from syncer.errors import Location

_LINE_BREAK = re.compile(r"(?<!\r)\r*\n")  # without the first part, many \r take forever

MediaFormat = Literal["IMAGE", "VIDEO", "DOCUMENT"]
SyncMeta = Literal["auto", "always", "never"]


class TemplateKey(NamedTuple):
    """What identifies a template for people: its name and language code. Ids differ per account."""

    name: str
    language: str

    def __str__(self) -> str:
        return f"{self.name}/{self.language}"


@dataclass(frozen=True, slots=True)
class TextHeader:
    """A header that is a line of text."""

    text: str


@dataclass(frozen=True, slots=True)
class MediaHeader:
    """A header that is an image, a video or a document, compared by its bytes.

    `digest` is the SHA-256 of the bytes in lower-case hex; None means that the live bytes could not
    be read. `filename` is for people: NxCloud may rename what was uploaded.
    """

    format: MediaFormat
    digest: str | None
    filename: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class UnsupportedHeader:
    """A live header that this API cannot write, such as LOCATION."""

    format: str


Header = TextHeader | MediaHeader | UnsupportedHeader


@dataclass(frozen=True, slots=True)
class TagEvent:
    """A tap puts the tag of this name on the conversation."""

    tag: str


@dataclass(frozen=True, slots=True)
class TextEvent:
    """A tap is answered with this text."""

    text: str


@dataclass(frozen=True, slots=True)
class TemplateEvent:
    """A tap is answered with another template; a live one with language None leads nowhere."""

    name: str
    language: str | None


ButtonEvent = TagEvent | TextEvent | TemplateEvent


@dataclass(frozen=True, slots=True)
class QuickReplyButton:
    """A QUICK_REPLY button: the only type with events that can be read back."""

    text: str
    unsubscribe: bool = False
    events: tuple[ButtonEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class UrlButton:
    """A URL button."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class PhoneNumberButton:
    """A PHONE_NUMBER button; the number is `+` and digits."""

    text: str
    phone_number: str


@dataclass(frozen=True, slots=True)
class FlowButton:
    """A FLOW button. `flow` is a form's id; in files it may still be the form's name."""

    text: str
    flow: str


@dataclass(frozen=True, slots=True)
class UnsupportedButton:
    """A live button that this API cannot write, such as COPY_CODE."""

    type: str
    text: str


Button = QuickReplyButton | UrlButton | PhoneNumberButton | FlowButton | UnsupportedButton


@dataclass(frozen=True, slots=True)
class UnnamedTags:
    """Live tags that no one `tag_name` stands for: an id without a known name, or several."""

    ids: tuple[int, ...]
    names: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """One template in one language: all of it that can be written and read back.

    `category` is MARKETING or UTILITY in files; the live side may hold others, such as
    AUTHENTICATION. Texts are as `plain_text` leaves them. `key` is its name and language.
    """

    name: str
    language: str
    category: str
    body: str
    header: Header | None = None
    footer: str | None = None
    buttons: tuple[Button, ...] = ()
    tag: str | UnnamedTags | None = None
    close_unassigned: bool = False
    key: TemplateKey = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        # A plan asks for it more than ten times: made once, it costs a tenth of its time less.
        object.__setattr__(self, "key", TemplateKey(self.name, self.language))


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A media file of the project: where it is, and the SHA-256 of its bytes in lower-case hex.

    `size` is in bytes, `kind` as `syncer.media_kinds` tells it; None where that is not known.
    """

    path: Path
    digest: str
    size: int | None = field(default=None, compare=False)
    kind: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class DesiredTemplate:
    """A template as the files want it for one account, with what only the files know.

    `location` is where the translation is declared; `locations` maps paths as in a plan's changes
    (`buttons[0].flow`) to where that value stands. `external` holds the events' targets that live
    outside the files. `protect` forbids any deletion of this name. `ignore` has the rules that do
    not count for it, each with the reason. `accept_category` takes the category that Meta gave it
    for the one of the files. `renamed_from` is what the template was called before.
    """

    template: Template
    location: Location
    media: MediaFile | None = None
    sync_meta: SyncMeta = "auto"
    protect: bool = False
    examples: Mapping[str, str] = field(default_factory=dict)
    external: frozenset[TemplateKey] = frozenset()
    ignore: Mapping[str, str] = field(default_factory=dict)
    accept_category: bool = False
    renamed_from: str | None = None
    locations: Mapping[str, Location] = field(default_factory=dict)

    @property
    def key(self) -> TemplateKey:
        """Its name and language."""
        return self.template.key


@dataclass(frozen=True, slots=True)
class LiveMedia:
    """The media of a live header: what is needed to send it again or to read its bytes.

    `handle` is the detail's `h`; `url` is a signed address of the bytes. Both expire.
    """

    media_id: str
    handle: str
    filename: str
    url: str


@dataclass(frozen=True, slots=True)
class LiveRow:
    """A template as the list shows it: enough to know that it is there, and under which id.

    `fields` is the row as it came.
    """

    template_id: int
    key: TemplateKey
    content: str
    quality: str
    category: str
    rejected_reason: str
    fields: Mapping[str, object] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class LiveTemplate:
    """A template as NxCloud has it now.

    `template_id` is the platform's id, the one that calls take, never Meta's. `digest` covers all
    that a write could change, as it was read: two reads with the same digest saw the same template.
    """

    template_id: int
    template: Template
    status: str
    quality: str
    rejected_reason: str
    digest: str
    media: LiveMedia | None = None

    @property
    def key(self) -> TemplateKey:
        """Its name and language."""
        return self.template.key


@dataclass(frozen=True, slots=True)
class Form:
    """A WhatsApp form (Meta calls it a flow). `status` is PUBLISHED or DRAFT."""

    id: str
    name: str
    status: str
    validation_errors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One account's live side, read once.

    `rows` has every WhatsApp template of the account, `templates` those that matter to this run.
    `forms` is empty unless a FLOW button asked for it.
    """

    rows: Mapping[TemplateKey, LiveRow]
    templates: Mapping[TemplateKey, LiveTemplate]
    forms: tuple[Form, ...] = ()
    warnings: tuple[str, ...] = ()


def plain_text(text: str) -> str:
    """A text in the normal form of both sides: newlines alone, and none at the end."""
    return (_LINE_BREAK.sub("\n", text) if "\r" in text else text).rstrip("\n")


def phone_number(text: str) -> str:
    """A phone number in the normal form of both sides: `+` and the digits, nothing between."""
    digits = text.translate(str.maketrans("", "", " .()-\u00a0"))
    return "+" + digits.removeprefix("+")
