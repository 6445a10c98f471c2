"""What a person should know of a live template that no difference shows (CONTRACT, `drift`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.plan.category import difference, way_out
from syncer.plan.values import Finding, FindingKind
from syncer.rejections import rejection_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from syncer.model import DesiredTemplate, LiveTemplate, Snapshot

_STATUS_FINDINGS: dict[str, tuple[FindingKind, str]] = {
    "REJECTED": ("rejected", "Meta rejected it and it cannot be sent"),
    "PAUSED": ("paused", "Meta paused it for its quality and it cannot be sent"),
    "DISABLED": ("disabled", "Meta disabled it and it cannot be sent"),
}


def findings(desired: Iterable[DesiredTemplate], snapshot: Snapshot) -> Iterator[Finding]:
    """The findings for all declared templates that are live, in the order of the files."""
    for one in desired:
        if live := snapshot.templates.get(one.key):
            yield from _status(live)
            yield from _category(one, live)
            yield from _quality(live)


def _status(live: LiveTemplate) -> Iterator[Finding]:
    if live.status in _STATUS_FINDINGS:
        kind, detail = _STATUS_FINDINGS[live.status]
        reason = f": {rejection_words(live.rejected_reason)}" if kind == "rejected" else ""
        yield Finding(live.key.name, live.key.language, kind, detail + reason)


def _category(desired: DesiredTemplate, live: LiveTemplate) -> Iterator[Finding]:
    wanted, found = desired.template.category, live.template.category
    if wanted != found and live.status == "APPROVED":
        detail = f"{difference(wanted, found)}; {way_out(found)}"
        yield Finding(live.key.name, live.key.language, "recategorised", detail)


def _quality(live: LiveTemplate) -> Iterator[Finding]:
    if live.quality == "RED":
        detail = "its quality is RED: Meta pauses and then disables such a template"
        yield Finding(live.key.name, live.key.language, "quality_red", detail)
