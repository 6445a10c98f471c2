"""The workload as a project: one YAML file for each name, images, and `syncer.yaml`."""

from __future__ import annotations

import json
import struct
import zlib
from itertools import groupby
from typing import TYPE_CHECKING, Any

import yaml

from benchmarks.workload import IMAGES, SHOP, TAGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from benchmarks.workload import Button, Event, Message

_CONFIG = f"""\
version: 1
templates: templates
accounts:
  shop:
    phone: "8615800001795"
    tenant_id: 1
    vars: {{shop: "{SHOP}"}}
    tags: {json.dumps(TAGS)}
concurrency: 16
"""
_SIDE = 64
_TARGETS = {"URL": "url", "PHONE_NUMBER": "phone_number", "FLOW": "flow"}


def write_project(folder: Path, messages: Sequence[Message]) -> None:
    """Writes everything that a plan reads."""
    templates = folder / "templates"
    (templates / "media").mkdir(parents=True)
    (folder / "syncer.yaml").write_text(_CONFIG)
    for image in IMAGES:
        (templates / "media" / image).write_bytes(image_bytes(image))
    for name, translations in groupby(messages, lambda one: one.name):
        document = _document(list(translations))
        (templates / f"{name}.yaml").write_text(_yaml(document), encoding="utf-8")


def image_bytes(name: str) -> bytes:
    """A PNG of one grey, another one for each name."""
    grey = bytes([zlib.crc32(name.encode()) % 256])
    rows = (b"\0" + grey * _SIDE) * _SIDE
    size = struct.pack(">IIBBBBB", _SIDE, _SIDE, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", size), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + checksum


def _document(translations: Sequence[Message]) -> dict[str, Any]:
    first = translations[0]
    return _set(
        {
            "name": first.name,
            "category": first.category,
            "tag": first.tag,
            "translations": {one.language: _translation(one) for one in translations},
        }
    )


def _translation(message: Message) -> dict[str, Any]:
    image = {"image": f"media/{message.image}"} if message.image else {}
    text = {"text": message.header_text} if message.header_text else {}
    return _set(
        {
            "header": {**image, **text},
            "body": message.body,
            "footer": message.footer,
            "buttons": [_button(button) for button in message.buttons],
        }
    )


def _button(button: Button) -> dict[str, Any]:
    target = {_TARGETS[button.kind]: button.target} if button.target else {}
    return _set(
        {
            "type": button.kind,
            "text": button.text,
            **target,
            "unsubscribe": button.unsubscribe,
            "events": _events(button.events),
        }
    )


def _events(events: Iterable[Event]) -> list[dict[str, str]]:
    return [{event.kind: event.value} for event in events]


def _set(values: dict[str, Any]) -> dict[str, Any]:
    """What of it is set."""
    return {name: value for name, value in values.items() if value}


class _Dumper(yaml.CSafeDumper):
    """Writes a text of several lines as people do: as a block."""


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style)


_Dumper.add_representer(str, _text)


def _yaml(document: dict[str, Any]) -> str:
    text: str = yaml.dump(document, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
    return text
