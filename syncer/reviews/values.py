"""How a live template stands at Meta, held against what the files say of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncer.model import TemplateKey
from syncer.plan.lifecycle import IN_REVIEW

if TYPE_CHECKING:
    from syncer.model import DesiredTemplate, LiveTemplate

UNKNOWN = "UNKNOWN"
DELETED = "DELETED"
REJECTED = "REJECTED"
_OPEN = IN_REVIEW | {UNKNOWN}


@dataclass(frozen=True, slots=True)
class Declared:
    """What the files say of a category; `accepted`: that Meta's counts (`accept_category`)."""

    category: str
    accepted: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How one template stands.

    `status` is Meta's word, UNKNOWN where it could not be read, and why is in `error`; DELETED
    where it is gone. `declared` is None where no file declares it, or the files cannot be read.
    """

    name: str
    language: str
    template_id: int
    status: str
    category: str
    quality: str
    rejected_reason: str = ""
    declared: Declared | None = None
    error: str = ""

    @property
    def key(self) -> TemplateKey:
        """Its name and language."""
        return TemplateKey(self.name, self.language)

    @property
    def ended(self) -> bool:
        """Whether Meta has said what it says."""
        return self.status not in _OPEN

    @property
    def recategorised(self) -> bool:
        """Whether Meta approved it in another category than the files say."""
        return (
            self.declared is not None
            and self.status == "APPROVED"
            and self.category != self.declared.category
        )


def declared(desired: DesiredTemplate) -> Declared:
    """What the files say of a template."""
    return Declared(desired.template.category, desired.accept_category)


def standing(live: LiveTemplate, desired: DesiredTemplate | None) -> Standing:
    """How a live template stands, as it was read."""
    return Standing(
        name=live.key.name,
        language=live.key.language,
        template_id=live.template_id,
        status=live.status,
        category=live.template.category,
        quality=live.quality,
        rejected_reason=live.rejected_reason,
        declared=declared(desired) if desired else None,
    )
