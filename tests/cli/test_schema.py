from __future__ import annotations

import json

import pytest
import yaml
from support.command import syncer

from syncer.schema_files import schema_names, schema_text


@pytest.mark.parametrize("name", schema_names())
def test_each_schema_is_printed_as_it_stands(name: str) -> None:
    ran = syncer("schema", name)
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout == schema_text(name)
    assert yaml.safe_load(ran.stdout)


def test_the_schema_of_templates_is_json() -> None:
    assert json.loads(syncer("schema", "template").stdout)["type"] == "object"


def test_an_unknown_schema_is_wrong_usage_that_names_the_known_ones() -> None:
    ran = syncer("schema", "tempalte")
    assert (ran.code, ran.stdout) == (64, "")
    for name in schema_names():
        assert name in ran.stderr
        assert name in syncer("schema", "--help").stdout
