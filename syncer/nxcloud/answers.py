"""What NxCloud's answers say, as values; one class for each object of the API document.

Missing texts are "", missing numbers None. Upper and lower case of codes are made one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WHATSAPP_CHANNEL = 2


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """A row of "Get Template Message List".

    `id` is the platform's id, the one that every call takes. `channel` is 2 for WhatsApp; rows of
    other channels come along. `content` is the body, with URLs or with short links. `status` has no
    documented values. `fields` is the row as it came.
    """

    id: int
    channel: int | None
    name: str
    language: str
    language_name: str
    content: str
    created_at: str
    updated_at: str
    status: int | None
    quality: str
    category: str
    rejected_reason: str
    unsubscribe: str
    close_unassigned: bool
    fields: Mapping[str, object] = field(repr=False, compare=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class TemplatePage:
    """One page of the list. `total` counts all pages; None where the server does not say.

    `date` is the server's time in seconds since 1970, None where the answer does not tell it.
    """

    rows: tuple[TemplateRow, ...]
    total: int | None
    has_next_page: bool | None
    date: float | None = None

    @property
    def promised(self) -> int:
        """How many pages there are, if this is the first one and all are as long."""
        return max(1, -(-(self.total or 0) // len(self.rows))) if self.rows else 1

    def is_last(self, rows_so_far: int) -> bool:
        """Whether no page follows; `rows_so_far` counts the rows of this page too."""
        if not self.rows:
            return True
        if self.has_next_page is not None:
            return not self.has_next_page
        return self.total is not None and rows_so_far >= self.total


@dataclass(frozen=True, slots=True)
class HeaderDetails:
    """A HEADER component. `format` is TEXT, IMAGE, VIDEO, DOCUMENT or something newer.

    `h` is one media handle, `url` (`example.header_handle`) a signed address of the bytes; both
    expire.
    """

    format: str
    text: str = ""
    media_id: str = ""
    h: str = ""
    filename: str = ""
    url: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class EventDetails:
    """A button event: `event` is tag, text or template; `template_id` is the platform's id."""

    event: str
    tag_name: str = ""
    tag_id: int | None = None
    template_id: int | None = None
    template_name: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class ButtonDetails:
    """A button. `customize_type` and `events` are from `buttonReqs`, which only QUICK_REPLY has."""

    type: str
    text: str
    url: str = ""
    phone_number: str = ""
    flow_id: str = ""
    customize_type: str = ""
    events: tuple[EventDetails, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateDetails:
    """The data of "Get Template Details".

    `meta_id` is Meta's id, which no call here takes. `other_components` are the types of components
    that the API document does not know, such as CAROUSEL. `footer` is None where there is no such
    component.
    """

    meta_id: int | None
    name: str
    status: str
    language: str
    category: str
    quality: str = ""
    tag_ids: tuple[int, ...] = ()
    close_unassigned: bool = False
    header: HeaderDetails | None = None
    body: str = ""
    footer: str | None = None
    buttons: tuple[ButtonDetails, ...] = ()
    other_components: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """The answer to a write.

    It is not documented whether a create tells an id, nor which: `template_id` may be None or
    Meta's, so look the template up in the list before using it.
    """

    template_id: int | None
    trace_id: str


@dataclass(frozen=True, slots=True)
class UploadedMedia:
    """The data of "Upload Media". `h` may be several handles in lines: pass it on verbatim."""

    h: str
    media_id: str
    original_filename: str
    mime_type: str
    url: str = field(default="", repr=False)
