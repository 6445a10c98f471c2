"""The YAML that documents show: whole files, and parts of files that are put into their place."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from syncer.schema_files import load_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from support.markdown import Block

HEAD = "name: shop_greeting\ncategory: UTILITY\n"
TRANSLATION = f"{HEAD}translations:\n  en:\n"
BUTTON = f"{TRANSLATION}    body: Hello there\n    buttons:\n    - type: QUICK_REPLY\n"


@dataclass(frozen=True, slots=True)
class Home:
    """A place for a mapping in a file: what stands above it, and what it has to have."""

    schema: str
    keys: frozenset[str]
    above: str
    indent: int
    needed: Mapping[str, str]

    def file(self, text: str, keys: frozenset[str]) -> str:
        """The file with this text at its place, and with what the text leaves out."""
        missing = "".join(f"{key}: {self.needed[key]}\n" for key in self.needed if key not in keys)
        return self.above + textwrap.indent(missing + text, " " * self.indent)


def homes() -> tuple[Home, ...]:
    """Where a part of a file may belong; the first one that has all its keys is meant."""
    template, config = load_schema("template"), load_schema("config")
    keys = {
        name: frozenset(part["properties"])
        for name, part in template["$defs"].items()
        if "properties" in part
    }
    whole = {"name": "shop_greeting", "category": "UTILITY", "translations": "{en: {body: Hello}}"}
    return (
        Home("config", frozenset(config["properties"]), "", 0, {"version": "1"}),
        Home("template", frozenset(template["properties"]), "", 0, whole),
        Home("template", keys["translation"], TRANSLATION, 4, {"body": "Hello"}),
        Home("template", keys["button"], BUTTON, 6, {"text": "Track it"}),
    )


def whole_file(text: str) -> tuple[str, str]:
    """The schema that a block is for, or "", and the file that it is, or is a part of."""
    documents = list(yaml.load_all(text, yaml.CSafeLoader))
    if not all(isinstance(document, dict) for document in documents):
        return "", text
    keys = frozenset(key for document in documents for key in document)
    found = (home for home in homes() if keys <= home.keys)
    home = next(found, None)
    return (home.schema, home.file(text, keys)) if home else ("", text)


def whole_files(blocks: Iterable[Block]) -> dict[str, dict[str, str]]:
    """For each schema, the whole files that its blocks stand for, by their place."""
    files: dict[str, dict[str, str]] = {"template": {}, "config": {}, "": {}}
    for block in blocks:
        if not block.one_line:
            schema, text = whole_file(block.text)
            files[schema][block.place] = text
    return files
