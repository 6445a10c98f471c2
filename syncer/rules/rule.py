"""A rule, and how it is told of a template."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from syncer.errors import Severity
    from syncer.model import DesiredTemplate

Certainty = Literal["doc", "live", "said"]
"""How sure a rule is.

`doc`: Meta's or NxCloud's own documentation states it. `live`: recorded from the live API, or shown
by really approved templates. `said`: providers say so.
"""

Finder = Literal["check", "schema", "references", "media", "texts", "plan"]
"""What finds that a rule is broken: the rule's own check, or a part of syncer that knows more.

`schema` is the JSON Schema of the files, `references` what templates say of each other, `media` the
reader of media files, `texts` the comparison of templates, `plan` the plan, which alone is online.
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """A value that breaks a rule: its path as in a plan's changes, and what the message says."""

    path: str
    details: Mapping[str, object] = field(default_factory=dict)


Check: TypeAlias = "Callable[[DesiredTemplate], Iterable[Finding]]"

Texts: TypeAlias = "Callable[[DesiredTemplate], Iterable[tuple[str, str]]]"
"""Some texts of a template, each with its path."""

Find: TypeAlias = "Callable[[str], Mapping[str, object] | None]"
"""The details of what is wrong with a text, or None."""


@dataclass(frozen=True, slots=True)
class TextCheck:
    """A check that looks at nothing but single texts, so that equal ones are looked at once.

    `parts` says what is looked for in which texts.
    """

    parts: tuple[tuple[Texts, Find], ...]

    def __or__(self, other: TextCheck) -> TextCheck:
        """What either of the two finds."""
        return TextCheck((*self.parts, *other.parts))


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that Meta or NxCloud refuses, or makes the user pay for.

    `message` is a format string over a finding's details, `advice` says what to do, `source` who
    states the rule. A rule without a `check` is found by another part of syncer. One that is not
    `ignorable` is about what syncer cannot work without.
    """

    id: str
    severity: Severity
    certainty: Certainty
    message: str
    advice: str
    source: str
    check: Check | TextCheck | None = None
    found_by: Finder = "check"
    ignorable: bool = True
