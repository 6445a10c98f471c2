"""Every rule: what keeps it, and what breaks it, at the very value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rules.cases import others, texts, variables
from rules.cases.writing import MARK, Cases, with_body, with_footer, with_url

from syncer.rules import RULES, RULES_BY_ID

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from syncer.desired import Rendered
    from syncer.errors import Problem

CASES: Mapping[str, Cases] = {**texts.CASES, **variables.CASES, **others.CASES}
PASSES = [(rule, text) for rule, cases in CASES.items() for text in cases.passes]
FAILS = [(rule, text) for rule, cases in CASES.items() for text in cases.fails]


def broken(rendered: Callable[..., Rendered], rule: str, text: str) -> list[Problem]:
    problems = rendered(text.replace(MARK, "")).problems
    return [problem for problem in problems if problem.rule == rule]


def place(text: str) -> tuple[int, int]:
    """The line and the column of the mark."""
    before = text.partition(MARK)[0]
    return before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1


@pytest.mark.parametrize(("rule", "text"), PASSES)
def test_what_keeps_a_rule_is_not_told(
    rule: str, text: str, rendered: Callable[..., Rendered]
) -> None:
    assert broken(rendered, rule, text) == []


@pytest.mark.parametrize(("rule", "text"), FAILS)
def test_what_breaks_a_rule_is_told_at_the_very_value(
    rule: str, text: str, rendered: Callable[..., Rendered]
) -> None:
    (problem,) = broken(rendered, rule, text)
    assert (problem.location.line, problem.location.column) == place(text)
    assert problem.severity == RULES_BY_ID[rule].severity
    assert problem.message
    assert problem.hint


def test_every_rule_that_is_known_offline_has_cases_of_both_kinds() -> None:
    assert set(CASES) == {rule.id for rule in RULES if rule.found_by != "plan"}
    assert all(cases.passes and cases.fails for cases in CASES.values())


@pytest.mark.parametrize(
    ("rule", "text", "piece"),
    [
        ("marketing-words", with_body("Get 20% off now"), "`20% off`"),
        ("marketing-words", with_body("Get 12,5 % off now"), "`12,5 % off`"),
        ("footer-variable", with_footer("a {{1"), "`{{1`"),
        ("footer-variable", with_footer("{a} {{1}}"), "`{{1}}`"),
        ("single-braces", with_footer("a {1} b"), "`{1}`"),
        ("url-variable", with_url("https://x/{1}"), "`https://x/{1}`"),
        ("url-scheme", with_url("https://{{1}}"), "`https://{{1}}`"),
        (
            "url-shortened",
            with_body("See https://api.whatsapp.com/a b"),
            "`https://api.whatsapp.com/a`",
        ),
    ],
)
def test_the_message_shows_the_whole_piece_that_breaks_the_rule(
    rule: str, text: str, piece: str, rendered: Callable[..., Rendered]
) -> None:
    (problem,) = broken(rendered, rule, text)
    assert piece in problem.message
