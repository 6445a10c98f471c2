"""What a pull is to write: the live side read, compared with the files, and put into words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from syncer.errors import RefusedError
from syncer.live.snapshot import Wanted, read_snapshot
from syncer.model import FlowButton, MediaHeader
from syncer.pull.build import home_of
from syncer.pull.declared import declared
from syncer.pull.files import Found, draft, outcomes
from syncer.pull.media import LiveFile, live_files
from syncer.pull.obstacles import Trial, obstacle
from syncer.pull.values import Pulled, PullResult
from syncer.pull.warnings import warnings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from syncer.config import Account
    from syncer.desired import Sources
    from syncer.live.snapshot import LiveSide
    from syncer.model import DesiredTemplate, LiveTemplate, Snapshot, TemplateKey
    from syncer.pull.build import FileText
    from syncer.pull.declared import Declared
    from syncer.pull.values import Destination, Outcome

_LONGEST_NAME = 255
"""In bytes, on every common file system."""


@dataclass(frozen=True, slots=True)
class Local:
    """The files' side of a pull: one account, the sources, and what they render to for it."""

    account: Account
    sources: Sources
    templates: Sequence[DesiredTemplate]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which live templates are wanted. `names` have to be live, any others need not."""

    wants: Callable[[TemplateKey], bool]
    names: Sequence[str] = ()


def pull(side: LiveSide, local: Local, asked: Asked, destination: Destination) -> PullResult:
    """What the files have to become so that the next plan is empty. Writes nothing.

    What cannot be said in a file is skipped, with the reason. Raises NxCloudError, OSError for
    files in the way that cannot be read, and RefusedError for `names` that are not live.
    """
    snapshot = _snapshot(side, local, asked)
    known = declared(local.account, local.sources, local.templates, snapshot)
    judge = _Judge(known, Trial(local.sources.config, local.account, snapshot), destination)
    lives = [live for _, live in sorted(snapshot.templates.items())]
    fates = {live.key: judge.fate(live) for live in lives}
    rest = [live for live in lives if fates[live.key] is None]
    media = live_files(side, [live for live in rest if judge.writes_media(live)])
    fates |= {live.key: judge.found(live, media.get(live.key)) for live in rest}
    found = [fate for fate in fates.values() if isinstance(fate, Found)]
    drafted = draft(known, snapshot.forms, found)
    ended = outcomes(drafted, overwrite=destination.overwrite)
    fates |= {key: told for text, outcome in ended for key, told in _told(text, outcome).items()}
    written = [text for text, outcome in ended if outcome == "written"]
    return PullResult(
        tuple(fate for fate in fates.values() if isinstance(fate, Pulled)),
        tuple(file for text in written for file in drafted.new_files(text)),
        (*snapshot.warnings, *warnings(local.account.name, written, drafted.in_project)),
    )


def _snapshot(side: LiveSide, local: Local, asked: Asked) -> Snapshot:
    """The wanted templates, the media that is compared, and the forms where a button opens one."""
    headers = {one.key: one.template.header for one in local.templates}

    def compares_media(key: TemplateKey, header_format: str) -> bool:
        header = headers.get(key)
        return isinstance(header, MediaHeader) and header.format == header_format

    snapshot = read_snapshot(side, Wanted(asked.wants, compares_media, forms=False))
    _check_names({key.name for key in snapshot.rows}, asked.names)
    buttons = [button for one in snapshot.templates.values() for button in one.template.buttons]
    if not any(isinstance(button, FlowButton) for button in buttons):
        return snapshot
    return replace(snapshot, forms=side.client.forms())


def _check_names(live: set[str], asked: Sequence[str]) -> None:
    missing = sorted(set(asked) - live)
    if missing:
        raise RefusedError(
            f"not live: {', '.join(missing)}; nothing was written",
            hint="`syncer pull` without names takes all there are",
        )


@dataclass(frozen=True, slots=True)
class _Judge:
    """What becomes of a live template, as far as it can be told without the other ones."""

    known: Declared
    trial: Trial
    destination: Destination

    def fate(self, live: LiveTemplate) -> Pulled | Found | None:
        """The fate of a template that is not written; None for one that may be."""
        if reason := obstacle(live):
            return _skipped(live, reason)
        if self.known.translation(live).is_settled:
            return Pulled(live.key, "unchanged", self.known.documents[live.key].path)
        return None

    def writes_media(self, live: LiveTemplate) -> bool:
        """Whether the bytes of its header are needed."""
        is_media = isinstance(live.template.header, MediaHeader)
        return is_media and self.known.translation(live).writes("header")

    def found(self, live: LiveTemplate, media: LiveFile | str | None) -> Found | Pulled:
        """The template with its media, or why no file can have it."""
        if isinstance(media, str):
            return _skipped(live, media)
        if media and isinstance(live.template.header, MediaHeader):
            header = replace(live.template.header, digest=media.digest)
            live = replace(live, template=replace(live.template, header=header))
        translation = self.known.translation(live)
        home = home_of(self.known, self.destination.folder, live.template)
        settled = replace(live, template=translation.live)
        if reason := self.trial.failure(settled, home) or self._misplaced(home):
            return _skipped(live, reason)
        return Found(translation, home, media)

    def _misplaced(self, home: Path) -> str:
        if home == self.known.sources.config.path:
            return f"its file would be {home.name} itself: pull it with --out into another folder"
        if len(home.name) > _LONGEST_NAME:
            return "its name is too long for a file: declare it in one first, and pull again"
        return ""


def _skipped(live: LiveTemplate, reason: str) -> Pulled:
    return Pulled(live.key, "skipped", reason=reason)


def _told(text: FileText, outcome: Outcome) -> dict[TemplateKey, Pulled]:
    reason = "the file would change: add --overwrite" if outcome == "left" else ""
    keys = [one.live.key for one in text.translations]
    return {key: Pulled(key, outcome, text.path, reason) for key in keys}
