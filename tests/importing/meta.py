"""Template definitions as Meta's API gives them, in our own words."""

from __future__ import annotations

from typing import Any

BODY = {"type": "BODY", "text": "Hello, your order is on its way."}


def definition(*components: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A definition with these components; without any, with a body."""
    plain = {"name": "shop_greeting", "language": "en", "category": "UTILITY"}
    return {**plain, "components": list(components) or [BODY], **fields}


def buttons(*each: dict[str, Any]) -> dict[str, Any]:
    """A BUTTONS component."""
    return {"type": "BUTTONS", "buttons": list(each)}
