from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from syncer.emulator import DEMO_ACCOUNT, Account

if TYPE_CHECKING:
    from emulator.conftest import Caller, Emulate

PHONE = "8615800001795"


@pytest.mark.parametrize("phone", ["12", "+8615800001795", "86158xxxx1795", "0615800001795"])
def test_what_is_no_phone_number_is_invalid(caller: Caller, phone: str) -> None:
    answer = caller.send("GET", f"flow/{phone}", query={"tenant_id": 1})
    assert caller.refused(answer)[0] == 22090


def test_a_phone_of_nobody_does_not_exist(caller: Caller) -> None:
    answer = caller.send("GET", "flow/8615800009999", query={"tenant_id": 1})
    assert caller.refused(answer)[0] == 22049


def test_a_phone_of_another_account_does_not_exist_either(emulate: Emulate) -> None:
    other = Account("other-key", "other-secret", ("491511111111",), 2)
    caller = emulate(accounts=(DEMO_ACCOUNT, other))
    answer = caller.send("GET", "flow/491511111111", query={"tenant_id": 2})
    assert caller.refused(answer)[0] == 22049


def test_every_account_signs_with_its_own_key_and_sees_its_own_templates(
    emulate: Emulate,
) -> None:
    other = Account("other-key", "other-secret", ("491511111111", "491522222222"), 2)
    caller = emulate(accounts=(DEMO_ACCOUNT, other))
    created = caller.create()
    caller.account, caller.phone = other, "491522222222"
    assert caller.page()["total"] == 0
    assert caller.refused(caller.get(created["id"]))[0] == 22093
    caller.create()
    assert caller.page()["total"] == 1


@pytest.mark.parametrize("query", [{}, {"tenant_id": ""}])
def test_the_tenant_is_required_in_a_query(caller: Caller, query: dict[str, object]) -> None:
    assert caller.refused(caller.send("GET", f"flow/{PHONE}", query=query))[0] == 21058


def test_the_tenant_is_required_in_a_body(caller: Caller) -> None:
    body = caller.fields()
    del body["tenant_id"]
    assert caller.refused(caller.write("POST", body))[0] == 21058


def test_the_tenant_is_required_in_an_upload(caller: Caller) -> None:
    assert caller.refused(caller.send_form(file=("picture.png", b"")))[0] == 21058


@pytest.mark.parametrize(("tenant_id", "code"), [("one", 1002), ("2", 22049)])
def test_the_tenant_is_the_number_of_the_account(caller: Caller, tenant_id: str, code: int) -> None:
    answer = caller.send("GET", f"flow/{PHONE}", query={"tenant_id": tenant_id})
    assert caller.refused(answer)[0] == code


def test_a_query_parameter_that_is_not_documented_is_refused(caller: Caller) -> None:
    answer = caller.send("GET", f"flow/{PHONE}", query={"tenant_id": 1, "pageSize": 10})
    assert caller.refused(answer) == (1002, "Parameter error: there is no query parameter pageSize")


@pytest.mark.parametrize("template_id", ["abc", "-1", "1.5", "9" * 20])
def test_an_id_in_the_path_is_a_number(caller: Caller, template_id: str) -> None:
    assert caller.refused(caller.get(template_id))[0] == 1002


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b'{"tenant_id": 1, "name": "\\ud800"}',
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_a_body_that_is_no_json_object_is_refused(caller: Caller, body: bytes) -> None:
    assert caller.refused(caller.send("POST", f"template/{PHONE}", body=body))[0] == 1002


def test_an_upload_that_is_no_multipart_is_refused(caller: Caller) -> None:
    answer = caller.send("POST", f"media/{PHONE}", query={"tenant_id": 1})
    assert caller.refused(answer)[0] == 21058


def test_a_multipart_body_that_cannot_be_read_is_refused(caller: Caller) -> None:
    headers: dict[str, str | None] = {"Content-Type": "multipart/form-data"}
    answer = caller.send("POST", f"media/{PHONE}", headers=headers)
    assert caller.refused(answer)[0] == 1002
