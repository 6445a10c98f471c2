from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from support.pace import impatient

from syncer.config import Secret
from syncer.errors import (
    ApiError,
    ConnectionFailedError,
    NotFoundError,
    ReadOnlyError,
    RefusedError,
    SyncerError,
    UnexpectedAnswerError,
)
from syncer.model import Form
from syncer.nxcloud.answers import UploadedMedia, Written
from syncer.nxcloud.client import Client, Credentials, Sender
from syncer.nxcloud.clock import ServerClock
from syncer.nxcloud.pages import MAX_PAGES
from syncer.nxcloud.signature import sign, string_to_sign
from syncer.nxcloud.transport import http_client, read_only_client

Make = Callable[..., dict[str, object]]
Give = Callable[[object], None]
ReadForm = Callable[[httpx.Request], dict[str, tuple[str | None, bytes, str]]]
Reply = httpx.Response | Exception

SENDER = Sender("https://api.test", "8615800001111", 7)
CREDENTIALS = Credentials(Secret("key-of-ours"), Secret("secret-of-ours"))
PAYLOAD = {"name": "a", "language": "en", "category_type": 1, "content": "Hällo {{First Name}} 🌞"}
UPDATE = {"id": 41, **PAYLOAD}
HANDLES = "\n".join(f"4:cA==:aW1n:AR{i}:e:1760300000:1:2:ARz" for i in "xy")


def page(rows: list[dict[str, object]], **more: object) -> dict[str, object]:
    return {"list": rows, **more}


def test_the_list_asks_for_one_page_of_the_sender(
    client: Client, give: Give, requests: list[httpx.Request], row: Make
) -> None:
    give(page([row()], total=1, has_next_page=False))
    found = client.list_page(3, page_size=50)
    assert [each.id for each in found.rows] == [41]
    (request,) = requests
    assert (request.method, str(request.url)) == (
        "GET",
        "https://api.test/saas/wa/template/8615800001111?tenant_id=7&page_number=3&page_size=50",
    )


def test_the_list_can_be_narrowed_to_a_name(
    client: Client, give: Give, requests: list[httpx.Request]
) -> None:
    give(page([], total=0, has_next_page=False))
    client.list_page(1, name="a&b=c d")
    assert requests[0].url.params["name"] == "a&b=c d"


def test_a_request_is_signed_over_the_bytes_it_sends(
    client: Client, give: Give, requests: list[httpx.Request]
) -> None:
    give(None)
    client.create(PAYLOAD)
    (request,) = requests
    body = '{"tenant_id":7,"name":"a","language":"en","category_type":1,'
    body += '"content":"Hällo {{First Name}} 🌞"}'
    assert request.content == body.encode()
    assert request.headers["ts"] == "1760000000250"
    text = string_to_sign("key-of-ours", "secret-of-ours", "1760000000250", body)
    assert request.headers["sign"] == sign(text)
    assert "algorithm" not in request.headers


def test_sha256_is_named_in_a_header(
    http: httpx.Client, give: Give, requests: list[httpx.Request]
) -> None:
    give(None)
    credentials = Credentials(CREDENTIALS.access_key, CREDENTIALS.access_secret, "sha256")
    Client(SENDER, credentials, http, clock=ServerClock(lambda: 1_760_000_000.0)).delete(41)
    (request,) = requests
    text = string_to_sign("key-of-ours", "secret-of-ours", "1760000000000")
    assert request.headers["algorithm"] == "sha256"
    assert request.headers["sign"] == sign(text, "sha256")


def test_every_request_has_a_time_stamp_of_its_own(
    http: httpx.Client, give: Give, requests: list[httpx.Request]
) -> None:
    times = iter((1_760_000_000.0, 1_760_000_001.5))
    give(None)
    client = Client(SENDER, CREDENTIALS, http, clock=ServerClock(lambda: next(times)))
    client.delete(1)
    client.delete(1)
    assert [request.headers["ts"] for request in requests] == ["1760000000000", "1760000001500"]
    assert requests[0].headers["sign"] != requests[1].headers["sign"]


def test_calls_without_a_body_say_json_too(
    client: Client, give: Give, requests: list[httpx.Request], details: Make
) -> None:
    give(details())
    give({"data": []})
    client.details(41)
    client.forms()
    client.delete(41)
    assert {request.headers["content-type"] for request in requests} == {"application/json"}
    assert {request.content for request in requests} == {b""}


def test_details_are_asked_by_the_platform_id(
    client: Client, give: Give, requests: list[httpx.Request], details: Make
) -> None:
    give(details())
    assert client.details(41).name == "spring_offer"
    assert str(requests[0].url) == (
        "https://api.test/saas/wa/template/8615800001111/41?tenant_id=7"
    )


def test_a_create_and_an_update_tell_what_the_answer_says_of_the_id(
    client: Client, give: Give, requests: list[httpx.Request]
) -> None:
    give({"id": 318})
    give(None)
    assert client.create(PAYLOAD) == Written(318, "0af1")
    assert client.update(UPDATE) == Written(None, "0af1")
    assert [request.method for request in requests] == ["POST", "PUT"]
    assert {request.url.path for request in requests} == {"/saas/wa/template/8615800001111"}
    assert json.loads(requests[1].content) == {"tenant_id": 7, **UPDATE}


def test_a_delete_names_the_template_in_its_path(
    client: Client, give: Give, requests: list[httpx.Request]
) -> None:
    give(None)
    assert client.delete(41) == Written(None, "0af1")
    assert requests[0].method == "DELETE"
    assert requests[0].url.raw_path == b"/saas/wa/template/8615800001111/41?tenant_id=7"


def test_a_template_that_is_gone_is_not_found(client: Client, replies: list[Reply]) -> None:
    replies.append(httpx.Response(200, json={"code": 22093, "message": "none", "traceId": "9c"}))
    for call in (lambda: client.delete(41), lambda: client.details(41)):
        with pytest.raises(NotFoundError, match="trace id 9c"):
            call()


def test_forms_are_listed(client: Client, give: Give) -> None:
    give({"data": [{"id": "80", "name": "booking", "status": "DRAFT", "categories": []}]})
    assert client.forms() == (Form("80", "booking", "DRAFT"),)


def test_an_upload_is_a_form_that_is_signed_without_its_body(
    client: Client, give: Give, requests: list[httpx.Request], read_form: ReadForm
) -> None:
    media = {"h": HANDLES, "media_id": "118", "original_filename": "1.png"}
    give({**media, "mime_type": "image/png", "url": "https://media.test/118?Signature=x"})
    uploaded = client.upload('par"cel é.png', b"\x89PNG\r\n\x00", "image/png")
    assert uploaded == UploadedMedia(
        HANDLES, "118", "1.png", "image/png", "https://media.test/118?Signature=x"
    )
    (request,) = requests
    parts = read_form(request)
    assert parts["tenant_id"] == (None, b"7", "text/plain")
    filename, content, mime_type = parts["file"]
    assert (content, mime_type) == (b"\x89PNG\r\n\x00", "image/png")
    assert filename == "par%22cel é.png"
    text = string_to_sign("key-of-ours", "secret-of-ours", "1760000000250")
    assert request.headers["sign"] == sign(text)


def test_a_file_name_that_is_no_text_is_made_one(
    client: Client, give: Give, requests: list[httpx.Request], read_form: ReadForm
) -> None:
    give({"h": "h", "media_id": "1"})
    client.upload("b\udcffd.png", b"x", "image/png")
    assert read_form(requests[0])["file"][0] == "b?d.png"


# --- pages ---------------------------------------------------------------------------------------


def test_pages_are_read_as_long_as_the_server_says_there_are_more(
    client: Client, give: Give, requests: list[httpx.Request], row: Make
) -> None:
    give(page([row(id=1), row(id=2)], total=3, has_next_page=True))
    give(page([row(id=3)], total=3, has_next_page=False))
    pages = tuple(client.pages("spring"))
    assert [[each.id for each in each_page.rows] for each_page in pages] == [[1, 2], [3]]
    asked = [
        tuple(request.url.params[name] for name in ("page_number", "page_size", "name"))
        for request in requests
    ]
    assert asked == [("1", "100", "spring"), ("2", "100", "spring")]


def test_without_has_next_page_the_total_counts(
    client: Client, give: Give, requests: list[httpx.Request], row: Make
) -> None:
    give(page([row(id=1)], total="2"))
    give(page([row(id=2)], total="2"))
    assert len(tuple(client.pages())) == 2
    assert len(requests) == 2


def test_without_both_the_first_empty_page_is_the_end(
    client: Client, give: Give, requests: list[httpx.Request], row: Make
) -> None:
    give(page([row(id=1)]))
    give(page([]))
    assert len(tuple(client.pages())) == 1
    assert len(requests) == 2


def test_an_empty_page_ends_the_list_even_if_more_is_promised(client: Client, give: Give) -> None:
    give(page([], total=5, has_next_page=True))
    (only,) = client.pages()
    assert (only.rows, only.total) == ((), 5)


def test_a_page_with_nothing_new_ends_the_list_even_if_more_is_promised(
    client: Client, give: Give, row: Make
) -> None:
    give(page([row()], has_next_page=True))
    give(page([row()], has_next_page=True))
    assert [len(each.rows) for each in client.pages()] == [1, 1]


def test_pages_are_read_one_at_a_time(
    client: Client, give: Give, requests: list[httpx.Request], row: Make
) -> None:
    give(page([row()], has_next_page=True))
    next(client.pages())
    assert len(requests) == 1


def test_a_list_without_end_is_given_up(row: Make) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        new = row(id=int(request.url.params["page_number"]))
        return httpx.Response(200, json={"code": 0, "data": page([new], has_next_page=True)})

    with http_client(transport=httpx.MockTransport(answer)) as http:
        pages = Client(SENDER, CREDENTIALS, http, pace=impatient()).pages()
        with pytest.raises(UnexpectedAnswerError, match=f"no end: {MAX_PAGES} pages"):
            list(pages)


# --- errors and secrets --------------------------------------------------------------------------


def test_an_answer_that_is_no_envelope_names_the_endpoint(
    client: Client, replies: list[Reply]
) -> None:
    replies.append(httpx.Response(200, text="<html>Please sign in</html>"))
    with pytest.raises(UnexpectedAnswerError, match="Please sign in") as caught:
        client.details(41)
    endpoint = "GET https://api.test/saas/wa/template/8615800001111/41: "
    assert caught.value.message.startswith(endpoint)


def test_a_field_that_cannot_be_understood_is_named_with_the_template(
    client: Client, give: Give, details: Make
) -> None:
    give(details(components=[{"type": "BODY", "text": ["no", "text"]}]))
    with pytest.raises(UnexpectedAnswerError) as caught:
        client.details(41)
    assert caught.value.message == (
        "GET https://api.test/saas/wa/template/8615800001111/41:"
        " data.components[0].text is a list, where a text is expected"
    )
    assert caught.value.trace_id == "0af1"


def test_a_connection_that_fails_during_a_write_says_that_the_outcome_is_unknown(
    client: Client, replies: list[Reply]
) -> None:
    replies.append(httpx.ReadTimeout("x"))
    with pytest.raises(ConnectionFailedError, match="carried it out is unknown"):
        client.create(PAYLOAD)


def test_no_answer_makes_an_error_show_a_credential(
    client: Client, replies: list[Reply], requests: list[httpx.Request]
) -> None:
    signature = sign(string_to_sign("key-of-ours", "secret-of-ours", "1760000000250"))
    text = f"accessKey=key-of-ours accessSecret=secret-of-ours sign={signature}"
    replies.append(httpx.Response(200, json={"code": 1003, "message": text}))
    replies.append(httpx.Response(502, text=text))
    for kind in (ApiError, UnexpectedAnswerError):
        with pytest.raises(kind) as caught:
            client.delete(41)
        said = f"{caught.value} {caught.value.hint} {vars(caught.value)}"
        assert "accessKey=*** accessSecret=*** sign=***" in said
        assert "of-ours" not in said
        assert requests[-1].headers["sign"] not in said


def test_no_log_and_no_repr_shows_a_credential(
    client: Client, give: Give, caplog: pytest.LogCaptureFixture
) -> None:
    give(None)
    with caplog.at_level(logging.DEBUG):
        client.delete(41)
    shown = f"{caplog.text} {client!r} {CREDENTIALS!r} {vars(client)}"
    assert "DELETE https://api.test" in shown
    assert "of-ours" not in shown


def test_a_client_on_a_read_only_transport_cannot_write(
    transport: httpx.MockTransport, give: Give, requests: list[httpx.Request], details: Make
) -> None:
    give(details())
    with read_only_client(transport=transport) as http:
        client = Client(SENDER, CREDENTIALS, http, clock=ServerClock(lambda: 1_760_000_000.0))
        for write in (
            lambda: client.create(PAYLOAD),
            lambda: client.update(UPDATE),
            lambda: client.delete(41),
            lambda: client.upload("a.png", b"x", "image/png"),
        ):
            with pytest.raises(ReadOnlyError):
                write()
        assert requests == []
        assert client.details(41).status == "APPROVED"


def test_half_an_emoji_is_refused_before_it_is_sent(
    client: Client, requests: list[httpx.Request]
) -> None:
    with pytest.raises(RefusedError, match=r"template 'a': .* half of an emoji"):
        client.create({**PAYLOAD, "content": "sun \ud83c"})
    assert requests == []


@pytest.mark.parametrize(
    ("phone", "path"),
    [
        ("8615800001111", b"/saas/wa/flow/8615800001111"),
        ("+86 158", b"/saas/wa/flow/%2B86%20158"),
        ("a/b?c#d%e", b"/saas/wa/flow/a%2Fb%3Fc%23d%25e"),
        ("..", b"/saas/wa/flow/%2E%2E"),
        ("手机", b"/saas/wa/flow/%E6%89%8B%E6%9C%BA"),
    ],
)
def test_a_phone_is_one_segment_of_the_path_whatever_it_holds(phone: str, path: bytes) -> None:
    assert httpx.URL(Sender("https://api.test", phone, 1).address("flow")).raw_path == path


@pytest.mark.parametrize("base_url", ["https://api.test/in/eu", "https://api.test/in/eu/"])
def test_the_path_of_a_base_url_is_kept(base_url: str) -> None:
    assert Sender(base_url, "86", 1).address("template", 5) == (
        "https://api.test/in/eu/saas/wa/template/86/5"
    )


@pytest.mark.parametrize(
    "base_url",
    ["", "api.test", "ftp://api.test", "https://me:pw@api.test", "https://a/?b", "https://a/#b"],
)
def test_a_base_url_that_is_no_address_of_an_api_is_refused(base_url: str) -> None:
    with pytest.raises(SyncerError, match="base_url is not the address of an API") as caught:
        Sender(base_url, "8615800001111", 1)
    assert "https://host" in caught.value.hint


def test_a_base_url_that_is_not_https_is_refused_outside_loopback() -> None:
    with pytest.raises(SyncerError, match="base_url is not https: http://api") as caught:
        Sender("http://api.test", "8615800001111", 1)
    assert "https://" in caught.value.hint
    assert Sender("http://127.0.0.1:8321", "8615800001111", 1).address("flow")


@pytest.mark.parametrize("phone", ["", "  ", "86\n15", "86\udcff"])
def test_a_phone_that_no_request_can_hold_is_refused(phone: str) -> None:
    with pytest.raises(SyncerError, match="phone of the sender"):
        Sender("https://api.test", phone, 1)


@pytest.mark.parametrize("value", ["", "abcd\n", " abcd", "ab\x00cd", "abcdé", "ab\udcffcd"])
def test_a_credential_with_a_stray_character_is_refused_and_not_shown(value: str) -> None:
    with pytest.raises(SyncerError, match="the access key is empty, or holds") as key:
        Credentials(Secret(value), Secret("secret"))
    with pytest.raises(SyncerError, match="the access secret is empty, or holds") as secret:
        Credentials(Secret("key"), Secret(value))
    for caught in (key, secret):
        assert "ab" not in f"{caught.value}".replace("a line break", "")


def test_many_threads_share_one_client(row: Make) -> None:
    together = threading.Barrier(8, timeout=5)

    def handle(request: httpx.Request) -> httpx.Response:
        together.wait()
        number = int(request.url.params["page_number"])
        return httpx.Response(200, json={"code": 0, "data": page([row(id=number)])})

    with http_client(transport=httpx.MockTransport(handle)) as http, ThreadPoolExecutor(8) as pool:
        client = Client(SENDER, CREDENTIALS, http, pace=impatient())
        pages = tuple(pool.map(client.list_page, range(1, 41)))
    assert [each.rows[0].id for each in pages] == list(range(1, 41))
