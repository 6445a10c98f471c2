"""What a pull writes, wherever it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from syncer.config import Account
    from syncer.desired import Sources
    from syncer.model import DesiredTemplate, LiveTemplate, Snapshot, TemplateKey
    from syncer.pull.media import LiveFile


@dataclass(frozen=True, slots=True)
class Local:
    """The files' side of a pull: one account, the sources, and what they render to for it."""

    account: Account
    sources: Sources
    templates: Sequence[DesiredTemplate]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which templates are wanted. `names` have to be there, any others need not."""

    wants: Callable[[TemplateKey], bool]
    names: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """The wanted templates.

    `media` reads the bytes of some templates' headers, or says why they cannot be had. `skipped`
    has those that cannot be gathered, with the reason; `notes` what a person should know of others.
    """

    snapshot: Snapshot
    media: Callable[[Sequence[LiveTemplate]], Mapping[TemplateKey, LiveFile | str]]
    skipped: Mapping[TemplateKey, str] = field(default_factory=dict)
    notes: Mapping[TemplateKey, str] = field(default_factory=dict)
