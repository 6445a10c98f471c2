"""What a template is called, in which language, and for what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from syncer.documents.words import quoted
from syncer.rules import sources
from syncer.rules.rule import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.model import DesiredTemplate

_NAME = re.compile(r"[a-z0-9_]{1,512}")


def _name(desired: DesiredTemplate) -> Iterator[Finding]:
    name = desired.template.name
    if not _NAME.fullmatch(name):
        yield Finding("name", {"name": quoted(name)})


RULES = (
    Rule(
        "name",
        "error",
        "doc",
        "{name} cannot be a template's name",
        "use 1 to 512 of: lower-case letters a-z, digits, underscores",
        sources.COMPONENTS,
        _name,
        ignorable=False,
    ),
    Rule(
        "language",
        "error",
        "doc",
        "the language is none of the 65 that NxCloud takes",
        "write one of its language codes",
        f"{sources.API_CREATE}: language",
        found_by="schema",
        ignorable=False,
    ),
    Rule(
        "category",
        "error",
        "doc",
        "the category is neither MARKETING nor UTILITY",
        "write one of them; an AUTHENTICATION template cannot be made through this API",
        f"{sources.API_CREATE}: category_type",
        found_by="schema",
        ignorable=False,
    ),
    Rule(
        "duplicate-template",
        "error",
        "doc",
        "a name and language is declared twice",
        "keep one of them",
        sources.TEMPLATES,
        found_by="references",
        ignorable=False,
    ),
)
