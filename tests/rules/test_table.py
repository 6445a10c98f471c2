from __future__ import annotations

import re

import pytest

from syncer.rules import RULES, RULES_BY_ID, SUBJECTS, Rule
from syncer.schema_files import schema_text


def test_each_rule_has_an_id_of_its_own() -> None:
    assert len(RULES_BY_ID) == len(RULES) == sum(map(len, SUBJECTS.values()))
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", rule.id) for rule in RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_says_what_is_wrong_what_to_do_and_who_states_it(rule: Rule) -> None:
    assert rule.message
    assert rule.advice
    assert rule.source
    assert (rule.check is None) == (rule.found_by != "check")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_what_is_merely_said_is_at_most_a_warning(rule: Rule) -> None:
    assert rule.severity == "warning" or rule.certainty in ("doc", "live")


def test_a_warning_can_always_be_ignored() -> None:
    assert all(rule.ignorable for rule in RULES if rule.severity == "warning")


def test_each_rule_that_the_schema_enforces_is_named_there_and_no_other() -> None:
    named = set(re.findall(r'"\$comment": "rule: ([a-z-]+)"', schema_text("template")))
    assert {rule.id for rule in RULES if rule.found_by == "schema"} <= named
    assert named <= RULES_BY_ID.keys()
