from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncer.errors import ConnectionFailedError, NxCloudError, UnexpectedAnswerError
from syncer.nxcloud.links import download, resolve_short_link
from syncer.nxcloud.transport import http_client

if TYPE_CHECKING:
    from collections.abc import Callable

    from syncer.nxcloud.client import Client

Reply = httpx.Response | Exception

MEDIA = "https://media.test/55?Expires=17&Signature=se%2Bcret"
SHORT = "https://s.test/api/shortLink/doAccess/Ab3"


def redirect(location: str, status: int = 302) -> httpx.Response:
    return httpx.Response(status, headers={"Location": location})


def test_media_are_downloaded_with_a_plain_get_and_no_credentials(
    client: Client, replies: list[Reply], requests: list[httpx.Request]
) -> None:
    replies.append(httpx.Response(200, content=b"\x89PNG"))
    assert client.download(MEDIA) == b"\x89PNG"
    (request,) = requests
    assert (request.method, str(request.url)) == ("GET", MEDIA)
    assert not {"accesskey", "sign", "ts", "biztype", "action", "authorization"} & set(
        request.headers
    )


def test_media_longer_than_the_limit_are_refused(client: Client, replies: list[Reply]) -> None:
    replies.append(httpx.Response(200, content=b"12345"))
    with pytest.raises(UnexpectedAnswerError, match="longer than 4 bytes"):
        client.download(MEDIA, limit=4)


def test_an_expired_media_address_is_an_error_without_its_signature(
    client: Client, replies: list[Reply]
) -> None:
    replies.append(httpx.Response(403, content=b"<Error/>"))
    with pytest.raises(UnexpectedAnswerError, match="HTTP status 403") as caught:
        client.download(MEDIA)
    assert "https://media.test/55:" in caught.value.message
    assert "Signature" not in caught.value.message


def test_a_redirect_within_the_scheme_is_followed(
    client: Client, replies: list[Reply], requests: list[httpx.Request]
) -> None:
    replies += [redirect("/56"), redirect("https://cdn.test/57"), httpx.Response(200, content=b"!")]
    assert client.download(MEDIA) == b"!"
    assert [str(request.url) for request in requests[1:]] == [
        "https://media.test/56",
        "https://cdn.test/57",
    ]


@pytest.mark.parametrize("location", ["http://media.test/55", "ftp://media.test/55", "file:///x"])
def test_a_redirect_to_another_scheme_is_not_followed(
    client: Client, replies: list[Reply], requests: list[httpx.Request], location: str
) -> None:
    replies.append(redirect(location))
    with pytest.raises(UnexpectedAnswerError, match="another scheme"):
        client.download(MEDIA)
    assert len(requests) == 1


def test_redirects_without_end_are_given_up(
    client: Client, replies: list[Reply], requests: list[httpx.Request]
) -> None:
    replies.append(redirect(MEDIA))
    with pytest.raises(UnexpectedAnswerError, match="HTTP status 302"):
        client.download(MEDIA)
    assert len(requests) == 6


@pytest.mark.parametrize("url", ["", "ftp://media.test/1", "file:///etc/hosts", "55"])
def test_an_address_that_is_not_http_is_not_asked(
    client: Client, requests: list[httpx.Request], url: str
) -> None:
    with pytest.raises(UnexpectedAnswerError, match="no http or https URL"):
        client.download(url)
    with pytest.raises(UnexpectedAnswerError, match="no http or https URL"):
        client.resolve_short_link(url)
    assert requests == []


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_short_link_leads_where_its_redirect_says_word_for_word(
    client: Client, replies: list[Reply], requests: list[httpx.Request], status: int
) -> None:
    replies.append(redirect("https://shop.test/%C3%A4?q={{1}}&b", status))
    assert client.resolve_short_link(SHORT) == "https://shop.test/%C3%A4?q={{1}}&b"
    (request,) = requests
    assert (request.method, str(request.url)) == ("GET", SHORT)
    assert "accesskey" not in request.headers


@pytest.mark.parametrize(
    "reply", [httpx.Response(200, content=b"<p>"), httpx.Response(404), redirect("/login")]
)
def test_a_short_link_that_does_not_redirect_to_an_address_leads_nowhere(
    client: Client, replies: list[Reply], reply: httpx.Response
) -> None:
    replies.append(reply)
    assert client.resolve_short_link(SHORT) is None


def test_a_short_link_that_cannot_be_asked_is_an_error(
    client: Client, replies: list[Reply]
) -> None:
    replies.append(httpx.ConnectTimeout("x"))
    with pytest.raises(ConnectionFailedError, match="timed out while connecting"):
        client.resolve_short_link(SHORT)


def outcome(ask: Callable[[httpx.Client, str], object], http: httpx.Client, url: str) -> object:
    try:
        return ask(http, url)
    except NxCloudError as error:
        return error


@settings(deadline=None)
@given(url=st.text() | st.text().map("https://{}".format), location=st.text())
def test_any_address_and_any_redirect_is_a_value_or_an_error_of_ours(
    url: str, location: str
) -> None:
    headers = {b"Location": location.encode(errors="replace")}
    reply = httpx.Response(302, headers=headers)
    with http_client(transport=httpx.MockTransport(lambda _: reply)) as http:
        assert isinstance(outcome(download, http, url), NxCloudError)
        assert isinstance(outcome(resolve_short_link, http, url), str | NxCloudError | None)
