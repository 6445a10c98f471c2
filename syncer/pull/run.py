"""What a pull is to write: what was gathered, compared with the files, and put into words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from syncer.model import MediaHeader
from syncer.pull.build import home_of
from syncer.pull.declared import declared
from syncer.pull.files import Found, draft, outcomes
from syncer.pull.obstacles import Trial, can_ignore, obstacle
from syncer.pull.places import misplaced
from syncer.pull.values import Pulled, PullResult
from syncer.pull.warnings import warnings
from syncer.rules import broken_rules

if TYPE_CHECKING:
    from syncer.model import LiveTemplate, TemplateKey
    from syncer.pull.build import FileText
    from syncer.pull.declared import Declared
    from syncer.pull.gathered import Gathered, Local
    from syncer.pull.media import LiveFile
    from syncer.pull.values import Destination, Outcome

_Fates = dict["TemplateKey", "Pulled | Found | None"]


def pull(gathered: Gathered, local: Local, destination: Destination) -> PullResult:
    """What the files have to become so that they say what was gathered. Writes nothing.

    What cannot be said in a file is skipped, with the reason. Raises NxCloudError where media is
    read from there, and OSError for files in the way that cannot be read.
    """
    snapshot = gathered.snapshot
    known = declared(local.account, local.sources, local.templates, snapshot)
    judge = _Judge(known, Trial(local.sources.config, local.account, snapshot), destination)
    lives = list(snapshot.templates.values())
    fates: _Fates = {live.key: judge.fate(live) for live in lives}
    rest = [live for live in lives if fates[live.key] is None]
    media = gathered.media([live for live in rest if judge.writes_media(live)])
    fates |= {live.key: judge.found(live, media.get(live.key)) for live in rest}
    found = [fate for _, fate in sorted(fates.items()) if isinstance(fate, Found)]
    drafted = draft(known, snapshot.forms, found)
    ended = outcomes(drafted, overwrite=destination.overwrite)
    fates |= {key: fate for text, outcome in ended for key, fate in _told(text, outcome).items()}
    fates |= {key: Pulled(key, "skipped", reason=why) for key, why in gathered.skipped.items()}
    written = [text for text, outcome in ended if outcome == "written"]
    told = [fate for _, fate in sorted(fates.items()) if isinstance(fate, Pulled)]
    return PullResult(
        tuple(_noted(fate, gathered) for fate in told),
        tuple(file for text in written for file in drafted.new_files(text)),
        (*snapshot.warnings, *warnings(local.account.name, written, drafted.in_project)),
    )


@dataclass(frozen=True, slots=True)
class _Judge:
    """What becomes of a live template, as far as it can be told without the other ones."""

    known: Declared
    trial: Trial
    destination: Destination

    def fate(self, live: LiveTemplate) -> Pulled | Found | None:
        """The fate of a template that is not written; None for one that may be."""
        if reason := obstacle(live) or self._renamed(live):
            return _skipped(live, reason)
        if self.known.translation(live).is_settled and not self._breaks_rules(live):
            return Pulled(live.key, "unchanged", self.known.documents[live.key].path)
        return None

    def _breaks_rules(self, live: LiveTemplate) -> bool:
        """Whether what stands in the files breaks rules that they have to ignore."""
        declared = self.known.templates[live.key]
        return any(
            problem.severity == "error" and problem.rule not in declared.ignore
            for problem in broken_rules(declared)
            if can_ignore(problem)
        )

    def _renamed(self, live: LiveTemplate) -> str:
        """Why a template stays out of the files that they call otherwise, and not yet live."""
        new = self.known.renamed.get(live.key)
        return f"the files rename it to {new}: it is deleted when that is approved" if new else ""

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
        verdict = self.trial.verdict(settled, home, media.content if media else None)
        if reason := verdict.failure or misplaced(self.known.sources.config, home):
            return _skipped(live, reason)
        return Found(replace(translation, ignore=verdict.ignore), home, media)


def _skipped(live: LiveTemplate, reason: str) -> Pulled:
    return Pulled(live.key, "skipped", reason=reason)


def _told(text: FileText, outcome: Outcome) -> dict[TemplateKey, Pulled]:
    reason = "the file would change: add --overwrite" if outcome == "left" else ""
    keys = [one.live.key for one in text.translations]
    return {key: Pulled(key, outcome, text.path, reason) for key in keys}


def _noted(pulled: Pulled, gathered: Gathered) -> Pulled:
    """With what a person should know of it beside its outcome, if a file has or may have it."""
    if pulled.outcome == "skipped":
        return pulled
    notes = filter(None, (pulled.reason, gathered.notes.get(pulled.key, "")))
    return replace(pulled, reason="; ".join(notes))
