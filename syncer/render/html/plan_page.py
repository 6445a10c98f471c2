"""A plan, or a look for drift, as the page's parts: what is said of each account, and its cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.render.html.cards import AccountPart, Note, ReviewPage
from syncer.render.html.shell import title_of
from syncer.render.plan_text import summary_line, total_line
from syncer.render.room import counted

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from syncer.render.html.cards import Card
    from syncer.render.html.media import Embedded
    from syncer.render.plan_report import AccountReport, FailedAccount, PlanReport

_TITLES = {"plan": "Plan", "drift": "Drift"}


def plan_page(
    report: PlanReport, made: str, cards: tuple[Card, ...], media: Mapping[str, Embedded]
) -> ReviewPage:
    """The whole report; `made` says when and by what it was made."""
    beside = {(card.account, warning) for card in cards for warning in card.warnings}
    planned = (_planned(one, beside) for one in report.accounts)
    parts = (*planned, *map(_failed, report.failed))
    title = title_of(_TITLES[report.kind], report.account_names)
    findings = sum(len(one.health) for one in report.accounts)
    total = total_line([one.plan for one in report.accounts], findings).plain
    if report.failed:
        total += f" {counted(len(report.failed), 'account')} failed."
    nothing = "Nothing was planned." if report.failed else "No changes."
    return ReviewPage(title, made, parts, cards, media=media, nothing=nothing, total=total)


def _planned(one: AccountReport, beside: Collection[tuple[str, str]]) -> AccountPart:
    """What is said of an account and does not stand `beside` one of its templates."""
    plan = one.plan
    return AccountPart(
        account=plan.account,
        sender=f"{plan.phone}  tenant {plan.tenant_id}  {plan.base_url}",
        summary=summary_line(plan.summary).plain,
        notes=tuple(_notes(one, beside)),
        unmanaged=plan.unmanaged,
    )


def _notes(one: AccountReport, beside: Collection[tuple[str, str]]) -> Iterator[Note]:
    for refusal in one.refusals:
        yield Note("error", f"apply will refuse this: {refusal.message}; {refusal.hint}")
    for warning in one.plan.warnings:
        if (one.plan.account, warning) not in beside:
            yield Note("warning", warning)
    for cost in one.plan.costs:
        yield Note("quiet", cost)


def _failed(one: FailedAccount) -> AccountPart:
    hint = f" ({one.error.hint})" if one.error.hint else ""
    return AccountPart(one.account, notes=(Note("error", f"{one.error.message}{hint}"),))
