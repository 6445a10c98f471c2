from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from syncer.config import load_config
from syncer.desired import read_sources
from syncer.desired.files import folders_of
from syncer.errors import InvalidFilesError, Location, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from syncer.desired import Rendered, Sources

    ReadFiles = Callable[..., Sources]
    RenderFiles = Callable[..., Rendered]

EMPTY = dict.fromkeys(
    (
        "templates/b.yaml",
        "templates/a.yml",
        "templates/sub/c.yaml",
        "templates/.hidden.yaml",
        "templates/.git/d.yaml",
        "templates/notes.txt",
        "more/e.yaml",
        "more/f.txt",
    ),
    "",
)


def names(sources: Sources) -> list[str]:
    return [file.file for file in sources.files]


def config(templates: str) -> str:
    return f"version: 1\ntemplates: {templates}\n"


@pytest.mark.parametrize(
    ("templates", "expected"),
    [
        ("templates", ["templates/a.yml", "templates/b.yaml", "templates/sub/c.yaml"]),
        ("./templates/../more", ["more/e.yaml"]),
        ("[more, templates/sub]", ["more/e.yaml", "templates/sub/c.yaml"]),
        ("['*/*.yaml', templates/b.yaml]", ["more/e.yaml", "templates/b.yaml"]),
        ("['more/*']", ["more/e.yaml"]),
        ("['none*/*.yaml']", []),
        ("more/f.txt", ["more/f.txt"]),
        (".", [
            "more/e.yaml", "templates/a.yml", "templates/b.yaml", "templates/sub/c.yaml",
        ]),
    ],
)  # fmt: skip
def test_folders_and_globs_name_yaml_files_in_a_fixed_order(
    read_files: ReadFiles, templates: str, expected: list[str]
) -> None:
    files = {name: text for name, text in EMPTY.items() if ".hidden" not in name}
    sources = read_files(files, config=config(templates))
    assert [name for name in names(sources) if "/.git/" not in name] == expected
    assert not sources.problems


def test_hidden_files_and_folders_are_passed_over(read_files: ReadFiles) -> None:
    assert not [name for name in names(read_files(EMPTY)) if "/." in name]


def test_linked_folders_are_not_followed(read_files: ReadFiles, tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "loop").symlink_to(tmp_path, target_is_directory=True)
    assert names(read_files({"templates/a.yaml": ""})) == ["templates/a.yaml"]


@pytest.mark.parametrize(
    ("templates", "place", "named"),
    [
        ("nowhere", "2:12", "nowhere"),
        ("[templates, none]", "2:24", "none"),
        ("'/*.yaml'", "2:12", "/*.yaml"),
    ],
)
def test_a_templates_folder_that_is_not_there_is_a_problem(
    read_files: ReadFiles, templates: str, place: str, named: str
) -> None:
    (problem,) = read_files({}, config=config(templates)).problems
    assert str(problem) == (
        f"syncer.yaml:{place}: the templates folder `{named}` does not exist"
        " (make it, or say in `templates` where the template files are)"
    )


def test_a_name_that_the_system_refuses_is_a_problem(read_files: ReadFiles) -> None:
    (problem,) = read_files({}, config=config("x" * 5000)).problems
    assert problem.location == Location("syncer.yaml", 2, 12)
    assert problem.message.endswith("cannot be read: File name too long")


def test_a_linked_file_is_read_wherever_the_link_leads(
    read_files: ReadFiles, tmp_path: Path
) -> None:
    outside = tmp_path.parent / f"{tmp_path.name}-outside.yaml"
    outside.write_text(broken("a").replace("''", "Hello"))
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "link.yaml").symlink_to(outside)
    (document,) = read_files({}).documents
    assert document.file == "templates/link.yaml"


def test_pipes_devices_and_folders_are_problems_and_are_never_opened(
    read_files: ReadFiles, tmp_path: Path
) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    os.mkfifo(folder / "a.yaml")
    (folder / "b.yaml").symlink_to("a.yaml")
    (folder / "c.yaml").symlink_to("/dev/zero")
    (folder / "d.yaml").symlink_to("d.yaml")
    problems = [str(problem) for file in read_files({}).files for problem in file.problems]
    assert problems == [
        "templates/a.yaml:1:1: the file is not a file (check the path)",
        "templates/b.yaml:1:1: the file is not a file (check the path)",
        "templates/c.yaml:1:1: the file is not a file (check the path)",
        "templates/d.yaml:1:1: the file does not exist (check the path)",
    ]


def test_the_default_folder_is_missed_at_the_files_beginning(tmp_path: Path) -> None:
    (tmp_path / "syncer.yaml").write_text("version: 1\n")
    (problem,) = read_sources(load_config(tmp_path / "syncer.yaml", {})).problems
    assert problem.location == Location("syncer.yaml")
    assert problem.message == "the templates folder `templates` does not exist"


def test_a_folder_that_cannot_be_read_is_an_error(
    read_files: ReadFiles, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(path: Path) -> Iterator[os.DirEntry[str]]:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(InvalidFilesError) as caught:
        read_files({})
    (problem,) = caught.value.problems
    assert str(problem) == (
        f"{tmp_path / 'templates'}:1:1: the folder cannot be read: Permission denied"
    )


def broken(name: str) -> str:
    return f"name: {name}\ncategory: UTILITY\ntranslations: {{en: {{body: ''}}}}\n"


def test_chosen_paths_narrow_problems_and_templates(render_files: RenderFiles) -> None:
    files = {
        "templates/a.yaml": broken("a"),
        "templates/sub/b.yaml": broken("b"),
        "drafts/c.yaml": broken("c"),
    }
    rendered = render_files(files, paths=["templates/sub", "drafts/c.yaml", "syncer.yaml"])
    assert [problem.location.file for problem in rendered.problems] == [
        "drafts/c.yaml",
        "templates/sub/b.yaml",
    ]
    assert [str(template.key) for template in rendered.templates] == ["c/en", "b/en"]


def test_a_chosen_file_may_refer_to_one_that_is_not_chosen(render_files: RenderFiles) -> None:
    link = "buttons: [{type: QUICK_REPLY, text: x, events: [{template: b}]}]"
    files = {
        "templates/a.yaml": broken("a").replace("''", f"x, {link}"),
        "templates/b.yaml": broken("b"),
    }
    assert not render_files(files, paths=["templates/a.yaml"]).problems


def test_of_a_duplicate_the_chosen_file_has_the_problem(render_files: RenderFiles) -> None:
    text = broken("a").replace("''", "x")
    files = {"templates/a.yaml": text, "templates/z.yaml": text}
    (problem,) = render_files(files, paths=["templates/a.yaml"]).problems
    assert str(problem.location) == "templates/a.yaml:3:16"
    assert "templates/z.yaml:3:16" in problem.message


@pytest.mark.parametrize(
    ("path", "message"),
    [("none.yaml", "does not exist"), ("templates/notes.txt", "is not a YAML file")],
)
def test_a_chosen_path_that_is_no_yaml_file_is_wrong_usage(
    read_files: ReadFiles, path: str, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        read_files(EMPTY, paths=[path])


@pytest.mark.parametrize(
    ("templates", "expected"),
    [
        ("templates", []),
        ("['**/*.yaml', more/e.yaml]", []),
        ("[../outside, ../outside/a*.yaml, templates]", ["outside"]),
        ("../outside/a.yaml", ["outside"]),
        ("../nowhere", []),
        (f"/{'long' * 2000}", []),
    ],
)
def test_the_folders_of_a_project_are_its_own_and_those_outside_that_it_names(
    tmp_path: Path, templates: str, expected: list[str]
) -> None:
    (tmp_path / "project/more").mkdir(parents=True)
    (tmp_path / "project/more/e.yaml").write_text("")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/a.yaml").write_text("")
    (tmp_path / "project/syncer.yaml").write_text(config(templates))
    own, *others = folders_of(load_config(tmp_path / "project/syncer.yaml", {}), tmp_path)
    assert own == tmp_path / "project"
    assert others == [tmp_path / one for one in expected]
