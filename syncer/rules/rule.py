"""A rule, and how it is told of a template."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from syncer.errors import Severity
    from syncer.model import DesiredTemplate


@dataclass(frozen=True, slots=True)
class Finding:
    """A value that breaks a rule: its path as in a plan's changes, and what the message says."""

    path: str
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that Meta or NxCloud refuses.

    `message` is a format string over a finding's details, `advice` says what to do, `source` who
    states the rule.
    """

    id: str
    severity: Severity
    message: str
    advice: str
    source: str
    check: Callable[[DesiredTemplate], Iterable[Finding]]
