"""What Meta and NxCloud refuse and can be known offline: one table, and who breaks it."""

from __future__ import annotations

from syncer.rules.rule import Finding, Rule
from syncer.rules.runner import broken_rules
from syncer.rules.table import RULES

__all__ = ["RULES", "Finding", "Rule", "broken_rules"]
