"""Reports of plans: a plain one, and hostile ones."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import strategies as st
from support.hostile import hostile_texts

from syncer.errors import ApiError, RefusedError
from syncer.plan.values import AccountPlan, Action, Change, Finding, Selection, Summary
from syncer.render.plan_report import AccountReport, FailedAccount, PlanReport

PLAN = AccountPlan(
    account="main",
    phone="8615800001795",
    tenant_id=1,
    base_url="https://api.test",
    summary=Summary(unchanged=3),
    actions=(),
    unmanaged=(),
    warnings=(),
    costs=(),
    in_scope=3,
    desired_total=3,
    desired=(),
    fingerprint="",
)


def planned(*actions: Action, **changes: Any) -> AccountReport:
    """An account's report with these actions, and a summary that counts them."""
    counts = {
        kind: sum(one.action == kind for one in actions)
        for kind in ("create", "update", "delete", "blocked")
    }
    health, refusals = changes.pop("health", ()), changes.pop("refusals", ())
    plan = replace(PLAN, actions=actions, summary=Summary(**counts, unchanged=3), **changes)
    return AccountReport(plan, health, refusals)


def report(*accounts: AccountReport, **changes: Any) -> PlanReport:
    """A plan's report."""
    return replace(PlanReport("plan", Selection(), accounts), **changes)


def hostile_reports() -> st.SearchStrategy[PlanReport]:
    """Reports in which every text that may be foreign is hostile."""
    texts = hostile_texts()
    values = st.none() | texts | st.booleans() | st.lists(texts, max_size=2) | _buttons(texts)
    changes = st.builds(Change, st.sampled_from(["body", "buttons[0]"]), values, values)
    actions = st.builds(
        Action,
        st.sampled_from(["create", "update", "delete", "blocked"]),
        texts,
        texts,
        source=st.none() | texts,
        changes=_few(changes, 4),
        reason=texts,
        sync_meta=st.booleans(),
        depends_on=_few(texts, 2),
        costs=_few(texts, 2),
    )
    return st.builds(
        PlanReport,
        st.sampled_from(["plan", "drift"]),
        st.builds(Selection, _few(texts, 1), _few(texts, 1)),
        _few(_accounts(texts, actions), 3),
        _few(st.builds(FailedAccount, texts, st.builds(ApiError, st.just(1003), texts)), 2),
    )


def _accounts(
    texts: st.SearchStrategy[str], actions: st.SearchStrategy[Action]
) -> st.SearchStrategy[AccountReport]:
    findings = st.builds(Finding, texts, texts, st.sampled_from(["paused", "quality_red"]), texts)
    return st.builds(
        lambda one, health, refusals, **told: replace(
            planned(*one, **told), health=health, refusals=refusals
        ),
        _few(actions, 5),
        _few(findings, 2),
        _few(st.builds(RefusedError, texts, hint=texts), 1),
        account=texts,
        warnings=_few(texts, 2),
        costs=_few(texts, 1),
    )


def _buttons(texts: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"type": texts, "text": texts}, optional={"url": texts})


def _few(items: st.SearchStrategy[Any], most: int) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(items, max_size=most).map(tuple)
