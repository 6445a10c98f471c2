from __future__ import annotations

import copy
import json
import pickle
from dataclasses import asdict, astuple, dataclass
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from rich.pretty import pretty_repr

from syncer.secrets import SHORTEST, Secret, blotted

if TYPE_CHECKING:
    from collections.abc import Callable

VALUE = "correct-horse-9"


@pytest.fixture(autouse=True)
def _no_secrets_of_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("syncer.secrets._known", {})


@dataclass(frozen=True)
class Holder:
    """Something that has a secret, as an account does."""

    secret: Secret


SHOWN: dict[str, Callable[[Secret], object]] = {
    "str": str,
    "repr": repr,
    "ascii": ascii,
    "an f-string": lambda secret: f"{secret} {secret!r} {secret!s:>30} {secret:>30}",
    "percent": lambda secret: "%s %r" % (secret, secret),  # noqa: UP031 -- that is the point
    "a list": lambda secret: str([secret, {secret: secret}]),
    "a dataclass": lambda secret: repr(Holder(secret)),
    "asdict": lambda secret: asdict(Holder(secret)),
    "astuple": lambda secret: astuple(Holder(secret)),
    "a copy": lambda secret: repr([copy.copy(secret), copy.deepcopy([secret])]),
    "JSON by str": lambda secret: json.dumps([secret], default=str),
    "rich": lambda secret: pretty_repr(Holder(secret)),
}

REFUSED: dict[str, Callable[[Any], object]] = {
    "JSON": json.dumps,
    "JSON by vars": lambda secret: json.dumps([secret], default=vars),
    "pickle": pickle.dumps,
    "the oldest pickle": lambda secret: pickle.dumps(Holder(secret), protocol=0),
    "asdict of the secret itself": asdict,
    "its members": vars,
    "a length": len,
    "its characters": list,
}


@pytest.mark.parametrize("show", SHOWN.values(), ids=SHOWN)
def test_a_secret_shows_three_stars_whatever_shows_it(show: Callable[[Secret], object]) -> None:
    shown = str(show(Secret(VALUE)))
    assert "***" in shown
    assert VALUE not in shown


@pytest.mark.parametrize("take", REFUSED.values(), ids=REFUSED)
def test_what_would_take_a_secret_apart_is_refused(take: Callable[[Secret], object]) -> None:
    with pytest.raises(TypeError) as caught:
        take(Secret(VALUE))
    assert VALUE not in str(caught.value)


def test_only_reveal_gives_it_away() -> None:
    assert Secret(VALUE).reveal() == VALUE


def test_secrets_are_equal_by_their_value_and_never_to_the_text_itself() -> None:
    assert Secret(VALUE) == Secret(VALUE)
    assert len({Secret(VALUE), Secret(VALUE)}) == 1
    assert Secret(VALUE) != Secret(VALUE + "0")
    assert Secret(VALUE) != VALUE


def test_a_secret_does_not_change() -> None:
    secret = Secret(VALUE)
    with pytest.raises(AttributeError, match="does not change"):
        secret._value = "other"  # noqa: SLF001 -- that is what is refused
    assert secret.reveal() == VALUE


def test_every_secret_is_blotted_out_of_a_text() -> None:
    secrets = [Secret("first-of-them"), Secret("second-of-them")]
    text = " and ".join(secret.reveal() for secret in secrets)
    assert blotted(f"{text}, twice: {text}") == "*** and ***, twice: *** and ***"


def test_of_a_secret_that_contains_another_nothing_is_left() -> None:
    Secret("inner-secret")
    Secret("outer-inner-secret-more")
    assert blotted("<outer-inner-secret-more>") == "<***>"


@pytest.mark.parametrize(
    "value", ['with"quote\\and-slash', "it's/a key+more=", "ключ-и-пароль", "<a&b>'c'"]
)
def test_the_spellings_of_urls_html_json_and_repr_are_blotted_out_too(value: str) -> None:
    Secret(value)
    marked_up = (escape(value), str(Markup.escape(value)))
    for spelled in (
        json.dumps(value),
        repr(value),
        quote(value),
        quote(value, safe=""),
        *marked_up,
    ):
        assert "***" in blotted(spelled)
        assert value not in blotted(spelled)


def test_an_empty_or_very_short_secret_does_not_tear_holes_into_words() -> None:
    for value in ("", "a", "secret", "s" * (SHORTEST - 1)):
        Secret(value)
    assert blotted("a secret stands here, sssssss") == "a secret stands here, sssssss"


@given(st.text(st.characters(exclude_characters="*"), min_size=SHORTEST), st.text(), st.text())
def test_no_text_shows_a_secret_of_any_characters(value: str, before: str, after: str) -> None:
    assert Secret(value).reveal() not in blotted(before + value + after)
