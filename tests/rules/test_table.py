from __future__ import annotations

from dataclasses import replace

import pytest

from syncer.errors import Location
from syncer.model import (
    DesiredTemplate,
    MediaHeader,
    QuickReplyButton,
    Template,
    TextHeader,
)
from syncer.rules import RULES, broken_rules

GOOD = Template("shop_1", "en", "UTILITY", "Hello")
BUTTON = QuickReplyButton("Yes")


def told(template: Template) -> list[tuple[str, str]]:
    paths = ("name", "body", "header.text", "buttons[0].text", "buttons[1].text", "buttons[3]")
    places = {path: Location(path) for path in paths}
    desired = DesiredTemplate(template, Location("?"), locations=places)
    return [(problem.rule, problem.location.file) for problem in broken_rules(desired)]


@pytest.mark.parametrize("name", ["a", "0_", "x" * 512])
def test_a_name_of_lower_case_letters_digits_and_underscores_is_right(name: str) -> None:
    assert told(replace(GOOD, name=name)) == []


@pytest.mark.parametrize("name", ["", "x" * 513, "Shop", "shop-1", "shop 1", "模板", "é", "a\n"])
def test_any_other_name_is_refused(name: str) -> None:
    assert told(replace(GOOD, name=name)) == [("name", "name")]


@pytest.mark.parametrize("body", ["", " ", "\n\t"])
def test_an_empty_body_is_refused(body: str) -> None:
    assert told(replace(GOOD, body=body)) == [("body-empty", "body")]


def test_an_empty_header_text_is_refused() -> None:
    assert told(replace(GOOD, header=TextHeader(" "))) == [("header-text-empty", "header.text")]
    assert told(replace(GOOD, header=TextHeader("x"))) == []
    assert told(replace(GOOD, header=MediaHeader("IMAGE", "ab"))) == []


def test_three_buttons_are_the_most() -> None:
    assert told(replace(GOOD, buttons=(BUTTON,) * 3)) == []
    assert told(replace(GOOD, buttons=(BUTTON,) * 4)) == [("button-count", "buttons[3]")]


def test_an_empty_button_text_is_refused() -> None:
    buttons = (BUTTON, QuickReplyButton(" "), BUTTON)
    assert told(replace(GOOD, buttons=buttons)) == [("button-text-empty", "buttons[1].text")]


def test_every_rule_says_what_to_do_and_who_states_it() -> None:
    assert all(rule.message and rule.advice and rule.source for rule in RULES)
    assert len({rule.id for rule in RULES}) == len(RULES)
