from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.handwritten import handwritten
from support.hostile import hostile_texts

from syncer.documents import plain as plain_module
from syncer.documents.check import document_schema
from syncer.documents.compose import compose
from syncer.documents.construct import construct
from syncer.documents.limits import MAX_VALUES
from syncer.documents.nodes import MapNode
from syncer.documents.places import Place
from syncer.documents.plain import PlainDocument, read_plain
from syncer.documents.syntax import MAX_DEPTH

if TYPE_CHECKING:
    from syncer.documents.nodes import Node

ANYTHING = Place([{}], {})
TEMPLATE = document_schema("template").place
SETTINGS = (
    "protect: ~\n",
    "close_unassigned: true\n",
    "close_unassigned: 'true'\n",
    "protect: ${on}\n",
    "footer: 007\n",
    "footer: null\n",
    "tag: No\n",
    "odd: {list: [1, 1.5, off, 0x1F, .nan, -.inf, 12:30], deep: {a: {b: [{c: }]}}}\n",
    "name: again\n",
    "odd: [*anchor]\n",
    "odd: {<<: {a: 1}}\n",
    "odd: !!int 5\n",
    "? [a]\n: 1\n",
    "odd: &anchor x\n",
    "odd: {a: 1, a: 2}\n",
    "odd: [\n",
)
FILES = st.lists(
    st.one_of(
        st.tuples(handwritten(), st.lists(st.sampled_from(SETTINGS), max_size=3)).map(
            lambda pair: "".join((*pair[1], pair[0]))
        ),
        hostile_texts().map(lambda text: text.encode(errors="replace").decode()),
        st.sampled_from(("", "# nothing\n", "~\n", "''\n", "- a\n- {b: c}\n", "text\n", "null\n")),
    ),
    min_size=1,
    max_size=3,
).map("\n---\n".join)


def read(text: str) -> list[object]:
    documents = read_plain(text, ANYTHING)
    assert documents is not None
    return [document.data for document in documents]


@given(FILES)
def test_what_is_read_at_once_is_what_its_nodes_mean(text: str) -> None:
    documents = read_plain(text, TEMPLATE)
    composition = compose(text, "a.yaml")
    if documents is None:
        return
    assert composition.complete
    assert not composition.problems
    assert [(one.start, one.end, one.line) for one in documents] == [
        (one.start, one.end, one.root.line) for one in composition.documents
    ]
    for document, composed in zip(documents, composition.documents, strict=True):
        assert repr(document.data) == repr(construct(composed.root, TEMPLATE))
        assert marked(document) == positions(composed.root)


@given(handwritten())
def test_files_as_people_write_them_are_plain_if_they_have_no_anchors(text: str) -> None:
    assert "&" in text or read_plain(text, TEMPLATE) is not None


def positions(root: Node) -> tuple[object, object]:
    """Where the values of a map are, and the keys of the maps in it."""
    entries = root.entries if isinstance(root, MapNode) else {}
    return (
        {key: (entry.value.line, entry.value.column) for key, entry in entries.items()},
        {
            key: {name: (one.key.line, one.key.column) for name, one in value.entries.items()}
            for key, value in ((key, entry.value) for key, entry in entries.items())
            if isinstance(value, MapNode)
        },
    )


def marked(document: PlainDocument) -> tuple[object, object]:
    return (
        {key: (mark.line + 1, mark.column + 1) for key, mark in document.values.items()},
        {
            key: {name: (mark.line + 1, mark.column + 1) for name, mark in marks.items()}
            for key, marks in document.keys.items()
        },
    )


@pytest.mark.parametrize(
    "text",
    [
        "a: &x 1\n",
        "a: &x [1]\n",
        "a: &x {b: 1}\n",
        "&x a: 1\n",
        "- &x {a: 1}\n- *x\n",
        "*x : 1\n",
        "a: !!str 1\n",
        "a: !mine [1]\n",
        "a: !mine {b: 1}\n",
        "!mine {a: 1}\n",
        "!!str a: 1\n",
        "{[a]: 1}\n",
        "a: {<<: {b: 1}}\n",
        "<<: {b: 1}\n",
        "a: 1\na: 2\n",
        "a: {b: 1, b: 2}\n",
        "a: [\n",
        "a: \x01\n",
        "a: 1\n--- *x\n",
    ],
)
def test_what_takes_more_than_reading_is_left_to_who_composes(text: str) -> None:
    assert read_plain(text, ANYTHING) is None


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("{a: ", "}")])
def test_depth_is_bounded(opening: str, closing: str) -> None:
    deepest = MAX_DEPTH - 1
    assert read_plain(opening * deepest + closing * deepest, ANYTHING) is not None
    assert read_plain(opening * (MAX_DEPTH + 1) + closing * (MAX_DEPTH + 1), ANYTHING) is None


@pytest.mark.parametrize(("more", "is_read"), [(0, True), (1, False)])
def test_too_many_values_are_left_to_who_counts_them(
    more: int, *, is_read: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain_module, "MAX_VALUES", 10)
    text = yaml.safe_dump([*({"a": "long enough"} for _ in range(4)), *["x"] * (1 + more)])
    assert (read_plain(text, ANYTHING) is not None) is is_read
    assert MAX_VALUES > 10


def test_no_document_is_left_of_comments_and_nulls() -> None:
    assert read("# nothing\n---\n~\n---\n") == []
    assert read("''\n") == [""]
