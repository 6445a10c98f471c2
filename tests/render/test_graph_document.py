from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given
from jsonschema import Draft202012Validator
from support.hostile import some
from support.maps import SHOP, hostile_maps, map_of

from syncer.render.graph_document import graph_document
from syncer.schema_files import load_schema

if TYPE_CHECKING:
    from syncer.graph.values import Graph


def test_a_map_as_json() -> None:
    menu, orders = ({"name": name, "language": "en"} for name in ("menu", "orders"))
    document = graph_document([map_of(SHOP[0], SHOP[1])])
    assert document["format_version"] == "1.0"
    (account,) = document["accounts"]
    assert account["account"] == "main"
    assert account["nodes"][0] == {**menu, "external": False, "marks": ["loop"]}
    assert account["nodes"][2] == {
        "name": "care", "language": "de", "external": True, "marks": []
    }  # fmt: skip
    tap = {"from": menu, "button": 0, "button_text": "Orders"}
    assert account["edges"][:3] == [
        {**tap, "event": 0, "kind": "tag", "tag": "orders"},
        {**tap, "event": 1, "kind": "template", "template": orders},
        {
            "from": menu,
            "button": 1,
            "button_text": "Hours",
            "event": 0,
            "kind": "text",
            "text": "We are open\nuntil eight.",
        },
    ]
    assert account["loops"] == [[menu, orders]]


def test_marked_templates_are_listed() -> None:
    (account,) = graph_document([map_of(*SHOP[1:])])["accounts"]
    found = {mark: [one["name"] for one in account[mark]] for mark in ("starts", "dead_ends")}
    assert found == {"starts": ["orders"], "dead_ends": ["thanks"]}
    assert [one["name"] for one in account["unreachable"]] == ["orders", "news"]


@some
@given(hostile_maps())
def test_it_fits_its_schema_whatever_the_texts(one: Graph) -> None:
    document = graph_document([one, one])
    assert json.loads(json.dumps(document)) == document
    assert list(Draft202012Validator(load_schema("graph")).iter_errors(document)) == []


def test_its_schema_is_closed_and_a_schema() -> None:
    schema = load_schema("graph")
    Draft202012Validator.check_schema(schema)
    (account,) = graph_document([map_of(*SHOP)])["accounts"]
    for more in ({"more": 1}, {"edges": [{**account["edges"][0], "text": "x"}]}):
        document = {"format_version": "1.0", "accounts": [account | more]}
        assert not Draft202012Validator(schema).is_valid(document)
