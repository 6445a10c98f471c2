from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from support.reports import PLAN
from support.templates import MEDIA, Sides, desired, sides

from syncer.config import Scope
from syncer.plan.build import Sender, plan_account
from syncer.plan.scope import Mandate
from syncer.plan.values import AccountPlan, Action, Change, Finding, Plan, Selection, Summary
from syncer.render.plan_text import (
    account_lines,
    action_lines,
    finding_lines,
    plan_lines,
    total_lines,
)
from syncer.template_document import media_label

UPDATE = Action("update", "menu", "en", 314, "templates/menu.yaml:4:3")
LONG = "Hi {{First Name}}, your order is on its way and will be there very soon."


def text(plan: AccountPlan, *, verbose: bool = False) -> list[str]:
    return [line.plain for line in account_lines(plan, colour=False, verbose=verbose)]


def block(action: Action) -> list[str]:
    """The lines of one template's block, without its first."""
    return [line.plain for line in action_lines(action, colour=False)][1:]


def changed(path: str, before: object, after: object) -> list[str]:
    """The lines of one change of an update."""
    change = Change(path, before, after)
    return block(replace(UPDATE, changes=(change,), sync_meta=True))


# The whole


def test_a_plan_without_changes_says_so() -> None:
    assert text(PLAN) == [
        "main  8615800001795  tenant 1  https://api.test",
        "",
        "No changes. 3 unchanged, 0 unmanaged.",
    ]


def test_a_plan_has_a_block_for_each_template_and_a_summary() -> None:
    plan = replace(
        PLAN,
        summary=Summary(create=1, update=1, delete=1, blocked=1, unchanged=3, unmanaged=1),
        actions=(
            Action("create", "new", "en", None, "a.yaml:1:1", sync_meta=True),
            UPDATE,
            Action("delete", "old", "en", 9),
            Action("blocked", "held", "en", 10, "b.yaml:2:2", reason="in review"),
        ),
        warnings=("one is odd",),
        unmanaged=("theirs/en",),
    )
    assert text(plan) == [
        "main  8615800001795  tenant 1  https://api.test",
        "",
        "  + create new/en  a.yaml:1:1",
        "",
        "  ~ update menu/en  templates/menu.yaml:4:3",
        "      changes in NxCloud only: no review, no edit counted",
        "",
        "  - delete old/en",
        "",
        "  ! blocked held/en  b.yaml:2:2",
        "      in review",
        "",
        "  warning: one is odd",
        "",
        "  unmanaged, never touched: theirs/en",
        "",
        "Plan: 1 to create, 1 to update, 1 to delete, 1 blocked; 3 unchanged, 1 unmanaged.",
    ]


@pytest.mark.parametrize("kind", ["create", "update", "delete", "blocked"])
def test_any_kind_of_change_is_no_no_changes(kind: str) -> None:
    assert text(replace(PLAN, summary=Summary(**{kind: 1})))[-1].startswith("Plan: ")


def test_several_accounts_stand_apart_and_are_summed_up_below() -> None:
    staging = replace(PLAN, account="staging", summary=Summary(create=2, blocked=1, unmanaged=5))
    plan = Plan("", "", Selection(), (PLAN, staging))
    lines = [line.plain for line in plan_lines(plan, colour=False, verbose=False)]
    assert lines == [
        *text(PLAN),
        "",
        *text(staging),
        "",
        "2 accounts: 2 to create, 0 to update, 0 to delete, 1 blocked; 3 unchanged, 5 unmanaged.",
    ]


def test_one_account_is_its_own_sum() -> None:
    plan = Plan("", "", Selection(), (PLAN,))
    assert [line.plain for line in plan_lines(plan, colour=False, verbose=False)] == text(PLAN)


def test_the_sum_of_accounts_without_changes_says_so_and_counts_what_is_unwell() -> None:
    plans = [replace(PLAN, summary=Summary(unchanged=3))] * 200
    (_, quiet) = total_lines(plans)
    assert quiet.plain == "200 accounts: no changes; 600 unchanged, 0 unmanaged."
    (_, unwell) = total_lines(plans, findings=1)
    assert unwell.plain == "200 accounts: no changes; 600 unchanged, 0 unmanaged; 1 health finding."


def test_many_unmanaged_templates_are_listed_only_when_asked() -> None:
    plan = replace(PLAN, unmanaged=tuple(f"t{number:02}/en" for number in range(23)))
    (short,) = [line for line in text(plan) if "unmanaged, never" in line]
    assert short.endswith("t19/en and 3 more (-v lists all)")
    (whole,) = [line for line in text(plan, verbose=True) if "unmanaged, never" in line]
    assert whole.endswith("t21/en, t22/en")


def test_health_findings_are_listed() -> None:
    findings = (Finding("menu", "en", "rejected", "SCAM\x1b"), Finding("b", "de", "paused", "why"))
    assert [line.plain for line in finding_lines(findings)] == [
        "",
        "Health",
        "  ! menu/en: rejected: SCAM\\u001b",
        "  ! b/de: paused: why",
    ]


def test_without_findings_health_is_not_spoken_of() -> None:
    assert list(finding_lines(())) == []


# What a block says beside its changes


@pytest.mark.parametrize(
    ("action", "notes"),
    [
        (replace(UPDATE, sync_meta=True, costs=("a review", "an edit")), ["a review", "an edit"]),
        (UPDATE, ["changes in NxCloud only: no review, no edit counted"]),
        (Action("create", "a", "en", sync_meta=True), []),
        (
            Action("create", "a", "en"),
            ["stays in NxCloud: it is not sent to Meta (`sync_meta: never`)"],
        ),
        (
            Action("create", "a", "en", sync_meta=True, events_later=True, depends_on=("b/en",)),
            [
                "its events follow in a second write: templates point at each other in a circle",
                "after b/en",
            ],
        ),
        (Action("delete", "a", "en", depends_on=("b/en", "c/en")), ["after b/en, c/en"]),
        (Action("blocked", "a", "en", reason="in review"), ["in review"]),
    ],
)
def test_a_block_says_what_comes_with_the_action(action: Action, notes: list[str]) -> None:
    assert block(action) == [f"      {note}" for note in notes]


# Changes


@pytest.mark.parametrize(
    ("path", "before", "after", "line"),
    [
        ("footer", None, "Bye", '+ footer: "Bye"'),
        ("footer", "Bye", None, '- footer: "Bye"'),
        ("footer", "Bye", "Ciao", '~ footer: "Bye" → "Ciao"'),
        ("close_unassigned", False, True, "~ close_unassigned: no → yes"),
        ("buttons[0].events[1]", None, {"tag": "vip"}, '+ buttons[0].events[1]: tag "vip"'),
        ("header", {"text": "Hi"}, None, '- header: text "Hi"'),
        ("header", {"text": "Hi"}, {"text": "Ho"}, '~ header: text "Hi" → text "Ho"'),
        ("header", {"text": LONG}, {"text": "Ho"}, f'~ header: text "{LONG}" → text "Ho"'),
    ],
)
def test_a_short_change_is_one_line(path: str, before: object, after: object, line: str) -> None:
    assert changed(path, before, after) == [f"      {line}"]


def test_changed_media_is_one_line() -> None:
    before, after = (media_label(medium.header) for medium in MEDIA[:2])
    (line,) = changed("header.image", before, after)
    assert line == (
        f'      ~ header.image: "parcel.png (sha256:{MEDIA[0].digest[:12]}…)"'
        f' → "shop.jpg (sha256:{MEDIA[1].digest[:12]}…)"'
    )


def test_a_long_text_that_is_new_is_shown_line_by_line() -> None:
    assert changed("body", None, f"Hello\n\n{LONG}") == [
        "      + body:",
        "          Hello",
        "          ",
        f"          {LONG}",
    ]
    assert changed("body", LONG, None) == ["      - body:", f"          {LONG}"]


def test_changed_words_of_a_long_text_are_marked() -> None:
    assert changed("body", f"{LONG}\nBye", f"{LONG.replace('order', 'parcel')}\nBye") == [
        "      ~ body:",
        "        - Hi {{First Name}}, your [-order-] is on its way and will be there very soon.",
        "        + Hi {{First Name}}, your {+parcel+} is on its way and will be there very soon.",
        "          Bye",
    ]


def test_a_short_text_that_becomes_a_long_one_is_a_diff_too() -> None:
    assert changed("body", "Hello", "Hello\n\nBye") == [
        "      ~ body:",
        "          Hello",
        "        + ",
        "        + {+Bye+}",
    ]


def test_with_colour_changed_words_are_not_bracketed_but_reversed() -> None:
    action = replace(UPDATE, changes=(Change("body", LONG, LONG.replace("order", "parcel")),))
    removed = [*action_lines(action, colour=True)][3]
    assert removed.plain == f"        - {LONG}"
    (span,) = [span for span in removed.spans if span.style == "bold reverse"]
    assert removed.plain[span.start : span.end] == "order"


def test_on_a_terminal_the_plan_has_colours() -> None:
    console = Console(file=StringIO(), force_terminal=True, color_system="standard", width=200)
    for line in action_lines(replace(UPDATE, changes=(Change("footer", "a", "b"),)), colour=True):
        console.print(line)
    assert isinstance(console.file, StringIO)
    assert '\x1b[31m"a"\x1b[0m' in console.file.getvalue()


# Printable, and without the marks, so that they can be taken away again.
UNMARKED = st.text(st.sampled_from("aeiou xyz ÄÖ你 .,!?'\"\n"), max_size=90)


@given(UNMARKED, UNMARKED)
def test_nothing_of_a_long_text_is_lost(before: str, after: str) -> None:
    lines = changed("body", f"{before}\nold", f"{after}\nnew")[1:]

    def side(sign: str) -> str:
        text = "\n".join(line[10:] for line in lines if line[8] in (" ", sign))
        return re.sub(r"\[-|-\]|\{\+|\+\}", "", text)

    assert side("-") == f"{before}\nold"
    assert side("+") == f"{after}\nnew"


# Whatever comes from outside

NASTY = st.text(
    st.one_of(st.characters(), st.sampled_from("\x1b\r\n\t\x9b\u202e\u2028\ud83d")), max_size=12
)
NAMES = st.lists(NASTY, max_size=2).map(tuple)
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    NASTY,
    NASTY.map(lambda text: f"{text}\n{text}{LONG}"),
    st.lists(NASTY, max_size=2),
    st.fixed_dictionaries(
        {"type": NASTY, "text": NASTY, "url": NASTY, "events": st.lists(st.builds(dict, tag=NASTY))}
    ),
    st.dictionaries(NASTY, NASTY, max_size=2),
    st.fixed_dictionaries({"name": NASTY, "language": st.none() | NASTY}),
)
ACTIONS = st.builds(
    Action,
    st.sampled_from(("create", "update", "delete", "blocked")),
    NASTY,
    NASTY,
    source=st.none() | NASTY,
    changes=st.lists(st.builds(Change, NASTY, VALUES, VALUES), max_size=2).map(tuple),
    reason=NASTY,
    depends_on=NAMES,
)
PLANS = st.builds(
    AccountPlan,
    account=NASTY,
    phone=NASTY,
    tenant_id=st.just(1),
    base_url=NASTY,
    summary=st.just(Summary()),
    actions=st.lists(ACTIONS, max_size=2).map(tuple),
    unmanaged=NAMES,
    warnings=NAMES,
    in_scope=st.just(0),
    desired_total=st.just(0),
    desired=st.just(()),
    fingerprint=st.just(""),
)


@settings(max_examples=40)
@given(PLANS)
def test_no_line_of_a_plan_holds_what_a_terminal_obeys(plan: AccountPlan) -> None:
    for line in text(plan):
        assert not any(unicodedata.category(one) in ("Cc", "Cs", "Zl", "Zp") for one in line)


@settings(max_examples=12)
@given(sides())
def test_every_action_of_a_real_plan_has_its_block(both: Sides) -> None:
    sender = Sender("main", "8615800001795", 1, "https://api.test")
    mandate = Mandate(Scope(include=("*",)), Selection(prune=True))
    wanted = [*both.desired, desired()]
    plan = plan_account(sender, wanted, both.snapshot, mandate).plan
    lines = text(plan)
    signs = {"create": "+", "update": "~", "delete": "-", "blocked": "!"}
    for action in plan.actions:
        start = f"  {signs[action.action]} {action.action} {action.key}"
        assert any(line.startswith(start) for line in lines)
        assert all(any(f" {change.path}:" in line for line in lines) for change in action.changes)
