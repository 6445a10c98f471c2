"""Templates by what people call them: a name means all its languages, `name/language` just one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.documents.words import quoted, suggestion
from syncer.errors import SyncerError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from syncer.model import TemplateKey


def is_named(key: TemplateKey, names: Collection[str]) -> bool:
    """Whether these mean the template; none of them means all templates."""
    return not names or key.name in names or str(key) in names


def undeclared(name: str, known: Sequence[str]) -> SyncerError:
    """What to tell of a name that none of the files has; `known` are those that they have."""
    return SyncerError(
        f"no file declares a template {quoted(name)}",
        hint=suggestion(name, known, "the templates are"),
    )
