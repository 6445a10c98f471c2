from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import yaml

from syncer.config import load_config
from syncer.desired import Sources, read_sources, replace_document

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    ReadFiles = Callable[..., Sources]

A = "name: a\ncategory: ${mood}\ntranslations: {en: {body: ${url} 12:30}}\n"
B = "name: b\ncategory: UTILITY\ntranslations: {en: {body: no}}\n"


def test_documents_are_given_as_they_stand(read_files: ReadFiles) -> None:
    a = A.replace("${url} 12:30", '"${url} 12:30"')
    sources = read_files({"templates/x.yaml": f"# top\n{a}---\n{B}"})
    first, second = sources.documents
    (file,) = sources.files
    assert first.data() == {
        "name": "a",
        "category": "${mood}",
        "translations": {"en": {"body": "${url} 12:30"}},
    }
    assert second.data() == yaml.safe_load(B.replace("no", "'no'"))
    assert file.text[first.start : first.end] == first.text == a
    assert (first.file, first.path, file.complete) == ("templates/x.yaml", file.path, True)


def test_files_are_shown_relative_to_the_base(read_files: ReadFiles, tmp_path: Path) -> None:
    config = read_files({"templates/x.yaml": B}).config
    (file,) = read_sources(config, base=tmp_path / "templates").files
    assert file.file == "x.yaml"
    (file,) = read_sources(config, base=tmp_path / "elsewhere").files
    assert file.file == str(tmp_path / "templates" / "x.yaml")


def test_a_config_with_a_relative_path_is_relative_to_the_base(
    read_files: ReadFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_files({"templates/x.yaml": B})
    monkeypatch.chdir(tmp_path.parent)
    config = load_config(tmp_path.relative_to(tmp_path.parent) / "syncer.yaml", {})
    (file,) = read_sources(config, base=tmp_path.parent).files
    assert file.path == tmp_path / "templates" / "x.yaml"


def test_a_file_that_cannot_be_read_is_a_problem_of_that_file(read_files: ReadFiles) -> None:
    sources = read_files({"templates/a.yaml": b"\xff", "templates/b.yaml": B})
    broken, good = sources.files
    assert str(broken.problems[0]) == (
        "templates/a.yaml:1:1: this is not UTF-8 (save the file as UTF-8)"
    )
    assert not broken.complete
    assert good.complete


@pytest.mark.parametrize(
    ("text", "index", "expected"),
    [
        ("a: 1\n", 0, "NEW: 1\n"),
        ("a: 1", 0, "NEW: 1\n"),
        ("# top\na: 1\n# end\n", 0, "# top\nNEW: 1\n"),
        ("a: 1\n---\n# b\nb: 2\n---\nc: 3\n", 1, "a: 1\n---\n# b\nNEW: 1\n---\nc: 3\n"),
        ("---\n  a: 1\n---\nc: 3\n", 0, "---\nNEW: 1\n---\nc: 3\n"),
        ("  a: 1\n...\n---\nc: 3\n", 0, "NEW: 1\n...\n---\nc: 3\n"),
        ("--- {a: 1}\n--- {b: 2}\n", 1, "--- {a: 1}\n--- \nNEW: 1\n"),
    ],
)
def test_one_document_is_exchanged_and_the_others_stay(
    read_files: ReadFiles, text: str, index: int, expected: str
) -> None:
    (file,) = read_files({"templates/x.yaml": text}).files
    changed = replace_document(file, file.documents[index], "NEW: 1\n")
    assert changed == expected
    documents = [each for each in yaml.safe_load_all(changed) if each]
    assert documents[index] == {"NEW": 1}
    assert len(documents) == len(file.documents)


@pytest.mark.parametrize(
    ("shared", "excess"),
    [
        (f"examples: {{{''.join(f'k{n}: v, ' for n in range(100_000))}}}", "250,000 values"),
        (f'footer: "{"x" * 7_000_000}\\r\\n"', "16,777,216 characters"),
    ],
    ids=["values", "characters"],
)
def test_what_many_translations_inherit_is_bounded(
    read_files: ReadFiles, shared: str, excess: str
) -> None:
    text = f"name: a\ncategory: UTILITY\n{shared}\ntranslations:\n"
    (file,) = read_files({"templates/x.yaml": f"{text}  en: {{body: Hi}}\n"}).files
    assert not file.problems
    languages = "".join(f"  {language}: {{body: Hi}}\n" for language in ("en", "de", "fr"))
    (file,) = read_files({"templates/x.yaml": text + languages}).files
    (problem,) = file.problems
    assert problem.message == f"the translations of this file inherit more than {excess}"
    assert (file.documents, file.complete) == ((), False)
