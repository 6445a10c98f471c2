"""What a call can change now, given the life of the live template (Meta's rules, the facts page).

A difference is split in two: what an update can write (`target`), and what no call can make now,
with the reason and the way out. What lives in NxCloud only (events, unsubscribe, tag,
close_unassigned) is written without Meta, so that no review, category or edit limit concerns it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from syncer.model import (
    Button,
    ButtonEvent,
    DesiredTemplate,
    LiveTemplate,
    QuickReplyButton,
    SyncMeta,
    Template,
    TemplateEvent,
    UnnamedTags,
    UnsupportedButton,
    UnsupportedHeader,
)
from syncer.plan.category import WRITABLE, difference, way_out
from syncer.short_links import short_links

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

EDITABLE = frozenset({"APPROVED", "REJECTED", "PAUSED"})
IN_REVIEW = frozenset({"PENDING", "IN_APPEAL"})
GOING = "PENDING_DELETION"
GOING_REASON = (
    "its deletion is under way (PENDING_DELETION); Meta keeps the name and language of an approved"
    " template locked for 30 days: wait, or use another name"
)


@dataclass(frozen=True, slots=True)
class Write:
    """What an update sends: the whole template as it is to become, and whether Meta hears of it."""

    target: Template
    sync_meta: bool


@dataclass(frozen=True, slots=True)
class Split:
    """What of a difference can be written now, and why the rest cannot."""

    write: Write | None
    reasons: tuple[str, ...] = ()


def creates_in_meta(sync_meta: SyncMeta) -> bool:
    """Whether a create is sent to Meta: always, unless the file says `sync_meta: never`."""
    return sync_meta != "never"


def split(
    account: str, desired: DesiredTemplate, live: LiveTemplate, comparable: Template
) -> Split:
    """Divide the difference between the files and `live`; `comparable` is that without unknowns."""
    if isinstance(live.template.tag, UnnamedTags):
        return Split(None, (_tag_reason(account, live.template.tag),))
    target, reasons = desired.template, []
    if target.category != comparable.category and live.status == "APPROVED":
        target = replace(target, category=comparable.category)
        reasons.append(_category_reason(desired.template.category, comparable.category))
    write = _write(desired.sync_meta, target, comparable)
    if write.sync_meta and live.status not in EDITABLE:
        reasons.append(_status_reason(live.status))
        write = _without_meta(desired.sync_meta, target, comparable)
    if write.target == comparable:
        return Split(None, tuple(reasons))
    if reason := _unwritable(write.target, desired.template):
        return Split(None, (*reasons, reason))
    return Split(write, tuple(reasons))


def undeletable_reason(live: LiveTemplate) -> str:
    """Why this live template cannot be deleted now, empty if it can."""
    if live.status == "DISABLED":
        return (
            "Meta does not delete a DISABLED template: appeal in Meta's console first, or list its"
            " name under `scope.protect`"
        )
    return ""


def meta_view(template: Template) -> Template:
    """The template as Meta sees it: without what lives in NxCloud only."""
    buttons = tuple(_meta_button(button) for button in template.buttons)
    return replace(template, buttons=buttons, tag=None, close_unassigned=False)


def _meta_button(button: Button) -> Button:
    return QuickReplyButton(button.text) if isinstance(button, QuickReplyButton) else button


def _write(sync_meta: SyncMeta, target: Template, live: Template) -> Write:
    if sync_meta == "auto":
        return Write(target, meta_view(target) != meta_view(live))
    return Write(target, sync_meta == "always")


def _without_meta(sync_meta: SyncMeta, target: Template, live: Template) -> Write:
    """The part of the target that Meta need not hear of; with `sync_meta: always` there is none."""
    if sync_meta == "always":
        return Write(live, sync_meta=False)
    buttons = _with_behaviour(live.buttons, target.buttons)
    tag, close = target.tag, target.close_unassigned
    return Write(replace(live, buttons=buttons, tag=tag, close_unassigned=close), sync_meta=False)


def _with_behaviour(live: Sequence[Button], target: Sequence[Button]) -> tuple[Button, ...]:
    """The live buttons, each as the target has it where Meta sees no difference."""
    left = list(target)
    found: list[Button] = []
    for button in live:
        same = next((one for one in left if _meta_button(one) == _meta_button(button)), None)
        if same:
            left.remove(same)
        found.append(same or button)
    return tuple(found)


def _unwritable(target: Template, desired: Template) -> str:
    """Why a target that keeps live values cannot be sent: this API has no way to say them."""
    if target.category not in WRITABLE:
        return f"its live category {target.category} cannot be written through NxCloud's API"
    if isinstance(target.header, UnsupportedHeader):
        return f"its live {target.header.format} header cannot be written through NxCloud's API"
    if any(isinstance(button, UnsupportedButton) for button in target.buttons):
        return "a live button of it cannot be written through NxCloud's API"
    if target.body != desired.body and short_links(target.body):
        return "its live body holds a short link, and nothing tells what to write in its place"
    if any(_leads_nowhere(event) for event in _events(target)):
        return "a live button of it leads to a template that is gone"
    return ""


def _events(template: Template) -> Iterator[ButtonEvent]:
    for button in template.buttons:
        if isinstance(button, QuickReplyButton):
            yield from button.events


def _leads_nowhere(event: ButtonEvent) -> bool:
    return isinstance(event, TemplateEvent) and event.language is None


def _tag_reason(account: str, tags: UnnamedTags) -> str:
    ids = ", ".join(str(id_) for id_ in tags.ids)
    if len(tags.ids) > 1:
        return (
            f"it has several tags ({ids}), and an update can send only one: it would drop the"
            " others; remove them in the console first, if they are not needed"
        )
    return (
        f"it has tag {ids}, whose name is unknown, and an update could drop it; name it under"
        f" `accounts.{account}.tags` in syncer.yaml"
    )


def _category_reason(desired: str, live: str) -> str:
    return (
        f"the category of an approved template cannot be edited: {difference(desired, live)};"
        f" {way_out(live)}"
    )


def _status_reason(status: str) -> str:
    if status in IN_REVIEW:
        return f"it is in review ({status}) and cannot be edited until that ends; plan again then"
    if status == "DISABLED":
        return (
            "Meta disabled it (DISABLED) and does not let it be edited: appeal in Meta's console,"
            " or make a new template under another name"
        )
    return (
        f"Meta does not let a template with the status {status or 'unknown'} be edited, only"
        " APPROVED, REJECTED and PAUSED ones: plan again when it is one of these, or make a new"
        " template under another name"
    )
