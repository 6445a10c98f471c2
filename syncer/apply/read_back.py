"""What a template looks like right after a write: what it teaches, and what did not take."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from syncer.model import QuickReplyButton, plain_text
from syncer.plan.diff import changes_between
from syncer.plan.unknowns import comparable

if TYPE_CHECKING:
    from syncer.live.knowledge import Knowledge
    from syncer.model import DesiredTemplate, LiveTemplate, Template
    from syncer.nxcloud.answers import TemplateDetails


def learn(
    knowledge: Knowledge, written: Template, template_id: int, details: TemplateDetails
) -> str:
    """Remember what only an own write can tell: short links, and the tag's id or its absence.

    Returns what the user should know, or "".
    """
    knowledge.learn_body(plain_text(details.body), written.body)
    tag = written.tag if isinstance(written.tag, str) else None
    unread = None if details.tag_ids else tag
    knowledge.learn_unread_tag(template_id, unread)
    if unread:
        return (
            f"NxCloud took the tag {unread!r} but shows none: check in the console that it exists"
        )
    if tag and len(details.tag_ids) == 1 and details.tag_ids[0] not in knowledge.tag_names():
        knowledge.learn_tag(details.tag_ids[0], tag)
    return ""


def left_different(desired: DesiredTemplate, written: Template, live: LiveTemplate) -> str:
    """What reads back differently from what was written, as the next plan will show it, or ""."""
    settled = comparable("", replace(desired, template=written), live).template
    paths = ", ".join(change.path for change in changes_between(settled, written))
    return f"NxCloud took it, but reads back another value for: {paths}" if paths else ""


def without_events(template: Template) -> Template:
    """The template with all buttons and none of their events."""
    return replace(
        template,
        buttons=tuple(
            replace(button, events=()) if isinstance(button, QuickReplyButton) else button
            for button in template.buttons
        ),
    )
