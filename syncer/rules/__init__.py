"""What Meta and NxCloud refuse and can be known offline: one table, and who breaks it."""

from __future__ import annotations

from syncer.rules.rule import Finding, Rule
from syncer.rules.runner import RuleBook, broken_between, broken_rules
from syncer.rules.table import RULES, RULES_BY_ID, SUBJECTS

__all__ = [
    "RULES",
    "RULES_BY_ID",
    "SUBJECTS",
    "Finding",
    "Rule",
    "RuleBook",
    "broken_between",
    "broken_rules",
]
