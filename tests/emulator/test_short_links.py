from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from syncer.emulator import Store
from syncer.emulator.short_links import shortened

if TYPE_CHECKING:
    from emulator.conftest import Caller, Emulate

URL = "https://shop.example/sale?a=1"
LINK = re.compile(r"http://127\.0\.0\.1:[0-9]+/api/shortLink/doAccess/[0-9a-f]{8}")


def texts(caller: Caller, template_id: int, name: str) -> tuple[str, str]:
    """The body as the detail and as the list tell it."""
    body = caller.component(template_id, "BODY")
    assert body
    return body["text"], caller.row(name)["content"]


@pytest.mark.parametrize(
    ("switch", "in_detail", "in_list"),
    [("off", False, False), ("detail", True, False), ("detail_and_list", True, True)],
)
def test_urls_in_a_body_become_short_links_where_the_switch_says_so(
    emulate: Emulate, switch: str, *, in_detail: bool, in_list: bool
) -> None:
    caller = emulate(short_links=switch)
    created = caller.create(content=f"See {URL} now")
    seen = texts(caller, created["id"], created["name"])
    assert [text == f"See {URL} now" for text in seen] == [not in_detail, not in_list]
    assert [bool(LINK.search(text)) for text in seen] == [in_detail, in_list]


def test_a_short_link_redirects_and_counts_its_clicks(emulate: Emulate) -> None:
    caller = emulate(short_links="detail")
    created = caller.create(content=f"See {URL}")
    link = texts(caller, created["id"], created["name"])[0].removeprefix("See ")
    response = caller.http.get(link)
    assert (response.status_code, response.headers["location"]) == (302, URL)
    [counted] = caller.emulator.console.short_links()
    assert (counted["url"], counted["template_id"], counted["hits"]) == (URL, created["id"], 1)


def test_an_unknown_short_link_leads_nowhere(caller: Caller) -> None:
    url = f"{caller.emulator.base_url}/api/shortLink/doAccess/nothing"
    assert caller.http.get(url).status_code == 404


def test_a_link_is_the_same_at_each_read_and_another_one_for_another_template(
    emulate: Emulate,
) -> None:
    caller = emulate(short_links="detail_and_list")
    first, second = caller.create(content=URL), caller.create(content=URL)
    in_detail, in_list = texts(caller, first["id"], first["name"])
    assert in_detail == in_list == texts(caller, first["id"], first["name"])[0]
    assert texts(caller, second["id"], second["name"])[0] != in_detail


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("no url", "no url"),
        ("See https://a.example.", "See <>."),
        ("(https://a.example/x), *http://b.example/y*", "(<>), *<>*"),
        ("https://a.example/{{First Name}}/x end", "<> end"),
        ("https://a.example/?n={{1}}", "<>"),
        ("a\nhttps://a.example\nb", "a\n<>\nb"),
        ("https://", "https://"),
    ],
)
def test_a_url_ends_before_its_punctuation_and_keeps_its_placeholders(
    text: str, shape: str
) -> None:
    with Store() as store:
        short = shortened(store, 1, text, "http://nx")
    assert re.sub(r"http://nx/api/shortLink/doAccess/[0-9a-f]+", "<>", short) == shape


def test_a_short_link_that_is_written_stays_what_it_is() -> None:
    text = "See https://nx.example/api/shortLink/doAccess/abc123"
    with Store() as store:
        assert shortened(store, 1, text, "http://nx") == text
