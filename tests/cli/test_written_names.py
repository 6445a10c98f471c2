"""Names in files that may be half written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.project import CONFIG, EXAMPLE, GREETING, Project

from syncer.cli.written_names import account_names, template_names

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = Project(tmp_path)
    project.write("syncer.yaml", CONFIG)
    return project


def accounts(project: Project, config: str) -> tuple[str, ...]:
    return account_names(project.write("syncer.yaml", config))


def templates(project: Project) -> dict[str, tuple[str, ...]]:
    return template_names(project.root / "syncer.yaml")


class TestAccounts:
    def test_are_the_keys_right_below(self, project: Project) -> None:
        main = "  main:\n    vars: {a: b}\n  # old:\n"
        config = f'accounts:\n{main}  "eu.shop":\n    phone: x\nprune: no\n'
        assert accounts(project, config) == ("main", "eu.shop")

    def test_are_found_in_a_file_that_is_no_yaml(self, project: Project) -> None:
        config = 'accounts:\n  main:\n    phone: "86\n  staging:\n    phone: [\n'
        assert accounts(project, config) == ("main", "staging")

    @pytest.mark.parametrize("config", ["", "accounts:\n", "prune: true\n", "\x00\xff"])
    def test_may_be_none(self, config: str, project: Project) -> None:
        assert accounts(project, config) == ()

    def test_of_no_file_are_none(self, tmp_path: Path) -> None:
        assert account_names(tmp_path / "syncer.yaml") == ()


class TestTemplates:
    def test_are_those_of_the_example_with_their_languages(self) -> None:
        found = template_names(EXAMPLE / "syncer.yaml")
        assert list(found) == sorted(found)
        assert len(found) > 5
        assert found["shop_order_shipped"][0] == "en_US"

    def test_may_be_several_in_a_file(self, project: Project) -> None:
        other = "name: 'menu' # ours\ntranslations:\n    de:\n        body: x\n    en:\n"
        project.write("templates/all.yml", f"{GREETING}---\n{other}--- \n{other}")
        assert templates(project) == {"menu": ("de", "en", "de", "en"), "shop_greeting": ("en",)}

    def test_are_found_in_a_file_that_is_no_yaml(self, project: Project) -> None:
        project.write("templates/menu.yaml", "name: menu\nheader: {\ntranslations:\n  en:\n\t[\n")
        project.write("templates/bytes.yaml", b"\xff\xfe\x00")
        project.write("templates/notes.txt", "name: notes\n")
        assert templates(project) == {"menu": ("en",)}

    @pytest.mark.parametrize(
        "line",
        [
            "templates: shop",
            'templates: "shop" # here',
            "templates: [shop]",
            "templates: [other, 'shop/*.yaml']",
            "templates:\n  - other\n  - shop/**/*.yaml # all",
            "templates:\n- shop/menu.yaml",
        ],
    )
    def test_are_where_the_project_has_them(self, line: str, project: Project) -> None:
        project.write("syncer.yaml", f"version: 1\n{line}\naccounts:\n  main:\n")
        project.write("shop/menu.yaml", "name: menu\n")
        project.write("templates/greeting.yaml", GREETING)
        assert templates(project) == {"menu": ()}

    def test_are_in_the_usual_folder_otherwise(self, project: Project) -> None:
        project.write("syncer.yaml", "version: 1\n")
        project.write("templates/shop/greeting.yaml", GREETING)
        assert templates(project) == {"shop_greeting": ("en",)}

    def test_that_cannot_be_read_are_left_out(self, project: Project) -> None:
        project.write("templates/greeting.yaml", GREETING)
        (project.root / "templates" / "menu.yaml").symlink_to("nowhere")
        (project.root / "templates" / "folder.yaml").mkdir()
        assert list(templates(project)) == ["shop_greeting"]
