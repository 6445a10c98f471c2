"""From a run to the page of it: the pictures, and the bytes of the media that they show."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from syncer.cli.connection import live_side
from syncer.errors import SyncerError
from syncer.graph.build import graph_of
from syncer.graph.parts import connected, part
from syncer.live.snapshot import live_bytes
from syncer.model import MediaHeader
from syncer.pictures.findings import problems_by_template
from syncer.render.html.cards import ReviewPage
from syncer.render.html.graph import graph_sections
from syncer.render.html.media import embedded, shown_media
from syncer.render.html.plan_cards import PlannedAccount, plan_cards
from syncer.render.html.plan_page import plan_page
from syncer.render.html.preview_page import preview_cards, preview_page
from syncer.render.html.review import review_page
from syncer.render.html.shell import STATIC

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import httpx
    from markupsafe import Markup

    from syncer.cli.planning import Ready, Run
    from syncer.cli.project import Project
    from syncer.cli.session import Session
    from syncer.errors import Problem
    from syncer.model import DesiredTemplate
    from syncer.pictures.findings import Previewed
    from syncer.pictures.values import MediaPart
    from syncer.render.html.cards import Card
    from syncer.render.html.shell import Shell
    from syncer.render.plan_report import PlanReport


def page_of_plan(project: Project, run: Run, report: PlanReport, session: Session) -> str:
    """The page of a plan or of drift.

    Live media that the files do not have are read once more, by a transport that cannot write.
    """
    cards = tuple(card for one in run.ready for card in _cards(project, one))
    made = f"{run.plan.created_at}  syncer {run.plan.syncer_version}"
    with session.reading() as http:
        live = _live_media(run, http, session)
        media = embedded(shown_media(cards), lambda one: file_bytes(one) or live(one))
    declared = {one.account.name: one.desired for one in run.ready}
    return review_page(plan_page(report, made, cards, media), *_maps(cards, declared))


def page_of_preview(accounts: Sequence[Previewed], shell: Shell = STATIC) -> str:
    """The page of a preview."""
    cards = tuple(preview_cards(accounts))
    media = embedded(shown_media(cards), file_bytes)
    declared = {one.account: one.declared for one in accounts}
    maps = _maps(cards, declared)
    return review_page(preview_page(accounts, cards, media), *maps, shell=shell)


def page_of_problems(problems: Iterable[Problem], shell: Shell = STATIC) -> str:
    """The page of a preview that cannot be made, with what has to be mended first."""
    return review_page(ReviewPage("Preview", "", (), (), tuple(problems)), shell=shell)


def file_bytes(part: MediaPart) -> bytes | None:
    """The bytes of the project's file, if it has them still."""
    if part.path is None:
        return None
    try:
        content = part.path.read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == part.digest else None


def _maps(cards: Sequence[Card], declared: Mapping[str, Sequence[DesiredTemplate]]) -> list[Markup]:
    """The maps of what the cards are about, and of what hangs together with that."""
    graphs = []
    for account, templates in declared.items():
        graph = graph_of(account, templates)
        keys = {card.key for card in cards if card.account == account}
        near = part(graph, connected(graph, keys & {node.key for node in graph.nodes}))
        graphs += [near] if near.edges else []
    return graph_sections(graphs, {card.anchor for card in cards})


def _cards(project: Project, ready: Ready) -> Iterator[Card]:
    found = problems_by_template(ready.desired, project.problems[ready.account.name])
    yield from plan_cards(
        PlannedAccount(ready.planned, ready.desired, ready.snapshot, found.by_template)
    )


def _live_media(
    run: Run, http: httpx.Client, session: Session
) -> Callable[[MediaPart], bytes | None]:
    """What reads the bytes of a live media header; None for those that cannot be read."""
    holders = {
        live.template.header.digest: (ready, live)
        for ready in run.ready
        for live in ready.snapshot.templates.values()
        if isinstance(live.template.header, MediaHeader)
    }

    def read(part: MediaPart) -> bytes | None:
        if part.digest not in holders:
            return None
        ready, live = holders[part.digest]
        try:
            return live_bytes(live_side(ready.account, http, session).client, live)
        except SyncerError:
            return None

    return read
