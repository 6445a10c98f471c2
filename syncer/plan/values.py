"""A plan as values. All of it is in the plan's JSON, and the JSON read back is the same plan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from syncer.model import TemplateKey

if TYPE_CHECKING:
    from syncer.template_document import Json

ActionKind = Literal["create", "update", "delete", "blocked"]
FindingKind = Literal["rejected", "paused", "disabled", "recategorised", "quality_red"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `path` is as in a template file (`buttons[0].events[1].text`).

    An added or removed list item is one change at its index, with None on the other side.
    """

    path: str
    before: Json
    after: Json


@dataclass(frozen=True, slots=True)
class Action:
    """What apply would do with one template, or cannot do now (`blocked`, with the reason).

    `source` is the place of the translation in the files. `sync_meta` says whether Meta hears of a
    create or update. `depends_on` names the templates whose actions come first; `events_later`
    marks a create that is part of a circle: it comes at once, and only its events, in a second
    write, wait for those. `costs` is what it means for the live template beside its changes.
    `live_digest` is that of the live template as it was read.
    """

    action: ActionKind
    name: str
    language: str
    template_id: int | None = None
    source: str | None = None
    changes: tuple[Change, ...] = ()
    reason: str = ""
    sync_meta: bool = False
    depends_on: tuple[str, ...] = ()
    events_later: bool = False
    costs: tuple[str, ...] = ()
    live_digest: str | None = None

    @property
    def key(self) -> TemplateKey:
        """The template's name and language."""
        return TemplateKey(self.name, self.language)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a live template's health that a person should know."""

    name: str
    language: str
    finding: FindingKind
    detail: str


@dataclass(frozen=True, slots=True)
class Summary:
    """How many templates meet which fate; one can be updated in part and blocked in part.

    `unchanged` counts the declared and selected ones.
    """

    create: int = 0
    update: int = 0
    delete: int = 0
    blocked: int = 0
    unchanged: int = 0
    unmanaged: int = 0


@dataclass(frozen=True, slots=True)
class AccountPlan:
    """The plan of one account.

    `unmanaged` are the live templates that no run with these settings touches, as `name/language`.
    `desired` pairs `name/language` with the digest of each template that was planned, its media's
    bytes included; `desired_total` counts all that the files declare, selected or not. `in_scope`
    counts the live templates in scope, selected or not: what the limits are a percentage of.
    `costs` is what all actions together use up of the account's own limits.
    """

    account: str
    phone: str
    tenant_id: int
    base_url: str
    summary: Summary
    actions: tuple[Action, ...]
    unmanaged: tuple[str, ...]
    warnings: tuple[str, ...]
    costs: tuple[str, ...]
    in_scope: int
    desired_total: int
    desired: tuple[tuple[str, str], ...]
    fingerprint: str

    @property
    def has_changes(self) -> bool:
        """Whether anything differs, blocked differences included."""
        return bool(self.actions)


@dataclass(frozen=True, slots=True)
class Selection:
    """The options that choose what is planned."""

    only: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    prune: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a whole run: one part per account, and the selection it was made with."""

    created_at: str
    syncer_version: str
    selection: Selection
    accounts: tuple[AccountPlan, ...]
