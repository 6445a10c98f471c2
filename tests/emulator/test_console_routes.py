from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from emulator.conftest import Caller, Eventually, Json

MINIMUM: Json = {"name": "a", "language": "en"}


def ask(caller: Caller, method: str, path: str, sent: object = None) -> tuple[int, Any]:
    url = f"{caller.emulator.base_url}/console/{path}"
    response = caller.http.request(method, url, json=sent)
    return response.status_code, response.json()


def done(caller: Caller, method: str, path: str, sent: object = None) -> Any:
    status, answer = ask(caller, method, path, sent)
    assert status == 200, answer
    return answer


def test_templates_are_added_seen_changed_and_deleted(caller: Caller) -> None:
    added = done(caller, "POST", "templates", MINIMUM)
    assert done(caller, "GET", "templates") == [added]
    path = f"templates/{added['id']}"
    assert done(caller, "GET", path) == added
    changed = done(caller, "PATCH", path, {"status": "PAUSED"})
    assert (changed["status"], changed["name"]) == ("PAUSED", "a")
    assert done(caller, "DELETE", path) is None
    assert done(caller, "GET", "templates") == []


def test_many_templates_are_added_at_once(caller: Caller) -> None:
    done(caller, "POST", "templates", [MINIMUM, MINIMUM | {"name": "b"}])
    assert [stored["name"] for stored in done(caller, "GET", "templates")] == ["a", "b"]


def test_tags_and_forms_are_added_and_seen(caller: Caller) -> None:
    assert done(caller, "POST", "tags", {"name": "new", "id": 7}) == 7
    assert done(caller, "GET", "tags")["new"] == 7
    done(caller, "POST", "forms", {"id": "77", "name": "ask"})
    assert [form["name"] for form in done(caller, "GET", "forms")] == ["ask", "appointment_booking"]


def test_requests_are_seen_by_endpoint_and_forgotten(caller: Caller) -> None:
    caller.create()
    seen = done(caller, "GET", "requests?endpoint=create")
    assert seen["counts"] == {"create": 1, "list": 1}
    assert [request["endpoint"] for request in seen["requests"]] == ["create"]
    assert len(done(caller, "GET", "requests")["requests"]) == 2
    done(caller, "DELETE", "requests")
    assert done(caller, "GET", "requests") == {"counts": {}, "requests": []}


def test_short_links_are_seen(caller: Caller) -> None:
    assert done(caller, "GET", "short_links") == []


def test_time_can_be_skipped(caller: Caller) -> None:
    created = caller.create()
    caller.delete(created["id"])
    done(caller, "POST", "clock", {"skip_seconds": 31 * 24 * 3600})
    caller.create(name=created["name"])


def test_faults_are_set_seen_and_taken_back(caller: Caller) -> None:
    done(caller, "POST", "faults", {"fault": "forms=500.after*1"})
    caller.forms()
    assert done(caller, "GET", "faults") == [{"fault": "forms=500.after*1", "met": 1}]
    assert done(caller, "DELETE", "faults") is None
    assert done(caller, "GET", "faults") == []


def test_requests_that_are_held_are_seen(caller: Caller, eventually: Eventually) -> None:
    done(caller, "POST", "faults", {"fault": "create=timeout"})
    request = caller.creation()
    with caller.sending(request):
        eventually(lambda: done(caller, "GET", "held")["requests"])
        shown = {
            "endpoint": "create",
            "method": "POST",
            "path": request.url.path,
            "worked": False,
        }
        assert done(caller, "GET", "held") == {"arrived": 1, "requests": [shown]}


def test_redirected_requests_are_seen(caller: Caller) -> None:
    done(caller, "GET", "elsewhere")
    [headers] = done(caller, "GET", "redirected")
    assert "user-agent" in headers


@pytest.mark.parametrize(
    ("method", "path", "sent", "error"),
    [
        ("GET", "templates/7", None, "there is no template 7"),
        ("GET", "templates/seven", None, "seven"),
        ("PATCH", "templates/7", {}, "there is no template 7"),
        ("POST", "templates", {"name": "a"}, "language"),
        ("POST", "tags", {}, "name"),
        ("POST", "faults", {"fault": "forms=flood"}, "no kind of fault 'flood'"),
        ("POST", "faults", {"fault": 500}, "string"),
        ("POST", "templates", [1], "mapping"),
        ("PATCH", "templates/7", [], "keys"),
        (
            "POST",
            "templates",
            MINIMUM
            | {"header": {"format": "IMAGE", "filename": "a.gif", "content_base64": "R0lG"}},
            "no image/jpeg",
        ),
    ],
)
def test_a_wrong_request_is_answered_with_its_error(
    caller: Caller, method: str, path: str, sent: object, error: str
) -> None:
    status, answer = ask(caller, method, path, sent)
    assert status == 400
    assert error in answer["error"]
