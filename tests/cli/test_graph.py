from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.command import syncer
from support.project import CONFIG

if TYPE_CHECKING:
    from support.project import Project

MENU = """\
name: shop_menu
category: UTILITY
translations:
  en:
    body: What would you like?
    buttons:
      - {type: QUICK_REPLY, text: Hello, events: [{template: shop_greeting}]}
      - {type: QUICK_REPLY, text: Hours, events: [{text: We are open.}, {tag: hours}]}
"""
TWO = CONFIG + '  staging: {phone: "8615800001796", tenant_id: 1}\n'


@pytest.fixture(autouse=True)
def _menu(offline: Project) -> None:
    offline.write("templates/menu.yaml", MENU)


def names(*arguments: str) -> list[str]:
    """The templates on a map."""
    return [
        node["name"] for node in syncer("graph", "--format", "json", *arguments).account()["nodes"]
    ]


def test_by_default_it_is_a_mermaid_diagram() -> None:
    ran = syncer("graph")
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout.splitlines()[0] == "flowchart LR"
    assert '-->|"Hello"|' in ran.stdout


def test_dot_and_a_page_are_the_same_map() -> None:
    assert syncer("graph", "--format", "dot").stdout.startswith("digraph templates {\n")
    page = syncer("graph", "--format", "html").stdout
    assert page.startswith("<!doctype html>")
    assert "sends shop_greeting/en" in page


def test_json_has_all_buttons_and_marks() -> None:
    account = syncer("graph", "--format", "json").account()
    assert [edge["kind"] for edge in account["edges"]] == ["template", "text", "tag"]
    assert account["starts"] == [{"name": "shop_menu", "language": "en"}]
    assert account["dead_ends"] == [{"name": "shop_greeting", "language": "en"}]


def test_all_templates_are_on_it_unless_some_are_named_or_chosen() -> None:
    assert names() == ["shop_goodbye", "shop_greeting", "shop_menu"]
    assert names("shop_greeting") == ["shop_greeting", "shop_menu"]
    assert names("shop_goodbye/en") == ["shop_goodbye"]
    assert names("--only", "shop_menu") == ["shop_greeting", "shop_menu"]
    assert names("--exclude", "shop_menu") == ["shop_goodbye", "shop_greeting"]


def test_an_unknown_name_is_an_error_with_a_suggestion() -> None:
    ran = syncer("graph", "shop_meno", "--format", "json")
    assert ran.code == 1
    assert ran.json["error"]["message"] == "no file declares a template `shop_meno`"
    assert ran.json["error"]["hint"] == "did you mean `shop_menu`?"


def test_several_accounts_have_a_map_each(offline: Project) -> None:
    offline.write("syncer.yaml", TWO)
    assert syncer("graph").code == 64
    ran = syncer("graph", "--all-accounts")
    assert ran.stdout.count("subgraph") == 2
    document = syncer("graph", "--all-accounts", "--format", "json").json
    assert [one["account"] for one in document["accounts"]] == ["main", "staging"]


def test_that_github_would_not_draw_it_is_told_beside(offline: Project) -> None:
    events = ", ".join(f"{{text: answer {number}}}" for number in range(501))
    offline.write("templates/menu.yaml", MENU.replace("{text: We are open.}", events))
    ran = syncer("graph")
    assert ran.code == 0
    assert "GitHub draws no diagram this long" in ran.stderr
