"""What the journal is told of a write, and what it tells of it later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from syncer.model import Form, LiveTemplate, MediaFormat, Template, TemplateKey, UnnamedTags
    from syncer.plan.build import Sender

ActionKind = Literal["create", "update", "delete"]
Outcome = Literal["done", "failed", "unknown"]


@dataclass(frozen=True, slots=True)
class Intent:
    """A write that is about to be sent.

    `before` is the template as it was read last, None for a create; `after` as it is to become,
    None for a delete. `forms` are the account's, as far as they are known: they let the old
    template name its forms.
    """

    action: ActionKind
    key: TemplateKey
    template_id: int | None = None
    before: LiveTemplate | None = None
    after: Template | None = None
    sync_meta: bool = False
    forms: tuple[Form, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptMedia:
    """The bytes of a header's media, kept under their SHA-256 in hex, or the `reason` why not.

    Of bytes that are not kept, the digest may be known all the same.
    """

    digest: str | None
    filename: str
    reason: str = ""

    @property
    def is_kept(self) -> bool:
        """Whether the bytes are there."""
        return not self.reason


@dataclass(frozen=True, slots=True)
class KeptHeader:
    """A media header of an old template."""

    format: MediaFormat
    media: KeptMedia


@dataclass(frozen=True, slots=True)
class KeptTemplate:
    """An old template: `text` is a template file's document, whole but for what is beside it.

    `header` is its media header, if it has one. `tags` are those that no one name stands for.
    `unwritable` has a sentence for each thing that this API cannot write.
    """

    text: str
    header: KeptHeader | None = None
    tags: UnnamedTags | None = None
    unwritable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotedError:
    """Why a write failed: NxCloud's number where it gave one, else a word of `syncer.errors`."""

    code: int | str
    message: str


@dataclass(frozen=True, slots=True)
class Write:
    """A write as the journal tells it.

    `time` is that of its beginning. `status_before` is the template's status before an update or
    delete; None where it is not known. `ended` is False where the run was stopped before the
    answer: then the outcome is unknown. The digests are those of `template_document`, None where
    there was or was to be no template. `kept` is the old template of an update or a delete.
    """

    id: str
    time: datetime
    sender: Sender
    action: ActionKind
    key: TemplateKey
    template_id: int | None
    sync_meta: bool
    status_before: str | None
    digest_before: str | None
    digest_after: str | None
    trace_id: str
    outcome: Outcome
    ended: bool
    error: NotedError | None = None
    kept: KeptTemplate | None = None

    @property
    def may_have_changed(self) -> bool:
        """Whether the template may be another since."""
        return self.outcome != "failed"
