from __future__ import annotations

from pathlib import Path

import pytest

from syncer.rules import RULES, Rule
from syncer.rules.page import rules_page

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_page_is_made_of_the_table() -> None:
    written = PAGE.read_text(encoding="utf-8")
    assert written == rules_page(), "run `make docs` to write docs/rules.md anew"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_rule_has_one_row_with_all_that_is_known_of_it(rule: Rule) -> None:
    (row,) = [line for line in rules_page().splitlines() if line.startswith(f"| `{rule.id}` |")]
    for cell in (rule.severity, rule.certainty, rule.advice, rule.source):
        assert cell in row
    assert ("always" in row) == (not rule.ignorable)
    assert "{count}" not in row
