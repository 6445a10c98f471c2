"""Whatever JSON is imported: it becomes template files, or it is told why it does not."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.command import syncer
from support.mutations import fuzzed, json_bytes, mutated, torn

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

DEFINITION: dict[str, Any] = {
    "name": "shop",
    "language": "en_US",
    "category": "UTILITY",
    "status": "APPROVED",
    "components": [
        {"type": "HEADER", "format": "TEXT", "text": "Hi", "example": {"header_text": ["a"]}},
        {
            "type": "BODY",
            "text": "Hello {{1}}, welcome {{first_name}}.",
            "example": {
                "body_text": [["Ana"]],
                "body_text_named_params": [{"param_name": "first_name", "example": "Ana"}],
            },
        },
        {"type": "FOOTER", "text": "Reply STOP"},
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "QUICK_REPLY", "text": "Go"},
                {"type": "URL", "text": "See", "url": "https://shop.example/{{1}}"},
                {"type": "FLOW", "text": "Book", "flow_id": "803348158336427"},
            ],
        },
    ],
}
MEDIA: dict[str, Any] = {
    "name": "shop_media",
    "language": {"code": "en"},
    "category": "marketing",
    "components": [
        {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4:x"]}},
        {"type": "BODY", "text": "Hello"},
        {
            "type": "BUTTONS",
            "buttons": [{"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+123"}],
        },
    ],
}
ANYTHING: SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)
DUMPS = mutated(st.sampled_from(([DEFINITION, MEDIA], {"data": [MEDIA, DEFINITION]}))).map(
    json_bytes
)


def assert_imported_or_told(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder, "dump.json")
        dump.write_bytes(data)
        out = ("--out", folder, "--format", "json")
        first, second = (syncer("import", dump, *out) for _ in range(2))
        assert first.code in (0, 1, 4), first.stderr
        assert first.json["templates"] or first.json["problems"] or first.code == 0
        outcomes = {row["outcome"] for row in first.json["templates"]}
        assert outcomes <= {"written", "skipped"}
        again = [row["outcome"] for row in second.json["templates"]]
        assert again == [
            "unchanged" if row["outcome"] == "written" else "skipped"
            for row in first.json["templates"]
        ]
        files = [row["file"] for row in first.json["templates"] if row["file"]]
        if files:
            assert syncer("fmt", "--check", *files).code == 0


def test_the_undamaged_dump_is_imported_whole() -> None:
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder, "dump.json")
        dump.write_text(json.dumps([DEFINITION, MEDIA]), encoding="utf-8")
        assert syncer("import", dump, "--out", folder).code == 0


@pytest.mark.slow
@fuzzed
@given(data=st.binary() | ANYTHING.map(json_bytes))
def test_anything_at_all_is_imported_or_told(data: bytes) -> None:
    assert_imported_or_told(data)


@pytest.mark.slow
@fuzzed
@given(data=DUMPS | torn(DUMPS))
def test_a_dump_with_anything_anywhere_is_imported_or_told(data: bytes) -> None:
    assert_imported_or_told(data)
