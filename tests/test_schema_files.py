from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from jsonschema import Draft202012Validator

from syncer.errors import UsageError
from syncer.schema_files import load_schema, schema_folder, schema_names, schema_text

if TYPE_CHECKING:
    from pathlib import Path


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


def test_every_key_of_a_schema_says_what_it_is() -> None:
    for name in ("template", "config"):
        schema = load_schema(name)
        for described in (schema, *schema["$defs"].values()):
            for key, value in described.get("properties", {}).items():
                assert "$ref" in value or {"title", "description"} <= set(value), key


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
