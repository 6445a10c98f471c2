from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.templates import bodies

from syncer.short_links import expand, originals, short_links

URL = re.compile(r"https?://\S+")


def link(number: int) -> str:
    return f"https://nx.example/api/shortLink/doAccess/t{number}_K-"


def shortened(body: str) -> tuple[str, dict[str, str]]:
    """A body as NxCloud gives it back, and which URL each link stands for."""
    urls = {url: link(number) for number, url in enumerate(dict.fromkeys(URL.findall(body)))}
    text = URL.sub(lambda match: urls[match[0]], body)
    return text, {short: url for url, short in urls.items()}


@settings(max_examples=60)
@given(bodies())
def test_the_links_of_a_shortened_body_stand_for_the_urls_that_were_written(body: str) -> None:
    text, known = shortened(body)
    assert short_links(text) == tuple(known)
    assert originals(text, body) == known
    assert expand(text, known) == body


@settings(max_examples=60)
@given(bodies(), st.data())
def test_a_shortened_body_cannot_come_from_another_text(body: str, data: st.DataObject) -> None:
    words = [at for at, word in enumerate(body.split(" ")) if not URL.search(word)]
    changed = [*body.split(" "), "more"]
    if words:
        changed[data.draw(st.sampled_from(words))] += "-another"
    assert originals(shortened(body)[0], " ".join(changed)) is None


@pytest.mark.parametrize(
    ("shown", "written", "expected"),
    [
        pytest.param("Hello", "Hello", {}, id="no links at all"),
        pytest.param(f"See {link(1)}", f"See {link(1)}", {}, id="a link that was written as such"),
        pytest.param(
            f"See {link(1)}.",
            "See https://a.de/b.c.",
            {link(1): "https://a.de/b.c"},
            id="a full stop",
        ),
        pytest.param(
            f"{link(1)} or {link(2)}",
            "https://a.de or http://b.de?x=1#y",
            {link(1): "https://a.de", link(2): "http://b.de?x=1#y"},
            id="two",
        ),
        pytest.param(
            f"{link(1)} {link(1)}",
            "https://a.de https://a.de",
            {link(1): "https://a.de"},
            id="twice",
        ),
        pytest.param(
            f"{link(1)} {link(1)}", "https://a.de https://b.de", None, id="one link for two URLs"
        ),
        pytest.param(f"See {link(1)}", "See you", None, id="no URL in its place"),
        pytest.param(f"See {link(1)}", "See https://a.de now", None, id="a word more"),
        pytest.param(f"(1) {link(1)}", "(2) https://a.de", None, id="another text"),
        pytest.param(
            f"{link(1)} https://b.de",
            "https://a.de https://b.de",
            {link(1): "https://a.de"},
            id="a URL that was left as it is",
        ),
        pytest.param(
            f"a\n{link(1)}\nb", "a\nhttps://a.de\nb", {link(1): "https://a.de"}, id="several lines"
        ),
    ],
)
def test_what_a_body_can_stand_for(
    shown: str, written: str, expected: dict[str, str] | None
) -> None:
    assert originals(shown, written) == expected


@pytest.mark.parametrize(
    ("shown", "written"),
    [
        (",".join([link(1)] * 300) + "!", ",".join(["http://a"] * 1_500)),
        (link(1) * 300, "http://" * 2_000 + " "),
        (link(1) * 300 + "x", "http://a" * 2_000),
        (f"{link(1)} " * 200_000, "http://a " * 200_000),
    ],
    ids=["with commas", "without", "nearly", "endless"],
)
def test_no_two_texts_take_long_to_compare(shown: str, written: str) -> None:
    assert originals(shown, written) is None


def test_links_side_by_side_are_told_apart_with_the_shortest_first() -> None:
    shown = f"{link(1)},{link(2)}"
    expected = {link(1): "http://a", link(2): "http://b,http://c"}
    assert originals(shown, "http://a,http://b,http://c") == expected


def test_only_links_that_are_known_are_replaced() -> None:
    body = f"{link(1)} and {link(2)}"
    assert expand(body, {link(2): "https://b.de"}) == f"{link(1)} and https://b.de"


def test_each_link_is_listed_once_in_the_order_of_the_text() -> None:
    assert short_links(f"{link(2)} {link(1)} {link(2)}") == (link(2), link(1))


@pytest.mark.parametrize(
    "host",
    ["http://nx.example", "https://119.91.210.214:10001", "https://s.example/x", "http://s.io/x/y"],
)
def test_a_short_link_is_known_by_its_path_on_any_host_and_below_any_prefix(host: str) -> None:
    body = f"See {host}/api/shortLink/doAccess/Y3Mjmq, or https://shop.example/api/shortLink"
    assert short_links(body) == (f"{host}/api/shortLink/doAccess/Y3Mjmq",)
