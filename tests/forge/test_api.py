from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support.forge import REPOSITORY, forge

from syncer.errors import ForgeError
from syncer.forge import http
from syncer.forge.api import ATTEMPTS, Api

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.forge import Forge

ISSUES = f"repos/{REPOSITORY}/issues"


@pytest.fixture
def server() -> Iterator[Forge]:
    with forge() as started:
        yield started


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def api(server: Forge, waits: list[float]) -> Api:
    headers = {"Authorization": "Bearer forge-token"}
    return Api(server.url, lambda: headers, waits.append, lambda: 1000.0)


def open_issue(api: Api) -> object:
    return api.send("POST", ISSUES, {"title": "drift"})


def test_a_list_is_read_page_by_page(api: Api, server: Forge) -> None:
    server.most_rows = 2
    for _ in range(5):
        server.add_issue({}, labels=["drift"])
    pages = list(api.pages(ISSUES, state="open", labels="drift"))
    assert [len(page) for page in pages] == [2, 2, 1]


def test_a_list_that_goes_on_elsewhere_is_not_followed(api: Api, server: Forge) -> None:
    server.most_rows = 1
    for _ in range(2):
        server.add_issue({}, labels=["drift"])
    server.url = "http://evil.example"
    with pytest.raises(ForgeError, match="goes on at another server"):
        list(api.pages(ISSUES, state="open", labels="drift"))


def test_a_fault_of_the_server_is_tried_again(api: Api, server: Forge, waits: list[float]) -> None:
    server.refuse("GET", "/user", 502, times=ATTEMPTS - 1)
    server.me = {"login": "ana", "type": "User"}
    assert api.get("user")["login"] == "ana"
    assert waits == [1.0, 1.0]


def test_but_not_for_ever(api: Api, server: Forge) -> None:
    server.refuse("GET", "/user", 502)
    with pytest.raises(ForgeError, match=r"\(HTTP 502\)") as caught:
        api.get("user")
    assert caught.value.status == 502
    assert len(server.asked) == ATTEMPTS


def test_what_may_have_been_done_is_not_done_twice(api: Api, server: Forge) -> None:
    server.refuse("POST", "/issues", 502, times=1)
    with pytest.raises(ForgeError):
        open_issue(api)
    assert server.issues == []


@pytest.mark.parametrize(
    ("refusal", "wait"),
    [
        ({"status": 429, "Retry_After": "7"}, 7.0),
        ({"status": 403, "X_RateLimit_Remaining": "0", "X_RateLimit_Reset": "1030"}, 30.0),
        ({"status": 403, "X_RateLimit_Remaining": "0", "X_RateLimit_Reset": "900"}, 1.0),
    ],
)
def test_whoever_asks_too_much_waits_as_long_as_it_is_told(
    refusal: Any, wait: float, api: Api, server: Forge, waits: list[float]
) -> None:
    server.refuse("POST", "/issues", times=1, **refusal)
    open_issue(api)
    assert len(server.issues) == 1
    assert waits == [wait]


@pytest.mark.parametrize(
    "refusal",
    [
        {"status": 403},
        {"status": 403, "X_RateLimit_Remaining": "0"},
        {"status": 403, "X_RateLimit_Remaining": "0", "X_RateLimit_Reset": "9999"},
        {"status": 429, "Retry_After": "soon"},
        {"status": 404, "Retry_After": "1"},
    ],
)
def test_what_would_not_help_is_not_waited_for(
    refusal: Any, api: Api, server: Forge, waits: list[float]
) -> None:
    server.refuse("POST", "/issues", **refusal)
    with pytest.raises(ForgeError):
        open_issue(api)
    assert waits == []


def test_a_refusal_without_words_is_told_by_its_status(api: Api) -> None:
    with pytest.raises(ForgeError, match=r"no reason given \(HTTP 418\)"):
        api.get("teapot")


def test_an_answer_that_is_not_json_is_an_error(api: Api) -> None:
    with pytest.raises(ForgeError, match="an answer is not JSON"):
        api.send("POST", "hook", {})


def test_an_answer_that_is_too_large_is_an_error(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "LARGEST", 1)
    with pytest.raises(ForgeError, match="an answer is larger than 1 bytes"):
        api.download("hook")


def test_where_nobody_answers_a_read_is_tried_again(waits: list[float]) -> None:
    api = Api("http://127.0.0.1:9", dict, waits.append)
    with pytest.raises(ForgeError, match="no answer: "):
        api.get("user")
    assert len(waits) == ATTEMPTS - 1
