from __future__ import annotations

import gzip
import io
import json
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from syncer.emulator.spoilt_answers import ANSWERS

if TYPE_CHECKING:
    from emulator.conftest import Caller, Emulate

MIB = 2**20


def spoilt(caller: Caller, kind: str) -> httpx.Response:
    caller.emulator.console.add_fault(f"forms={kind}")
    return caller.forms()


@pytest.mark.parametrize("kind", [kind for kind in ANSWERS if kind != "bomb"])
@pytest.mark.parametrize("side", ["", ".after"])
def test_the_work_is_done_first_or_never_and_the_connection_stays_in_use(
    emulate: Emulate, kind: str, side: str
) -> None:
    caller = emulate(faults=(f"create={kind}{side}*1",))
    answer = caller.http.send(caller.creation())
    assert len(caller.emulator.console.templates()) == (1 if side else 0)
    assert "connection" not in answer.headers
    assert caller.forms().json()["code"] == 0


@pytest.mark.parametrize("status", [500, 502, 503, 504, 429])
def test_a_status_is_answered_with_no_more_than_its_name(caller: Caller, status: int) -> None:
    answer = spoilt(caller, str(status))
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/plain")
    assert "retry-after" not in answer.headers


def test_too_many_requests_may_come_with_when_to_try_again(caller: Caller) -> None:
    answer = spoilt(caller, "429_retry_after")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")


def test_a_page_of_html_comes_with_status_200(caller: Caller) -> None:
    answer = spoilt(caller, "html")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")


def test_a_body_may_be_empty(caller: Caller) -> None:
    answer = spoilt(caller, "empty")
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_body_may_be_cut_in_the_middle(caller: Caller) -> None:
    answer = spoilt(caller, "truncated")
    assert answer.status_code == 200
    assert answer.text.startswith('{"code": 0, "message": "", "data": {')
    with pytest.raises(json.JSONDecodeError):
        answer.json()


def test_a_code_may_be_of_a_useless_type(caller: Caller) -> None:
    assert spoilt(caller, "wrong_code").json()["code"] == ["0"]


def test_data_may_be_of_another_type(caller: Caller) -> None:
    answer: dict[str, Any] = spoilt(caller, "wrong_types").json()
    assert answer["code"] == 0
    assert (answer["data"]["list"], answer["data"]["total"]) == ("many", [])


def test_a_refusal_may_hold_what_must_not_be_printed(caller: Caller) -> None:
    answer = spoilt(caller, "escapes")
    refusal, headers = answer.json(), answer.request.headers
    assert refusal["code"] == 22041
    for field in ("message", "traceId"):
        assert "\x1b[" in refusal[field]
        assert headers["accessKey"] in refusal[field]
        assert headers["sign"] in refusal[field]
    assert "\u202e" in refusal["message"]


@pytest.mark.parametrize(
    ("host", "other"), [("127.0.0.1", "localhost"), ("localhost", "127.0.0.1")]
)
def test_a_redirect_leads_to_another_host_that_takes_notice(
    caller: Caller, host: str, other: str
) -> None:
    console = caller.emulator.console
    console.add_fault("create=redirect")
    port = httpx.URL(caller.emulator.base_url).port
    request = caller.creation()
    request.headers["Host"] = f"{host}:{port}"
    answer = caller.http.send(request)
    assert answer.status_code == 302
    location = httpx.URL(answer.headers["location"])
    assert (location.host, location.port) == (other, port)
    assert console.redirected() == []
    followed = caller.http.put(location, headers={"sign": "followed"})
    assert followed.json()["code"] == 0
    assert [headers["sign"] for headers in console.redirected()] == ["followed"]


def test_a_bomb_is_small_and_unpacks_to_hundreds_of_megabytes(caller: Caller) -> None:
    caller.emulator.console.add_fault("forms=bomb")
    request = caller.request("GET", f"flow/{caller.phone}", query={"tenant_id": 1})
    answer = caller.http.send(request, stream=True)
    packed = b"".join(answer.iter_raw())
    assert answer.headers["content-encoding"] == "gzip"
    assert len(packed) < MIB
    length, end = 0, b""
    with gzip.open(io.BytesIO(packed)) as unpacked:
        for piece in iter(lambda: unpacked.read(MIB), b""):
            length, end = length + len(piece), piece
    assert length > 400 * MIB
    assert json.loads(end)["code"] == 0
