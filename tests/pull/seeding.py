"""Live templates as if people had made them in the console."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.console import PNG, console_fields, image

if TYPE_CHECKING:
    from collections.abc import Iterable

    from syncer.emulator import Running
    from syncer.model import Template, TemplateKey

__all__ = ["PNG", "change", "go_live", "image", "leading_to", "seed"]


def seed(emulator: Running, name: str = "shop_live", language: str = "en", **fields: Any) -> int:
    """One live template; its platform id."""
    plain = {"category": "UTILITY", "body": "A text that a person wrote."}
    added = emulator.console.add_template({"name": name, "language": language, **plain, **fields})
    return int(added["id"])


def change(emulator: Running, template_id: int, **fields: Any) -> None:
    """What a person changes in the console."""
    emulator.console.change_template(template_id, fields)


def leading_to(template_id: int, name: str) -> list[dict[str, Any]]:
    """A button that leads to this template."""
    event = {"event": "template", "template_id": template_id, "template_name": name}
    return [{"type": "QUICK_REPLY", "text": "Go", "events": [event]}]


def go_live(emulator: Running, templates: Iterable[Template]) -> None:
    """Let the emulator have just these templates, and the tags and forms that they use."""
    console = emulator.console
    for before in console.templates():
        console.delete_template(before["id"])
    made: dict[TemplateKey, int] = {}
    for one in templates:
        fields = console_fields(console, replace(one, buttons=()), {})
        made[one.key] = seed(emulator, one.name, one.language, **fields)
    for one in templates:
        buttons = console_fields(console, one, made)["buttons"]
        change(emulator, made[one.key], buttons=buttons)
