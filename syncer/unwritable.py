"""What of a live template this API cannot write, and no template file can say therefore."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from syncer.model import QuickReplyButton, TemplateEvent, UnsupportedButton, UnsupportedHeader
from syncer.template_document import to_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.model import Button, Template

CATEGORIES = ("MARKETING", "UTILITY")
"""What `category_type` can say (API document, "Create Template Message")."""


def unwritable(template: Template) -> tuple[str, ...]:
    """A sentence for each thing; none for a template that can be written just as it is."""
    return tuple(_unwritable(template))


def _unwritable(template: Template) -> Iterator[str]:
    header = template.header
    if template.category not in CATEGORIES:
        yield f"its category {template.category or 'unknown'} cannot be written through this API"
    if isinstance(header, UnsupportedHeader):
        yield f"its {header.format} header cannot be written through this API"
    yield from filter(None, map(_of_button, template.buttons))
    if not _is_whole(template):
        yield "a text of it holds half of an emoji, which no file can"


def _of_button(button: Button) -> str:
    if isinstance(button, UnsupportedButton):
        return f"its button {button.type} cannot be written through this API"
    if isinstance(button, QuickReplyButton):
        for event in button.events:
            if isinstance(event, TemplateEvent) and event.language is None:
                return f"its button {button.text!r} leads to a template that is gone"
    return ""


def _is_whole(template: Template) -> bool:
    try:
        json.dumps(to_document(template), ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True
