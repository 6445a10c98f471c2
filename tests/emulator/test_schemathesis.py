"""schemathesis makes requests from the description; the emulator answers them as described."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
import yaml
from hypothesis import HealthCheck, Phase, assume, given, settings
from requests.auth import AuthBase
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode

from syncer.emulator import DEMO_ACCOUNT, Settings, running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from requests import PreparedRequest
    from schemathesis import Case
    from schemathesis.schemas import APIOperation

    from syncer.emulator import Running

OPENAPI = Path(__file__).parents[2] / "schemas" / "nxcloud.openapi.yaml"
DOCUMENT = yaml.load(OPENAPI.read_text(), Loader=yaml.CSafeLoader)
# Only with a tenant and ids that exist a request gets further than its first check.
DOCUMENT["components"]["schemas"]["TenantId"] = {"type": "integer", "const": DEMO_ACCOUNT.tenant_id}
EXISTING = {"type": "integer", "minimum": 300, "maximum": 309}
DOCUMENT["components"]["schemas"]["UpdateTemplate"]["properties"]["id"] = EXISTING
[PATH_ID] = [
    parameter
    for parameter in DOCUMENT["paths"]["/saas/wa/template/{phone}/{id}"]["parameters"]
    if parameter.get("name") == "id"
]
PATH_ID["schema"] = EXISTING
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations() if isinstance(found, Ok)]
# What a request of the right shape is never answered with.
SHAPE = {1001, 1002, 1003, 1004, 1005, 21058, 22070, 22090, 22092, 22216}
PHONE = DEMO_ACCOUNT.phones[0]
# Fixed, so that what schemathesis spoils is the query or the body; the signer replaces two of them.
PUBLIC = {
    "accessKey": DEMO_ACCOUNT.access_key,
    "ts": "1655710885431",
    "bizType": "2",
    "action": "mt",
    "sign": "0" * 32,
    "algorithm": "md5",
}


class Signer(AuthBase):
    """Signs what is about to be sent, over its very bytes."""

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        body = request.body or b""
        body = body.encode() if isinstance(body, str) else body
        assert isinstance(body, bytes)
        ts = str(int(time.time() * 1000))
        text = f"accessKey={DEMO_ACCOUNT.access_key}&action=mt&bizType=2&ts={ts}".encode()
        if body and "multipart" not in str(request.headers.get("Content-Type")):
            text += b"&body=" + body
        text += f"&accessSecret={DEMO_ACCOUNT.access_secret}".encode()
        request.headers["ts"] = ts
        request.headers["sign"] = hashlib.md5(text, usedforsecurity=False).hexdigest()
        request.headers.setdefault("Content-Type", "application/json")
        return request


@pytest.fixture(scope="module")
def emulator() -> Iterator[Running]:
    switches = Settings(
        unknown_tag="ignored", creations_per_hour=10**6, templates_per_account=10**6
    )
    with running(switches) as emulator:
        emulator.console.add_templates(
            {"name": f"seeded_{number}", "language": "en"} for number in range(10)
        )
        yield emulator


def is_number_in_text(value: object) -> bool:
    return isinstance(value, str) and value.strip().isdecimal()


def answers(
    emulator: Running,
    operation: APIOperation[Any, Any, Any, Any],
    mode: GenerationMode,
    examples: int,
) -> list[int]:
    """Sends what schemathesis makes of an operation, checks the answers, and gives their codes."""
    codes: list[int] = []

    @given(operation.as_strategy(mode, path_parameters={"phone": PHONE}, headers=PUBLIC))
    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def send(case: Case[Any]) -> None:
        # An empty list is no query parameter at all, so a case spoilt by one is whole again.
        assume([] not in case.query.values() and {} not in case.query.values())
        # A text that is a number is the number itself, once it is part of a URL.
        assume(
            not any(map(is_number_in_text, (*case.query.values(), case.path_parameters.get("id"))))
        )
        response = case.call(base_url=emulator.base_url, auth=Signer())
        assert response.status_code == 200
        operation.validate_response(response, case=case)
        codes.append(response.json()["code"])

    send()
    return codes


ALL_OPERATIONS = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda item: item.label)
FEW_AND_MANY = pytest.mark.parametrize("examples", [5, pytest.param(30, marks=pytest.mark.slow)])


@ALL_OPERATIONS
@FEW_AND_MANY
def test_a_request_of_the_right_shape_is_understood(
    emulator: Running, operation: APIOperation[Any, Any, Any, Any], examples: int
) -> None:
    codes = answers(emulator, operation, GenerationMode.POSITIVE, examples)
    assert codes
    assert not SHAPE.intersection(codes)


@ALL_OPERATIONS
@FEW_AND_MANY
def test_a_request_of_a_wrong_shape_is_refused(
    emulator: Running, operation: APIOperation[Any, Any, Any, Any], examples: int
) -> None:
    codes = answers(emulator, operation, GenerationMode.NEGATIVE, examples)
    assert codes
    assert 0 not in codes
    assert 1003 not in codes
