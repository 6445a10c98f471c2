from __future__ import annotations

import json
import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from syncer.emulator.signature import sign, string_to_sign

if TYPE_CHECKING:
    from emulator.conftest import Caller, Emulate

VECTORS = json.loads((Path(__file__).parent / "sign_vectors.json").read_text(encoding="utf-8"))
FORMS = "flow/8615800001795"
TENANT = {"tenant_id": 1}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["id"])
def test_every_vector_is_reproduced(vector: dict[str, Any]) -> None:
    body = vector["body"].encode()
    secret = vector["accessSecret"]
    assert string_to_sign(vector["headers"], body, secret).decode() == vector["string_to_sign"]
    assert sign(vector["headers"], body, secret) == vector["sign"]


@pytest.mark.parametrize("algorithm", [None, "md5", "sha256"])
def test_either_algorithm_is_accepted_and_md5_is_the_default(
    caller: Caller, algorithm: str | None
) -> None:
    headers = {"algorithm": algorithm}
    caller.ok("ListFormsAnswer", caller.send("GET", FORMS, query=TENANT, headers=headers))


def test_another_algorithm_is_a_bad_signature(caller: Caller) -> None:
    answer = caller.send("GET", FORMS, query=TENANT, headers={"algorithm": "sha1"})
    assert caller.refused(answer)[0] == 1003


@pytest.mark.parametrize("name", ["accessKey", "ts", "bizType", "action", "sign"])
def test_a_missing_public_header_is_named(caller: Caller, name: str) -> None:
    code, message = caller.refused(caller.send("GET", FORMS, headers={name: None}))
    assert (code, name in message) == (1001, True)


@pytest.mark.parametrize("wrong", [{"bizType": "1"}, {"action": "send"}])
def test_a_wrong_business_type_or_action_is_refused(
    caller: Caller, wrong: dict[str, str | None]
) -> None:
    assert caller.refused(caller.send("GET", FORMS, headers=wrong))[0] == 1002


def test_an_unknown_access_key_is_refused(caller: Caller) -> None:
    answer = caller.send("GET", FORMS, query=TENANT, headers={"accessKey": "somebody"})
    assert caller.refused(answer)[0] == 1005


@pytest.mark.parametrize("ts", ["0", "yesterday", "1655710885431", "1655710885.31"])
def test_a_time_stamp_that_is_old_or_none_is_refused(caller: Caller, ts: str) -> None:
    assert caller.refused(caller.send("GET", FORMS, headers={"ts": ts}))[0] == 1004


@pytest.mark.parametrize(("off", "code"), [(-62, 1004), (-58, 0), (58, 0), (62, 1004)])
def test_a_clock_may_be_sixty_seconds_off_either_way(
    emulate: Emulate, off: float, code: int
) -> None:
    caller = emulate(clock=lambda: time.time() + off)
    assert caller.send("GET", FORMS, query=TENANT)["code"] == code


def test_a_signature_by_another_secret_is_refused(caller: Caller) -> None:
    answer = caller.send("GET", FORMS, query=TENANT, headers={"sign": "0" * 32})
    assert caller.refused(answer)[0] == 1003


def test_the_signature_covers_the_very_bytes_of_the_body(caller: Caller) -> None:
    body = json.dumps(caller.fields()).encode()
    good = caller.send("POST", "template/8615800001795", body=body)
    caller.ok("CreateTemplateAnswer", good)
    ts = str(int(time.time() * 1000))
    public = {"accessKey": caller.account.access_key, "action": "mt", "bizType": "2", "ts": ts}
    moved = sign(public, body + b" ", caller.account.access_secret)
    answer = caller.send(
        "POST", "template/8615800001795", body=body, headers={"ts": ts, "sign": moved}
    )
    assert caller.refused(answer)[0] == 1003


@pytest.mark.parametrize("content_type", [None, "text/plain", "multipart/form-data"])
def test_a_content_type_other_than_json_is_a_bad_signature_even_without_a_body(
    caller: Caller, content_type: str | None
) -> None:
    answer = caller.send("GET", FORMS, query=TENANT, headers={"Content-Type": content_type})
    assert caller.refused(answer)[0] == 1003


def test_a_content_type_may_name_its_charset(caller: Caller) -> None:
    headers: dict[str, str | None] = {"Content-Type": "application/json;charset=UTF-8"}
    caller.ok("ListFormsAnswer", caller.send("GET", FORMS, query=TENANT, headers=headers))


def test_every_answer_has_a_trace_id_of_its_own(caller: Caller) -> None:
    traces = {caller.send("GET", FORMS)["traceId"] for _ in range(3)}
    assert len(traces) == 3
    assert all(re.fullmatch(r"[0-9a-f]{32}", trace) for trace in traces)
