"""A client on a scripted transport; every request to the API is checked by the OpenAPI file."""

from __future__ import annotations

import json
import re
from email.parser import BytesParser
from email.policy import HTTP
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import parse_qsl, unquote

import httpx
import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012
from support.pace import impatient

from syncer.config import Secret
from syncer.nxcloud.client import Client, Credentials, Sender
from syncer.nxcloud.clock import ServerClock
from syncer.nxcloud.transport import http_client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

BASE_URL = "https://api.test"
NOW = 1_760_000_000.25

Reply = httpx.Response | Exception


class Specification:
    """The OpenAPI file, as far as a request is concerned."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        resource = DRAFT202012.create_resource(document)
        self._registry: Registry[Any] = Registry().with_resource("nxcloud:", resource)

    def check(self, request: httpx.Request) -> None:
        """Assert that an operation takes the request: path, query, headers and body."""
        path, values = self._route(request.url.raw_path.decode().partition("?")[0])
        operation = path[request.method.lower()]
        parameters = [
            self._resolved(parameter)
            for parameter in (*path.get("parameters", ()), *operation.get("parameters", ()))
        ]
        given = {
            "path": values,
            "query": dict(parse_qsl(request.url.query.decode(), strict_parsing=True))
            if request.url.query
            else {},
            "header": {name.decode(): value.decode() for name, value in request.headers.raw},
        }
        for parameter in parameters:
            self._check_parameter(parameter, given[parameter["in"]])
        assert set(given["query"]) <= {p["name"] for p in parameters if p["in"] == "query"}
        self._check_body(operation, request)

    def _route(self, asked: str) -> tuple[dict[str, Any], dict[str, str]]:
        for template, path in self._document["paths"].items():
            pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template)
            match = re.fullmatch(pattern, asked)
            if match:
                return path, {name: unquote(value) for name, value in match.groupdict().items()}
        pytest.fail(f"the API has no {asked}")

    def _resolved(self, value: dict[str, Any]) -> dict[str, Any]:
        found = value
        while "$ref" in found:
            found = self._registry.resolver("nxcloud:").lookup("nxcloud:" + found["$ref"]).contents
        return found

    def _check_parameter(self, parameter: dict[str, Any], given: Mapping[str, str]) -> None:
        name = parameter["name"]
        if name not in given:
            assert not parameter["required"], f"{name} is missing"
            return
        schema = self._resolved(parameter["schema"])
        self._validate(int(given[name]) if schema["type"] == "integer" else given[name], schema)

    def _check_body(self, operation: dict[str, Any], request: httpx.Request) -> None:
        content = operation.get("requestBody", {}).get("content", {})
        if "multipart/form-data" in content:
            fields = form_fields(request)
            body = {name: content.decode("latin-1") for name, (_, content, _) in fields.items()}
            tenant_id = int(body.pop("tenant_id"))
            schema = content["multipart/form-data"]["schema"]
            self._validate({**body, "tenant_id": tenant_id}, schema)
            return
        assert request.headers["content-type"] == "application/json"
        if content:
            self._validate(json.loads(request.content), content["application/json"]["schema"])
        else:
            assert request.content == b""

    def _validate(self, value: object, schema: dict[str, Any]) -> None:
        absolute = json.loads(json.dumps(schema).replace('"#/', '"nxcloud:#/'))
        Draft202012Validator(absolute, registry=self._registry).validate(value)


def form_fields(request: httpx.Request) -> dict[str, tuple[str | None, bytes, str]]:
    """The fields of a multipart form: filename, bytes and MIME type by name."""
    head = b"Content-Type: " + request.headers["content-type"].encode() + b"\r\n\r\n"
    message = BytesParser(policy=HTTP).parsebytes(head + request.content)
    return {
        str(part.get_param("name", header="content-disposition")): (
            part.get_filename(),
            bytes(cast("bytes", part.get_payload(decode=True))),
            part.get_content_type(),
        )
        for part in message.iter_parts()
    }


@pytest.fixture(scope="session")
def read_form() -> Callable[[httpx.Request], dict[str, tuple[str | None, bytes, str]]]:
    return form_fields


@pytest.fixture(scope="session")
def specification() -> Specification:
    path = Path(__file__).parents[2] / "schemas" / "nxcloud.openapi.yaml"
    return Specification(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))


@pytest.fixture
def replies() -> list[Reply]:
    """What the network answers, in order; the last one again and again. An exception is raised."""
    return []


@pytest.fixture
def requests() -> list[httpx.Request]:
    """What was sent so far."""
    return []


@pytest.fixture
def transport(
    replies: list[Reply], requests: list[httpx.Request], specification: Specification
) -> httpx.MockTransport:
    def handle(request: httpx.Request) -> httpx.Response:
        requests.append(request)
        if request.url.host == httpx.URL(BASE_URL).host:
            specification.check(request)
        reply = replies.pop(0) if len(replies) > 1 else replies[0]
        if isinstance(reply, Exception):
            raise reply
        return reply

    return httpx.MockTransport(handle)


@pytest.fixture
def http(transport: httpx.MockTransport) -> Iterator[httpx.Client]:
    with http_client(transport=transport) as client:
        yield client


@pytest.fixture
def client(http: httpx.Client) -> Client:
    return Client(
        Sender(BASE_URL, "8615800001111", 7),
        Credentials(Secret("key-of-ours"), Secret("secret-of-ours")),
        http,
        clock=ServerClock(lambda: NOW),
        pace=impatient(),
    )


@pytest.fixture
def give(replies: list[Reply]) -> Callable[[object], None]:
    """Let the next answer be this data in a successful envelope."""

    def add(data: object) -> None:
        envelope = {"code": 0, "message": "", "data": data, "traceId": "0af1"}
        replies.append(httpx.Response(200, json=envelope))

    return add


@pytest.fixture
def row() -> Callable[..., dict[str, object]]:
    """A row of the list as NxCloud gives it, with some members changed."""

    def make(**changes: object) -> dict[str, object]:
        return {
            "id": 41,
            "channel": 2,
            "name": "spring_offer",
            "content": "Our spring offer is here, {{First Name}}.",
            "created_at": "2025-03-01 08:00:00",
            "updated_at": "2025-03-02 09:30:00",
            "status": 2,
            "language": "en_GB",
            "language_name": "English (UK)",
            "unsubscribe": "",
            "additional": None,
            "quality": "GREEN",
            "category": "MARKETING",
            "category_type": 1,
            "waRejectedReason": "",
            "is_close_auto_flow": 0,
            **changes,
        }

    return make


@pytest.fixture
def component() -> Callable[..., dict[str, object]]:
    """A component of the details: every member there, most of them null."""
    names = (
        "format text buttons parameters sub_type index example filename url media_id h media_type"
    )

    def make(kind: str, **members: object) -> dict[str, object]:
        return {"type": kind, **dict.fromkeys(names.split()), **members}

    return make


@pytest.fixture
def details(component: Callable[..., dict[str, object]]) -> Callable[..., dict[str, object]]:
    """The details of a template as NxCloud gives them, with some members changed."""

    def make(**changes: object) -> dict[str, object]:
        return {
            "namespace": None,
            "name": "spring_offer",
            "category": "MARKETING",
            "category_type": 1,
            "components": [component("BODY", text="Hello {{First Name}}, spring is here.")],
            "language": "en_GB",
            "status": "APPROVED",
            "id": 1_234_567_890_123_456,
            "quality_score": {"score": "UNKNOWN"},
            "tag_ids": [],
            "is_close_auto_flow": 0,
            **changes,
        }

    return make
