"""Where each document begins, and what happens while it is read."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from support.console import image
from support.project import ANOTHER, EXAMPLE, GREETING, new_project

from syncer.emulator import DEMO_ACCOUNT, Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from support.markdown import Direction

    from syncer.emulator import Console

WELCOME = "Welcome, {{First Name}}! Have a look around."
MAIN, STAGING = "8615800001795", "8615800001111"
SETTINGS = Settings(accounts=(replace(DEMO_ACCOUNT, phones=(MAIN, STAGING)),))
"""An emulator with two senders."""


def _example(folder: Path, console: Console) -> None:
    """The project that shows everything once."""
    del console
    shutil.copytree(EXAMPLE, folder, dirs_exist_ok=True)


def _two_templates(folder: Path, console: Console) -> None:
    """A small account, and a picture."""
    _add(console, "shop_tracking", "Your parcel is on its way to you.")
    _add(console, "shop_welcome", WELCOME, category="MARKETING")
    media = "templates/media/parcel.png"
    (folder / media).parent.mkdir(parents=True)
    shutil.copy(EXAMPLE / media, folder / media)


def _two_files(folder: Path, console: Console) -> None:
    """A small project of one account, in which nothing is live."""
    del console
    new_project(folder, greeting=GREETING, goodbye=ANOTHER)


def _lived_in(folder: Path, console: Console) -> None:
    """An account in which people have worked in NxCloud's console for a while."""
    del folder
    tracking: dict[str, Any] = {"event": "template", "template_name": "shop_tracking"}
    tracking["template_id"] = _add(console, "shop_tracking", "Your parcel is on its way to you.")
    button = {"type": "QUICK_REPLY", "text": "Track it", "events": [tracking]}
    shipped = "Hi {{First Name}}, your order has left our house."
    _add(console, "shop_order_shipped", shipped, header=image("parcel.png"), buttons=[button])
    _add(console, "shop_order_shipped_v2", shipped)
    _add(console, "shop_welcome", WELCOME, category="MARKETING")
    _add(console, "hr_interview", "Dear {{First Name}}, we look forward to our talk.")
    _add(console, "shop_tracking", "Your parcel is on its way to you.", phone=STAGING)
    _add(console, "shop_order_shipped", "Hi {{First Name}}, a test order has left.", phone=STAGING)


def _add(console: Console, name: str, body: str, **fields: Any) -> int:
    """A live template that a person made; its platform id."""
    plain = {"name": name, "language": "en_US", "category": "UTILITY", "body": body}
    return int(console.add_template(plain | fields)["id"])


STAGES: Mapping[str, Callable[[Path, Console], object]] = {
    "client.md": _two_templates,
    "editors.md": _example,
    "from-the-console.md": _lived_in,
    "how-it-works.md": _example,
    "json.md": _two_files,
    "reviewing.md": _example,
}
"""What is there when a document begins; for others, an empty folder and an empty account."""

_EDIT = re.compile(r'in the console, (\w+) gets the (\w+) "(.*)"')


def follow(direction: Direction, console: Console) -> None:
    """Do what `<!-- meanwhile: … -->` says, which readers do not see."""
    edit = _EDIT.fullmatch(direction.text)
    assert edit, f"{direction.place}: nobody knows what this means"
    name, field, value = edit.groups()
    (id_,) = [
        one["id"] for one in console.templates() if (one["phone"], one["name"]) == (MAIN, name)
    ]
    console.change_template(id_, {field: value})
