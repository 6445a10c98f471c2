"""What a page shows: accounts, and a card for each template with its pictures and what is said."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncer.errors import Problem
    from syncer.model import TemplateKey
    from syncer.pictures.values import Picture
    from syncer.plan.values import Action, Finding
    from syncer.render.html.media import Embedded


@dataclass(frozen=True, slots=True)
class Card:
    """A template of one account.

    `before` is what is live, `after` what the files want or, where only a part can be done now,
    what an apply makes of it; a preview has `after` alone. `actions` are the plan's, `problems`
    what the files are told at its places, `findings` the health of the live one, `warnings` those
    of the plan that are about it alone.
    """

    account: str
    key: TemplateKey
    before: Picture | None = None
    after: Picture | None = None
    source: str = ""
    actions: tuple[Action, ...] = ()
    problems: tuple[Problem, ...] = ()
    findings: tuple[Finding, ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def is_remarkable(self) -> bool:
        """Whether anything is to be looked at besides the message."""
        return bool(self.problems or self.findings or self.warnings)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of its actions."""
        return tuple(action.action for action in self.actions)

    @property
    def anchor(self) -> str:
        """Its place on the page, as a link names it."""
        return anchor_of(self.account, self.key)


Tone = Literal["error", "warning", "quiet"]


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence about an account."""

    tone: Tone
    text: str


@dataclass(frozen=True, slots=True)
class AccountPart:
    """What is said of an account as a whole: who it is, a summary, and notes."""

    account: str
    sender: str = ""
    summary: str = ""
    notes: tuple[Note, ...] = ()
    unmanaged: tuple[str, ...] = ()

    def has(self, tone: Tone) -> bool:
        """Whether a note is of this tone."""
        return any(note.tone == tone for note in self.notes)


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A whole page.

    `made` says when and by what. `media` has the media files that the page shows, by the SHA-256
    of their bytes in hex. `problems` belong to no card. `nothing` is said where there is none,
    `total` where the accounts are too many to tell one by one.
    """

    title: str
    made: str
    accounts: tuple[AccountPart, ...]
    cards: tuple[Card, ...]
    problems: tuple[Problem, ...] = ()
    media: Mapping[str, Embedded] = field(default_factory=dict)
    nothing: str = "There is no template to show."
    total: str = ""


def anchor_of(account: str, key: TemplateKey) -> str:
    """Where a template of an account stands on a page."""
    return f"{account}/{key}"
