from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

import pytest

from syncer.emulator import Fault, MetFault, Settings, running
from syncer.emulator.faults import API_ENDPOINTS, ENDPOINTS, KINDS

if TYPE_CHECKING:
    import httpx
    from emulator.conftest import Caller, Emulate


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("create=500", Fault("create", "500")),
        ("any=429_retry_after.after", Fault("any", "429_retry_after", after=True)),
        ("list=drip*2", Fault("list", "drip", times=2)),
        ("media=html@3", Fault("media", "html", first=3)),
        ("upload=reset.after*1@12", Fault("upload", "reset", after=True, times=1, first=12)),
    ],
)
def test_a_fault_is_written_as_text(text: str, fault: Fault) -> None:
    assert Fault.parse(text) == fault
    assert str(fault) == text


@pytest.mark.parametrize("text", ["", "create", "create=500*0", "create=500@1*1", "=500.before"])
def test_a_text_of_another_form_is_no_fault(text: str) -> None:
    with pytest.raises(ValueError, match="is written ENDPOINT=KIND") as told:
        Fault.parse(text)
    assert repr(text) in str(told.value)


def test_an_endpoint_that_does_not_exist_is_told_with_those_that_do() -> None:
    with pytest.raises(ValueError, match="no endpoint 'lists'") as told:
        Fault.parse("lists=500")
    assert all(endpoint in str(told.value) for endpoint in ENDPOINTS)


def test_a_kind_that_does_not_exist_is_told_with_those_that_do() -> None:
    with pytest.raises(ValueError, match="no kind of fault 'flood'") as told:
        Fault.parse("list=flood")
    assert all(kind in str(told.value) for kind in KINDS)


def test_a_late_fault_cannot_do_its_work_first() -> None:
    with pytest.raises(ValueError, match=r"takes no \.after"):
        Fault.parse("create=late.after")


def statuses(caller: Caller, count: int) -> list[int]:
    return [caller.forms().status_code for _ in range(count)]


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("forms=500", [500, 500, 500, 500]),
        ("forms=500*2", [500, 500, 200, 200]),
        ("forms=500@3", [200, 200, 500, 500]),
        ("forms=500*1@2", [200, 500, 200, 200]),
        ("any=500*1@2", [200, 500, 200, 200]),
        ("list=500", [200, 200, 200, 200]),
    ],
)
def test_a_fault_hits_as_many_requests_as_it_says(
    emulate: Emulate, fault: str, expected: list[int]
) -> None:
    assert statuses(emulate(faults=(fault,)), 4) == expected


def test_the_first_of_several_faults_that_are_due_is_met(caller: Caller) -> None:
    console = caller.emulator.console
    for fault in ("forms=500*1@2", "any=502*2", Fault("forms", "503")):
        console.add_fault(fault)
    assert statuses(caller, 5) == [502, 500, 502, 503, 503]
    assert console.faults() == [
        MetFault("forms=500*1@2", 1),
        MetFault("any=502*2", 2),
        MetFault("forms=503", 2),
    ]


def test_requests_are_counted_from_when_a_fault_is_set(caller: Caller) -> None:
    assert statuses(caller, 3) == [200] * 3
    caller.emulator.console.add_fault("forms=500@2")
    assert statuses(caller, 2) == [200, 500]


def test_faults_can_be_taken_back(emulate: Emulate) -> None:
    caller = emulate(faults=("any=500",))
    caller.emulator.console.clear_faults()
    assert caller.emulator.console.faults() == []
    assert statuses(caller, 1) == [200]


def test_a_wrong_fault_is_refused_and_changes_nothing(caller: Caller) -> None:
    with pytest.raises(ValueError, match="flood"):
        caller.emulator.console.add_fault("any=flood")
    with pytest.raises(ValueError, match="flood"), running(Settings(faults=("any=flood",))):
        pass
    assert statuses(caller, 1) == [200]


def one_of_each(caller: Caller) -> dict[str, httpx.Request]:
    """A request for each endpoint; what they ask for need not exist."""
    query, template = {"tenant_id": 1}, f"template/{caller.phone}"
    base_url = caller.emulator.base_url
    return {
        "list": caller.request("GET", template, query=query),
        "details": caller.request("GET", f"{template}/7", query=query),
        "forms": caller.request("GET", f"flow/{caller.phone}", query=query),
        "upload": caller.request("POST", f"media/{caller.phone}", body=b"bytes"),
        "create": caller.creation(),
        "update": caller.request("PUT", template, body=b"{}"),
        "delete": caller.request("DELETE", f"{template}/7", query=query),
        "media": caller.http.build_request("GET", f"{base_url}/media/7"),
        "short_link": caller.http.build_request("GET", f"{base_url}/api/shortLink/doAccess/7"),
    }


def hit(caller: Caller) -> list[str]:
    return [
        endpoint
        for endpoint, request in one_of_each(caller).items()
        if caller.http.send(request).status_code == 503
    ]


@pytest.mark.parametrize("endpoint", [name for name in ENDPOINTS if name != "any"])
def test_a_fault_spoils_its_endpoint_only(emulate: Emulate, endpoint: str) -> None:
    assert hit(emulate(faults=(f"{endpoint}=503",))) == [endpoint]


def test_any_is_every_endpoint_of_the_api(emulate: Emulate) -> None:
    caller = emulate(faults=("any=503",))
    assert hit(caller) == list(API_ENDPOINTS)
    assert caller.emulator.console.held().arrived == len(API_ENDPOINTS)


def test_a_request_spoilt_before_the_work_is_logged_with_what_was_sent(caller: Caller) -> None:
    caller.emulator.console.add_fault("create=502")
    request = caller.creation()
    caller.http.send(request)
    [entry] = caller.emulator.console.requests()
    assert (entry.endpoint, entry.method, entry.path) == ("create", "POST", request.url.path)
    assert (entry.status, entry.code, entry.fault) == (0, None, "create=502")
    assert entry.body == json.loads(request.content)


@pytest.mark.parametrize("body", [b"\xff", b"{", b"[" * 100_000])
def test_a_body_that_is_no_json_is_not_logged(caller: Caller, body: bytes) -> None:
    caller.emulator.console.add_fault("create=502")
    caller.http.send(caller.request("POST", f"template/{caller.phone}", body=body))
    assert caller.emulator.console.requests()[0].body is None


def test_a_request_spoilt_after_the_work_is_logged_with_what_was_done(caller: Caller) -> None:
    console = caller.emulator.console
    console.add_fault("create=502.after*2")
    body = caller.fields()
    sent = json.dumps(body).encode()
    for _ in range(3):
        caller.http.send(caller.request("POST", f"template/{caller.phone}", body=sent))
    assert [(one.status, one.code, one.fault, one.body) for one in console.requests()] == [
        (200, 0, "create=502.after*2", body),
        (200, 22041, "create=502.after*2", body),
        (200, 22041, None, body),
    ]


def test_faults_may_be_set_and_met_from_several_threads(caller: Caller) -> None:
    console = caller.emulator.console

    def set_and_meet() -> None:
        for _ in range(20):
            console.add_fault("forms=500*1")
            caller.forms()

    threads = [threading.Thread(target=set_and_meet) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(fault.met for fault in console.faults()) == 60
    assert console.held().arrived == 60
