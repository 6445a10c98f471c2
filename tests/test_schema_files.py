from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from syncer.errors import UsageError
from syncer.schema_files import load_schema, schema_folder, schema_names, schema_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


CONTAINERS = ("properties", "additionalProperties", "items")
SHOWN = ("examples", "default", "enum", "const")


def described(schema: Mapping[str, Any], place: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The schema of each key, item and other value, wherever in the schema it is described."""
    for keyword in ("items", "additionalProperties"):
        if isinstance(schema.get(keyword), dict):
            yield f"{place}/{keyword}", schema[keyword]
            yield from described(schema[keyword], f"{place}/{keyword}")
    for key, part in schema.get("properties", {}).items():
        yield f"{place}/{key}", part
        yield from described(part, f"{place}/{key}")
    for key, part in schema.get("$defs", {}).items():
        yield from described(part, f"{place}/$defs/{key}")
    for number, part in enumerate(schema.get("anyOf", ())):
        yield from described(part, f"{place}/anyOf/{number}")


def whole(part: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
    """A part of a schema together with what it refers to."""
    _, _, name = part.get("$ref", "").rpartition("/")
    return {**schema["$defs"].get(name, {}), **part}


def values(part: Mapping[str, Any], schema: Mapping[str, Any]) -> list[Any]:
    """The fixed values among the alternatives."""
    alternatives = (whole(one, schema) for one in part.get("anyOf", ()))
    return [value for one in alternatives for value in one.get("enum", ())]


def test_an_installed_package_has_its_schemas_within(tmp_path: Path) -> None:
    (tmp_path / "syncer" / "schemas").mkdir(parents=True)
    assert schema_folder(tmp_path / "syncer") == tmp_path / "syncer" / "schemas"


def test_a_checkout_has_its_schemas_beside_the_package(tmp_path: Path) -> None:
    assert schema_folder(tmp_path / "syncer") == tmp_path / "schemas"


def test_the_names_are_known() -> None:
    assert {"template", "config", "nxcloud"} <= set(schema_names())
    assert list(schema_names()) == sorted(schema_names())


@pytest.mark.parametrize("name", ["template", "config"])
def test_a_schema_is_draft_2020_12_and_its_examples_fit(name: str) -> None:
    schema = load_schema(name)
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"{name}.schema.json"
    assert all(Draft202012Validator(schema).is_valid(example) for example in schema["examples"])


@pytest.mark.parametrize("name", ["template", "config"])
def test_the_text_is_the_file_as_it_stands(name: str) -> None:
    assert json.loads(schema_text(name)) == load_schema(name)


@pytest.mark.parametrize("name", ["template", "config"])
def test_every_key_item_and_value_has_words_for_an_editor(name: str) -> None:
    schema = load_schema(name)
    lacking = [
        place
        for place, part in described(schema, "")
        if not {"title", "description"} <= whole(part, schema).keys()
    ]
    assert lacking == []


@pytest.mark.parametrize("name", ["template", "config"])
def test_every_leaf_shows_an_editor_what_can_stand_there(name: str) -> None:
    schema = load_schema(name)
    lacking = [
        place
        for place, part in described(schema, "")
        if not {*CONTAINERS, *SHOWN} & whole(part, schema).keys() and not values(part, schema)
    ]
    assert lacking == []


@pytest.mark.parametrize("name", ["template", "config"])
def test_a_schema_is_laid_out_as_json_is(name: str) -> None:
    laid_out = json.dumps(load_schema(name), indent=2, ensure_ascii=False)
    assert schema_text(name) == f"{laid_out}\n"


def test_nxcloud_s_api_is_read_from_yaml() -> None:
    assert load_schema("nxcloud")["openapi"].startswith("3.1")


def test_there_are_65_languages() -> None:
    assert len(set(load_schema("template")["$defs"]["language"]["enum"])) == 65


def test_a_schema_is_read_once() -> None:
    assert load_schema("template") is load_schema("template")


def test_an_unknown_name_is_told_with_those_there_are() -> None:
    with pytest.raises(UsageError) as caught:
        schema_text("tempalte")
    assert caught.value.message == "there is no schema `tempalte`"
    assert "config, " in caught.value.hint
    assert "template" in caught.value.hint
