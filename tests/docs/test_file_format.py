"""docs/file-format.md has every key of both schemas, with its default and its values."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from support.markdown import ROOT

from syncer.schema_files import load_schema

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = (ROOT / "docs" / "file-format.md").read_text(encoding="utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in PAGE.splitlines()
    if line.startswith("| `")
]
IN_ROWS_OF_OTHERS = {"type", "events", "unsubscribe", "url", "phone_number", "flow"}
"""The keys of a button stand in the row of the type that has them."""


def keys_of(schema: Any) -> Iterator[tuple[str, Any]]:
    """Every key that a file may have, at any depth, with what the schema says of it."""
    if isinstance(schema, dict):
        for key, part in schema.get("properties", {}).items():
            if isinstance(part, dict):
                yield key, part
        for part in schema.values():
            yield from keys_of(part)
    if isinstance(schema, list):
        for part in schema:
            yield from keys_of(part)


KEYS = {
    f"{name}: {key}": (key, part)
    for name in ("template", "config")
    for key, part in keys_of(load_schema(name))
}


def test_both_schemas_have_been_read() -> None:
    assert {"template: external", "template: renamed_from", "config: resolve_short_links"} <= set(
        KEYS
    )


@pytest.mark.parametrize("key", sorted({key for key, _ in KEYS.values()}))
def test_each_key_is_explained(key: str) -> None:
    if key in IN_ROWS_OF_OTHERS:
        assert f"`{key}" in PAGE
    elif key not in ("name", "language", "external"):
        rows = [row for row in ROWS if row[0] == f"`{key}`"]
        assert rows
        assert all(len(row[1].split()) > 2 for row in rows)
    else:
        assert f"`{key}" in PAGE


@pytest.mark.parametrize(
    ("key", "default"),
    [(key, part["default"]) for key, part in KEYS.values() if "default" in part],
)
def test_each_default_is_told(key: str, default: object) -> None:
    shown = default if isinstance(default, str) else json.dumps(default)
    rows = [row for row in ROWS if row[0] == f"`{key}`"]
    assert not rows or any(row[-1].strip("`") == shown for row in rows)


@pytest.mark.parametrize(
    "value",
    sorted(
        {
            value
            for _, part in KEYS.values()
            for choice in (part, *part.get("anyOf", ()))
            for value in choice.get("enum", ())
            if value
        }
    ),
)
def test_each_value_that_a_key_may_have_is_told(value: str) -> None:
    assert f"`{value}`" in PAGE
