from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.emulated import emulated
from support.templates import desired, template

from syncer.apply.refusals import explained
from syncer.errors import ApiError
from syncer.plan.values import Selection

if TYPE_CHECKING:
    from syncer.plan.values import ActionKind


def hint_of(action: ActionKind, code: int, doubt: str = "") -> str:
    with pytest.raises(ApiError) as caught, explained(action, doubt):
        raise ApiError(code, "no", hint="read it")
    return caught.value.hint


@pytest.mark.parametrize("code", [22041, 22042])
@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("create", "deleted within 30 days, more than 100 in an hour, and more than 250"),
        ("update", "more than once in 24 hours or 10 times in 30 days"),
        ("delete", "refuses to delete a template that is DISABLED"),
    ],
)
def test_a_refusal_by_meta_is_explained_in_plain_words(
    action: ActionKind, words: str, code: int
) -> None:
    assert words in hint_of(action, code)
    assert hint_of(action, code).endswith("; read it")


def test_what_was_doubtful_before_comes_first() -> None:
    assert hint_of("update", 22041, "edited an hour ago").startswith("edited an hour ago; Meta")


def test_another_refusal_is_left_as_it_is() -> None:
    assert hint_of("create", 22090, "deleted before") == "read it"


def test_a_locked_name_is_explained_where_it_is_refused() -> None:
    with emulated() as emulator:
        emulator.add("shop_greeting", "de")
        emulator.apply([desired(template("shop_greeting"))])
        stay = [desired(template("shop_greeting", "de"))]
        emulator.apply(stay, Selection(prune=True))
        (refused,) = emulator.apply([desired(template("shop_greeting"))]).results
    assert refused.outcome == "failed"
    assert refused.reason.startswith(
        "this machine deleted a template of this name and language, and Meta may keep both locked"
    )


def test_a_second_edit_is_explained_where_it_is_refused() -> None:
    with emulated() as emulator:
        emulator.add("shop_greeting")
        for footer, outcome in (("one", "done"), ("two", "failed")):
            files = [desired(template("shop_greeting", footer=footer))]
            (result,) = emulator.apply(files).results
            assert result.outcome == outcome
    assert result.reason.startswith("this machine edited it once in the last 24 hours")
