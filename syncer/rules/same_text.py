"""Templates of one account and language that say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.documents.words import quoted
from syncer.rules.rule import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from syncer.model import DesiredTemplate


def same_texts(templates: Iterable[DesiredTemplate]) -> Iterator[tuple[DesiredTemplate, Finding]]:
    """Each template whose body and footer another one before it has in the same language."""
    first: dict[tuple[str, str, str | None], DesiredTemplate] = {}
    for desired in templates:
        template = desired.template
        other = first.setdefault((template.language, template.body, template.footer), desired)
        if other is not desired and template.body.strip():
            place = other.locations.get("body", other.location)
            yield desired, Finding("body", {"other": quoted(str(other.key)), "place": place})
