"""Which calls a client repeats by itself, and how each attempt is signed."""

from __future__ import annotations

from email.utils import formatdate
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from support.pace import quick

from syncer.config import Secret
from syncer.errors import ApiError, ClockError, ConnectionFailedError, UnexpectedAnswerError
from syncer.nxcloud.client import Client, Credentials, Sender
from syncer.nxcloud.clock import ServerClock

if TYPE_CHECKING:
    from collections.abc import Callable

    Reply = httpx.Response | Exception
    Call = Callable[[Client], object]

NOW = 1_760_000_000.0
SENDER = Sender("https://api.test", "8615800001111", 7)
CREDENTIALS = Credentials(Secret("key-of-ours"), Secret("secret-of-ours"))
PAYLOAD = {"name": "a", "language": "en", "category_type": 1, "content": "Hello"}
UPLOADED = {"h": "4:a", "media_id": "1"}

READS: dict[str, Call] = {
    "list": lambda client: client.list_page(1),
    "details": lambda client: client.details(41),
    "forms": lambda client: client.forms(),
    "upload": lambda client: client.upload("a.png", b"png", "image/png"),
}
WRITES: dict[str, Call] = {
    "create": lambda client: client.create(PAYLOAD),
    "update": lambda client: client.update({"id": 41, **PAYLOAD}),
    "delete": lambda client: client.delete(41),
}
ANSWERS: dict[str, object] = {
    "list": {"list": [], "total": 0, "has_next_page": False},
    "details": {"name": "a", "language": "en"},
    "forms": {"data": []},
    "upload": UPLOADED,
}

PASSING: dict[str, Callable[[], Reply]] = {
    "500": lambda: httpx.Response(500),
    "502": lambda: httpx.Response(502, text="<html>"),
    "504": lambda: httpx.Response(504),
    "429": lambda: httpx.Response(429),
    "a web page": lambda: httpx.Response(200, text="<html>"),
    "nothing": lambda: httpx.Response(200, text=""),
    "half of it": lambda: httpx.Response(200, text='{"code": 0, "data": {'),
    "a useless code": lambda: httpx.Response(200, json={"code": [0]}),
    "a general failure": lambda: httpx.Response(200, json={"code": -1, "message": "failed"}),
    "reset": lambda: httpx.ReadError("reset"),
    "time-out": lambda: httpx.ReadTimeout("late"),
    "no gzip": lambda: httpx.Response(200, headers={"content-encoding": "gzip"}, stream=_Bytes()),
}
UNSENT: dict[str, Callable[[], Reply]] = {
    "refused": lambda: httpx.ConnectError("refused"),
    "no connection in time": lambda: httpx.ConnectTimeout("late"),
}


class _Bytes(httpx.SyncByteStream):
    def __iter__(self) -> Any:
        yield b"this is no gzip"


def envelope(data: object = None, code: int = 0) -> dict[str, object]:
    return {"code": code, "message": "", "data": data, "traceId": "0af1"}


def answered(data: object = None, code: int = 0, **headers: str) -> httpx.Response:
    return httpx.Response(200, json=envelope(data, code), headers=headers)


@pytest.fixture
def warnings() -> list[str]:
    return []


@pytest.fixture
def client(http: httpx.Client, warnings: list[str]) -> Client:
    clock = ServerClock(lambda: NOW, warnings.append)
    return Client(SENDER, CREDENTIALS, http, clock=clock, pace=quick())


@pytest.mark.parametrize("failure", PASSING | UNSENT)
@pytest.mark.parametrize("read", READS)
def test_reads_and_uploads_are_repeated_until_they_are_answered(
    read: str, failure: str, client: Client, replies: list[Reply], requests: list[httpx.Request]
) -> None:
    replies += [(PASSING | UNSENT)[failure](), answered(ANSWERS[read])]
    READS[read](client)
    assert len(requests) == 2


@pytest.mark.parametrize("failure", PASSING)
@pytest.mark.parametrize("write", WRITES)
def test_a_write_that_may_have_been_carried_out_is_not_repeated(
    write: str, failure: str, client: Client, replies: list[Reply], requests: list[httpx.Request]
) -> None:
    replies += [PASSING[failure](), answered()]
    with pytest.raises((ConnectionFailedError, UnexpectedAnswerError, ApiError)) as caught:
        WRITES[write](client)
    assert len(requests) == 1
    late = failure in ("504", "time-out")
    assert caught.value.aftermath.effect == ("late" if late else "unknown")


@pytest.mark.parametrize("failure", UNSENT)
@pytest.mark.parametrize("write", WRITES)
def test_a_write_that_was_never_sent_is_repeated(
    write: str, failure: str, client: Client, replies: list[Reply], requests: list[httpx.Request]
) -> None:
    replies += [UNSENT[failure](), answered()]
    WRITES[write](client)
    assert len(requests) == 2


@pytest.mark.parametrize("call", READS | WRITES)
def test_a_refusal_is_not_repeated(
    call: str, client: Client, replies: list[Reply], requests: list[httpx.Request]
) -> None:
    replies += [answered(code=22041)]
    with pytest.raises(ApiError) as caught:
        (READS | WRITES)[call](client)
    assert len(requests) == 1
    assert caught.value.aftermath.effect == "none"


def test_media_are_downloaded_again_but_not_what_is_gone(
    client: Client, replies: list[Reply], requests: list[httpx.Request]
) -> None:
    replies += [httpx.Response(503), httpx.Response(200, content=b"png")]
    assert client.download("https://media.test/1") == b"png"
    replies[:] = [httpx.Response(404)]
    with pytest.raises(UnexpectedAnswerError):
        client.download("https://media.test/1")
    assert len(requests) == 3


def test_how_long_to_wait_is_read_by_the_servers_own_clock(
    client: Client, replies: list[Reply]
) -> None:
    ahead = formatdate(NOW + 5000, usegmt=True)
    far = formatdate(NOW + 8600, usegmt=True)
    replies += [httpx.Response(429, headers={"Retry-After": far, "Date": ahead})]
    with pytest.raises(UnexpectedAnswerError) as caught:
        client.forms()
    assert caught.value.aftermath.retry_after == 3600.0


def test_without_a_date_it_is_read_by_this_machines_clock(
    client: Client, replies: list[Reply]
) -> None:
    far = formatdate(NOW + 600, usegmt=True)
    replies += [httpx.Response(503, headers={"Retry-After": far})]
    with pytest.raises(UnexpectedAnswerError) as caught:
        client.forms()
    assert caught.value.aftermath.retry_after == 600.0


class TestClock:
    """Code 1004: this machine's clock is off."""

    DATE = formatdate(NOW + 300, usegmt=True)

    @pytest.mark.parametrize("call", READS | WRITES)
    def test_every_call_is_signed_again_by_the_servers_date(
        self, call: str, client: Client, replies: list[Reply], requests: list[httpx.Request]
    ) -> None:
        replies += [answered(code=1004, date=self.DATE), answered(ANSWERS.get(call))]
        (READS | WRITES)[call](client)
        stamps = [int(request.headers["ts"]) for request in requests]
        assert stamps == [NOW * 1000, (NOW + 300) * 1000]
        signs = {request.headers["sign"] for request in requests}
        assert len(signs) == 2

    def test_later_calls_are_right_at_once_and_the_warning_comes_once(
        self,
        client: Client,
        replies: list[Reply],
        requests: list[httpx.Request],
        warnings: list[str],
    ) -> None:
        replies += [answered(code=1004, date=self.DATE), *[answered({"data": []})] * 3]
        client.forms()
        client.forms()
        assert len(requests) == 3
        (warning,) = warnings
        assert "5 min 0 s behind" in warning

    @pytest.mark.parametrize("date", ["", formatdate(NOW, usegmt=True)])
    def test_a_refusal_that_the_date_does_not_explain_stays_one(
        self, date: str, client: Client, replies: list[Reply], requests: list[httpx.Request]
    ) -> None:
        replies += [answered(code=1004, **({"date": date} if date else {}))]
        with pytest.raises(ClockError):
            client.forms()
        assert len(requests) == 1

    def test_a_server_that_never_agrees_is_not_asked_for_ever(
        self, client: Client, replies: list[Reply], requests: list[httpx.Request]
    ) -> None:
        replies += [answered(code=1004, date=self.DATE)]
        with pytest.raises(ClockError):
            client.forms()
        assert len(requests) == 2
