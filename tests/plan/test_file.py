from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from support.planning import EVERYTHING, PRUNE, plan_of, planned
from support.templates import desired, leading_to, live, sides, snapshot, template

from syncer.errors import RefusedError
from syncer.plan.file import FORMAT_VERSION, account_document, plan_document, read_plan
from syncer.plan.values import Plan, Selection
from syncer.schema_files import load_schema

SCHEMA = load_schema("plan")
VALIDATOR = Draft202012Validator(SCHEMA)
REVIEW = (
    "this sends a live template to review, and it may not be sendable until that ends; it is the"
    " one edit that Meta takes in 24 hours"
)
ERROR = {"code": "credentials", "message": "refused", "hint": "set the key", "location": None}
PLANS = st.builds(
    lambda several, prune: plan_of(
        *(
            planned(both.desired, both.snapshot, EVERYTHING, Selection(prune=prune)).plan
            for both in several
        ),
        selection=Selection(("shop_*",), ("*/de",), prune),
    ),
    st.lists(sides(), max_size=2),
    st.booleans(),
)


def example() -> Any:
    """A plan with one action of each kind, as it stands in a file."""
    files = [
        desired(leading_to("new", "new")),
        desired(template("changed", footer="Bye")),
        desired(template("approved")),
    ]
    lives = snapshot(
        live(template("changed"), 1),
        live(template("approved", category="MARKETING"), 2),
        live(template("old"), 3),
        warnings=["a page moved"],
    )
    plan = plan_of(planned(files, lives, EVERYTHING, PRUNE).plan, selection=PRUNE)
    return json.loads(json.dumps(plan_document(plan)))


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """The path of every value of a document but those of changes, which may be anything."""
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    found = [path] if path else []
    for key, item in inner:
        if key not in ("before", "after"):
            found += places(item, (*path, key))
    return found


PLACES = places(example())


def damaged(path: tuple[str | int, ...], value: object) -> object:
    """The example with another value at one place."""
    document = copy.deepcopy(example())
    holder = document
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = value
    return document


@settings(max_examples=15)
@given(PLANS)
def test_a_plan_read_back_from_its_json_is_the_same_plan(plan: Plan) -> None:
    document = json.loads(json.dumps(plan_document(plan)))
    assert read_plan(document) == plan
    assert plan_document(read_plan(document)) == document


@settings(max_examples=10)
@given(PLANS)
def test_the_document_of_a_plan_is_json_of_its_schema(plan: Plan) -> None:
    document = plan_document(plan)
    VALIDATOR.validate(document)
    assert json.loads(json.dumps(document)) == document


def test_the_document_has_the_shape_of_the_contract() -> None:
    document = example()
    assert list(document) == [
        "format_version", "syncer_version", "created_at", "selection", "accounts",
    ]  # fmt: skip
    assert document["format_version"] == FORMAT_VERSION == "1.0"
    (account,) = document["accounts"]
    assert account["summary"] == {
        "create": 1, "update": 1, "delete": 1, "blocked": 1, "unchanged": 0, "unmanaged": 0,
    }  # fmt: skip
    update = next(one for one in account["actions"] if one["action"] == "update")
    assert update == {
        "action": "update",
        "name": "changed",
        "language": "en",
        "template_id": 1,
        "source": "templates/changed.yaml:4:3",
        "changes": [{"path": "footer", "before": None, "after": "Bye"}],
        "reason": "",
        "sync_meta": True,
        "depends_on": [],
        "events_later": False,
        "costs": [REVIEW],
        "live_digest": live(template("changed")).digest,
    }
    assert account["warnings"] == ["a page moved"]
    assert account["fingerprint"].startswith("sha256:")


def test_an_account_document_is_its_part_of_the_plan() -> None:
    plan = planned([desired()]).plan
    assert plan_document(plan_of(plan))["accounts"] == [account_document(plan)]


@pytest.mark.parametrize("path", PLACES, ids=lambda path: ".".join(map(str, path)))
def test_a_value_of_a_wrong_type_anywhere_is_refused(path: tuple[str | int, ...]) -> None:
    with pytest.raises(RefusedError):
        read_plan(damaged(path, 1.5))


@pytest.mark.parametrize(
    "path",
    [path for path in PLACES if isinstance(path[-1], str) and path[-2:-1] != ("desired",)],
    ids=lambda path: ".".join(map(str, path)),
)
def test_a_value_that_is_missing_is_refused(path: tuple[str | int, ...]) -> None:
    document = example()
    holder = document
    for key in path[:-1]:
        holder = holder[key]
    del holder[path[-1]]
    with pytest.raises(RefusedError):
        read_plan(document)


@pytest.mark.parametrize(
    "path", [("x",), ("accounts", 0, "x"), ("accounts", 0, "actions", 0, "x"), ("selection", "x")]
)
def test_a_value_that_nobody_knows_is_refused(path: tuple[str | int, ...]) -> None:
    with pytest.raises(RefusedError, match="'x' was unexpected"):
        read_plan(damaged(path, 1))


def test_a_damaged_plan_says_where_and_what_to_do() -> None:
    with pytest.raises(RefusedError) as caught:
        read_plan(damaged(("accounts", 0, "summary", "create"), "many"))
    assert caught.value.message == (
        "this is no plan that can be applied: 'many' is not of type 'integer'"
        " (at $.accounts[0].summary.create)"
    )
    assert caught.value.hint == "make it anew with `syncer plan --out FILE`"


def test_a_long_complaint_is_cut_short() -> None:
    with pytest.raises(RefusedError) as caught:
        read_plan(damaged(("accounts",), "x" * 10_000))
    assert len(caught.value.message) < 300


@pytest.mark.parametrize(
    "document", [None, 7, "plan", [], {}, {"format_version": "2.0"}, {"format_version": 1.0}]
)
def test_anything_else_than_a_plan_of_this_format_is_refused(document: object) -> None:
    with pytest.raises(RefusedError, match=r"not a plan in format 1\.0"):
        read_plan(document)


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=60)
@given(st.sampled_from(PLACES), JSON)
def test_any_json_is_read_as_the_plan_that_it_is_or_refused(
    path: tuple[str | int, ...], value: object
) -> None:
    document = damaged(path, value)
    try:
        plan = read_plan(document)
    except RefusedError:
        return
    assert plan_document(plan) == document


def with_health(document: Any, finding: str = "paused") -> Any:
    (account,) = document["accounts"]
    found = {"name": "a", "language": "en", "finding": finding, "detail": "Meta paused it"}
    return {**document, "accounts": [{**account, "health": [found]}]}


def test_the_result_of_drift_is_of_the_same_schema_but_cannot_be_applied() -> None:
    document = with_health(example())
    VALIDATOR.validate(document)
    assert not VALIDATOR.is_valid(with_health(example(), "ill"))
    with pytest.raises(RefusedError, match="a result of `syncer drift`"):
        read_plan(document)


def test_a_result_beside_an_error_is_of_the_same_schema_but_cannot_be_applied() -> None:
    error = {"account": "staging", "trace_id": "a1", **ERROR}
    document = {**example(), "error": error, "errors": [error]}
    VALIDATOR.validate(document)
    with pytest.raises(RefusedError, match="not every account could be planned"):
        read_plan(document)


def test_an_error_alone_is_of_the_same_schema_but_cannot_be_applied() -> None:
    document = {"format_version": "1.0", "error": ERROR}
    VALIDATOR.validate(document)
    with pytest.raises(RefusedError):
        read_plan(document)


@pytest.mark.parametrize(
    "document",
    [
        {"format_version": "1.0"},
        {"format_version": "1.0", "errors": [ERROR]},
        {"format_version": "1.0", "error": {"message": "no code"}},
        {"format_version": "1.0", "accounts": []},
    ],
)
def test_a_document_without_a_result_and_without_an_error_is_not_of_the_schema(
    document: object,
) -> None:
    assert not VALIDATOR.is_valid(document)


def test_an_empty_run_is_a_plan() -> None:
    plan = replace(plan_of(), syncer_version="9.9")
    assert read_plan(plan_document(plan)) == plan


def test_the_schema_is_a_schema_that_explains_every_part() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    parts = [SCHEMA, *SCHEMA["$defs"].values(), *SCHEMA["properties"].values()]
    parts += [
        part for one in SCHEMA["$defs"].values() for part in one.get("properties", {}).values()
    ]
    for part in parts:
        assert {"title", "description"} <= part.keys() or "$ref" in part
