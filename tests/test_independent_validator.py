"""Another validator says of our files what we say: the schemas mean the same to everybody."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support.bad_files import BAD, GOOD
from support.fragments import whole_files
from support.markdown import DOCUMENTS, blocks_of
from support.project import EXAMPLE, GREETING
from support.validator import check_jsonschema, refused, schema_path

from syncer.documents.check import document_schema
from syncer.documents.compose import compose
from syncer.schema_files import load_schema, schema_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from syncer.errors import Problem

JSON_SCHEMAS = [name for name in schema_names() if name != "nxcloud"]


def problems_of(name: str, text: str) -> list[Problem]:
    """What we have against the documents of a file."""
    composition = compose(text, "file.yaml")
    found = list(composition.problems)
    for document in composition.documents:
        found += document_schema(name).check(document.root, "file.yaml").problems
    return found


def refused_texts(name: str, texts: Mapping[str, str], folder: Path) -> dict[str, list[str]]:
    """What the other validator has against each text, under the key of the text."""
    files = {folder / f"{number}.yaml": key for number, key in enumerate(texts)}
    for path, key in files.items():
        path.write_text(texts[key], encoding="utf-8")
    return {files[Path(file)]: why for file, why in refused(schema_path(name), files).items()}


def test_all_json_schemas_pass_their_meta_schema() -> None:
    report = check_jsonschema("--check-metaschema", *map(schema_path, JSON_SCHEMAS))
    assert report["status"] == "ok", report


class TestExamples:
    @pytest.mark.parametrize("path", sorted(EXAMPLE.glob("**/*.yaml")), ids=lambda path: path.name)
    def test_each_file_tells_an_editor_its_schema(self, path: Path) -> None:
        name = "config" if path.name == "syncer.yaml" else "template"
        first, *others = path.read_text(encoding="utf-8").splitlines()
        _, _, target = first.partition("# yaml-language-server: $schema=")
        assert (path.parent / target).resolve() == schema_path(name).resolve()
        assert "---" not in others, "the line counts for one document only"

    def test_the_example_project_is_accepted(self) -> None:
        templates = sorted((EXAMPLE / "templates").glob("**/*.yaml"))
        assert len(templates) >= 6
        assert refused(schema_path("template"), templates) == {}
        assert refused(schema_path("config"), [EXAMPLE / "syncer.yaml"]) == {}

    @pytest.mark.parametrize("name", ["template", "config"])
    def test_what_the_documents_show_is_accepted(self, name: str, tmp_path: Path) -> None:
        shown = whole_files(block for one in DOCUMENTS for block in blocks_of(one, "yaml"))[name]
        assert shown
        assert refused_texts(name, shown, tmp_path) == {}
        assert [text for text in shown.values() if problems_of(name, text)] == []

    @pytest.mark.parametrize("name", ["template", "config"])
    def test_the_examples_and_defaults_in_the_schemas_fit_their_places(
        self, name: str, tmp_path: Path
    ) -> None:
        schema = load_schema(name)
        places = dict(exemplified(schema, "#"))
        assert len(places) > 20
        (tmp_path / "places.json").write_text(
            json.dumps({"$defs": schema["$defs"], "properties": places})
        )
        files = list(written_examples(places, tmp_path))
        assert refused(tmp_path / "places.json", files) == {}


@cache
def refused_there(folder: Path) -> dict[str, dict[str, list[str]]]:
    """What the other validator has against each good and bad file, by schema and name."""
    for name in BAD:
        (folder / name).mkdir()
    return {name: refused_texts(name, BAD[name] | GOOD[name], folder / name) for name in BAD}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


@pytest.mark.parametrize(
    ("name", "case"), [(name, case) for name, texts in BAD.items() for case in texts]
)
def test_a_bad_file_is_refused_here_and_there(name: str, case: str, folder: Path) -> None:
    assert problems_of(name, BAD[name][case])
    assert case in refused_there(folder)[name]


@pytest.mark.parametrize("name", GOOD)
def test_without_their_faults_the_bad_files_are_good(name: str, folder: Path) -> None:
    assert [text for text in GOOD[name].values() if problems_of(name, text)] == []
    assert refused_there(folder)[name].keys() & GOOD[name].keys() == set()


@dataclass(frozen=True)
class Scalar:
    """A value in a file where a text belongs."""

    schema: str
    file: str
    value: str

    @property
    def plain(self) -> str:
        return self.file.replace("VALUE", self.value)

    @property
    def quoted(self) -> str:
        return self.file.replace("VALUE", f'"{self.value}"')


FOOTER = f"{GREETING}footer: VALUE\n"
SCALARS = [
    *(Scalar("template", FOOTER, value) for value in ("Yes", "no", "12:30", "2026-11-26")),
    *(Scalar("template", FOOTER, value) for value in ("007", "1.10", "true", "1e3")),
    Scalar("config", "version: 1\naccounts: {main: {phone: VALUE}}\n", "8615800001795"),
    Scalar("config", "version: 1\naccounts: {main: {vars: {n: VALUE}}}\n", "7"),
]
NOT_TEXT_ELSEWHERE = {"007", "1.10", "true", "1e3", "8615800001795", "7"}


def test_others_take_a_plain_number_for_no_text_and_agree_with_us_once_it_is_quoted(
    tmp_path: Path,
) -> None:
    told: set[str] = set()
    for name in BAD:
        scalars = [scalar for scalar in SCALARS if scalar.schema == name]
        plain = {one.value: one.plain for one in scalars}
        quoted = {f"quoted {one.value}": one.quoted for one in scalars}
        told |= refused_texts(name, plain | quoted, tmp_path).keys()
    assert told == NOT_TEXT_ELSEWHERE
    for scalar in SCALARS:
        assert problems_of(scalar.schema, scalar.plain) == []
        assert problems_of(scalar.schema, scalar.quoted) == []


def exemplified(schema: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every part of a schema that has examples or a default, by its place."""
    if isinstance(schema, list):
        for number, part in enumerate(schema):
            yield from exemplified(part, f"{place}/{number}")
    if isinstance(schema, dict):
        if isinstance(schema.get("examples"), list) or "default" in schema:
            yield place, schema
        for key, part in schema.items():
            if key not in {"examples", "default"} or is_key_of_ours(place):
                yield from exemplified(part, f"{place}/{key}")


def is_key_of_ours(place: str) -> bool:
    return place.endswith(("/properties", "/$defs"))


def written_examples(places: Mapping[str, Mapping[str, Any]], folder: Path) -> Iterable[Path]:
    """One file for each example and default."""
    for number, (place, schema) in enumerate(places.items()):
        shown = [*schema.get("examples", ()), *([schema["default"]] if "default" in schema else ())]
        for index, example in enumerate(shown):
            path = folder / f"{number}-{index}.json"
            path.write_text(json.dumps({place: example}), encoding="utf-8")
            yield path
