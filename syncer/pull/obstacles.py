"""Why a template file cannot say what is live: known beforehand, or found by trying it out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from syncer.config import Scope
from syncer.desired import render
from syncer.documents.yaml_text import yaml_text
from syncer.errors import InvalidFilesError
from syncer.model import MediaHeader
from syncer.plan.diff import changes_between
from syncer.plan.lifecycle import GOING
from syncer.plan.references import resolve_references
from syncer.plan.unknowns import comparable
from syncer.pull.places import is_template_file
from syncer.pull.unsaved import unsaved
from syncer.rules import RULES_BY_ID
from syncer.template_fields import Names, new_document
from syncer.unwritable import unwritable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from syncer.config import Account, Config
    from syncer.errors import Problem
    from syncer.model import DesiredTemplate, LiveTemplate, Snapshot, Template


def obstacle(live: LiveTemplate) -> str:
    """What keeps a live template out of any file, or ""."""
    if live.status == GOING:
        return f"its deletion is under way ({GOING})"
    return next(iter(unwritable(live.template)), "")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a file cannot have a template, or ""; and the rules to ignore in it, with the reasons."""

    failure: str = ""
    ignore: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Trial:
    """A template written to a file that only exists here, and read as a plan reads it."""

    config: Config
    account: Account
    snapshot: Snapshot

    def verdict(self, live: LiveTemplate, home: Path, content: bytes | None = None) -> Verdict:
        """What a plan would object to, or see differently, if this template were in a file.

        Media need not be there, nor the templates that events lead to; `content` are the media's
        bytes, if they are known. The project's scope counts if `home`, the file that it is for, is
        one of the project. What Meta has taken breaks none of its rules, so that a file may ignore
        them, as far as they can be ignored.
        """
        config = self.config
        if not is_template_file(config, home):
            config = replace(config, scope=Scope())
        rendered = render(unsaved(config, _text(live, self.snapshot), content), self.account)
        errors = [one for one in rendered.problems if one.severity == "error"]
        if lasting := [one.message for one in errors if not can_ignore(one)]:
            return Verdict(lasting[0])
        ignore = {one.rule: f"pulled as it is live: {one.message}" for one in reversed(errors)}
        return Verdict(self._misread(live, rendered.templates), ignore)

    def _misread(self, live: LiveTemplate, templates: Sequence[DesiredTemplate]) -> str:
        try:
            (desired,) = resolve_references(templates, self.snapshot)
        except InvalidFilesError as error:
            return error.problems[0].message
        return _difference(comparable(self.account.name, desired, live).template, desired.template)


def can_ignore(problem: Problem) -> bool:
    """Whether a file may say that what it breaks does not count."""
    rule = RULES_BY_ID.get(problem.rule)
    return rule is not None and rule.ignorable


def _difference(live: Template, read: Template) -> str:
    paths = ", ".join(change.path for change in changes_between(live, read))
    return f"a file cannot say just what is live in {paths}" if paths else ""


def _text(live: LiveTemplate, snapshot: Snapshot) -> str:
    """A file that holds just this template; its media is called by its digest."""
    header = live.template.header
    digest = header.digest if isinstance(header, MediaHeader) else None
    names = Names((), snapshot.forms, {digest: digest} if digest else {})
    return yaml_text(new_document([live.template], names))
