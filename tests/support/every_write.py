"""A project whose apply writes in every way there is, and the live side that it begins with."""

from __future__ import annotations

import base64
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from support.project import new_project

from syncer.journal.reading import read_journal

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.processes import EmulatorProcess, Machine, RemoteConsole

CONFIG = """\
version: 1
templates: templates
scope: {include: ["shop_*"]}
prune: true
# Where a first apply is stopped, the events that it left out are updates of the next one.
limits: {max_update_percent: 100}
network: {timeout_seconds: 60, retry_seconds: 5, writes_per_second: 1000}
"""

CREATED = """\
# One picture for two of three languages; a tag; a form; events that lead on.
name: shop_welcome
category: UTILITY
header: {image: media/parcel.png}
translations:
  en:
    body: Welcome {{First Name}}, good to see you.
    tag: vip
    buttons:
      - type: QUICK_REPLY
        text: Menu
        events: [{tag: vip}, {text: Here you are.}, {template: shop_menu}]
  es:
    body: Bienvenido {{First Name}}, mucho gusto.
  de:
    header: null
    body: Willkommen {{First Name}}, sehr erfreut.
    buttons: [{type: FLOW, text: Termin, flow: appointment_booking}]
---
# A circle of two.
name: shop_menu
category: UTILITY
translations:
  en:
    body: What would you like to do?
    buttons: [{type: QUICK_REPLY, text: Track, events: [{template: shop_tracking}]}]
---
name: shop_tracking
category: UTILITY
translations:
  en:
    body: Your parcel is on its way.
    buttons: [{type: QUICK_REPLY, text: Back, events: [{template: shop_menu}]}]
---
# A circle of one.
name: shop_questions
category: UTILITY
translations:
  en:
    body: Ask us anything.
    buttons: [{type: QUICK_REPLY, text: Again, events: [{template: shop_questions}]}]
"""

UPDATED = """\
# Another text, and an event that leads to a template that does not exist yet.
name: shop_greeting
category: UTILITY
translations:
  en:
    body: Hello {{First Name}}, nice to see you.
    buttons: [{type: QUICK_REPLY, text: Menu, events: [{template: shop_menu}]}]
---
# Another picture.
name: shop_photo
category: UTILITY
translations:
  en:
    header: {image: media/new.png}
    body: This is our shop.
---
# A change that only NxCloud sees.
name: shop_terms
category: UTILITY
translations:
  en:
    body: These are our terms.
    buttons:
      - type: QUICK_REPLY
        text: Ask
        events: [{template: shop_questions}, {template: {name: legacy_menu, external: true}}]
---
# No change at all.
name: shop_address
category: UTILITY
translations:
  en:
    body: This is where we are.
"""

PNG = b"\x89PNG\r\n\x1a\n"
PARCEL, NEW, OLD = (PNG + name for name in (b"a parcel", b"the new shop", b"the old shop"))
_VARYING = {"id", "meta_id", "phone", "created_at", "updated_at", "review_ends_at"}

State = dict[str, Any]


def write_project(folder: Path) -> None:
    """The files of the project."""
    project = new_project(folder, CONFIG, created=CREATED, updated=UPDATED)
    project.write("templates/media/parcel.png", PARCEL)
    project.write("templates/media/new.png", NEW)


def live_before() -> Iterator[dict[str, Any]]:
    """The templates that are live before the first apply, as the console takes them."""
    yield _live("legacy_menu", "The menu that somebody else made.", header=_picture("menu.png"))
    yield _live("somebody_elses", "Not ours.", tag_ids=[33989], quality="RED")
    yield _live("shop_greeting", "Hello {{First Name}}, good to see you.")
    yield _live("shop_photo", "This is our shop.", header=_picture("old.png"))
    yield _live("shop_terms", "These are our terms.", buttons=[_reply("Ask")])
    yield _live("shop_address", "This is where we are.")
    yield _live("shop_greeting", "Bonjour, ravi de vous voir.", language="fr")
    yield _live("shop_old_photo", "This was our shop.", header=_picture("older.png"))


def _live(name: str, body: str, **fields: Any) -> dict[str, Any]:
    return {"name": name, "language": "en", "category": "UTILITY", "body": body, **fields}


def _picture(filename: str) -> dict[str, str]:
    content = base64.b64encode(OLD + filename.encode()).decode()
    return {"format": "IMAGE", "filename": filename, "content_base64": content}


def _reply(text: str, *events: dict[str, Any]) -> dict[str, Any]:
    return {"type": "QUICK_REPLY", "text": text, "events": list(events)}


@dataclass(frozen=True, slots=True)
class Shop:
    """A sender of an emulator, the machine that works for it, and its templates at first, by id."""

    console: RemoteConsole
    machine: Machine
    phone: str
    home: Path
    before: dict[int, Any]

    def templates(self) -> dict[int, Any]:
        """All templates of the sender, by id."""
        return _templates(self.console, self.phone)

    def untouched(self) -> list[Any]:
        """The live templates that no apply may touch, whole."""
        names = ("legacy_menu", "somebody_elses", "shop_address")
        return [one for one in self.templates().values() if one["name"] in names]

    def state(self) -> list[State]:
        """What the templates say, whichever sender they are of and however they came about."""
        templates = self.templates()
        found = [_content(one, templates) for one in templates.values()]
        return sorted(found, key=lambda one: (one["name"], one["language"]))

    def requests(self) -> list[Any]:
        """The requests for this sender since its templates were made."""
        mark = f"/{self.phone}"
        return [one for one in self.console.requests() if mark in one["path"]]

    def writes(self) -> Counter[str]:
        """The writes that were carried out, each with its template, and how often."""
        return Counter(
            f"{one['endpoint']} {self._target(one)}"
            for one in self.requests()
            if one["endpoint"] in ("create", "update", "delete") and one["code"] == 0
        )

    def uploads(self) -> int:
        """How many uploads were carried out."""
        done = [one for one in self.requests() if one["endpoint"] == "upload" and one["code"] == 0]
        return len(done)

    def open_writes(self) -> list[str]:
        """The writes that the machine's journal says were begun, and not how they ended."""
        journal = read_journal(self.home / "state")
        writes = [f"{write.action} {write.key}" for write in journal if not write.ended]
        assert journal.unreadable <= 1, "only the last line of a killed run may be torn"
        return writes

    def _target(self, request: Any) -> str:
        if request["body"]:
            return _key(request["body"])
        return _key(self.before[int(request["path"].rpartition("/")[2])])


def new_shop(emulator: EmulatorProcess, project: Path, home: Path) -> Shop:
    """The next sender of an emulator, with the templates that are there before the first apply."""
    phone, console = next(emulator.phones), emulator.console
    for fields in live_before():
        console.add_template({"phone": phone, **fields})
    old = next(one for one in _templates(console, phone).values() if "old" in one["name"])
    event = {"event": "template", "template_name": old["name"], "template_id": old["id"]}
    leading = _live("shop_old_menu", "An old menu.", buttons=[_reply("Photo", event)])
    console.add_template({"phone": phone, **leading})
    console.forget_requests()
    machine = emulator.machine(project, home, phone)
    return Shop(console, machine, phone, home, _templates(console, phone))


def _templates(console: RemoteConsole, phone: str) -> dict[int, Any]:
    return {one["id"]: one for one in console.templates() if one["phone"] == phone}


def _key(named: Any) -> str:
    return f"{named['name']}/{named['language']}"


def _content(one: Any, templates: dict[int, Any]) -> State:
    kept = {name: value for name, value in one.items() if name not in _VARYING}
    header = one["header"] and {**one["header"], "media_id": "", "handle": ""}
    buttons = [_button(button, templates) for button in one["buttons"]]
    return {**kept, "header": header, "buttons": buttons, "edited_at": len(one["edited_at"])}


def _button(button: Any, templates: dict[int, Any]) -> Any:
    events = [_event(event, templates) for event in button["events"]]
    return {**button, "payload": "", "events": events}


def _event(event: Any, templates: dict[int, Any]) -> Any:
    """The event with the template that it leads to, which has to be one of the same sender."""
    if event["template_id"] is None:
        return event
    return {**event, "template_id": _key(templates[event["template_id"]])}
