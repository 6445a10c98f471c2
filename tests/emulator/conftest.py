"""A caller that knows the API document and nothing of the code: it signs, calls and checks.

What it sends through its named methods, and every answer it gets, is checked against
schemas/nxcloud.openapi.yaml.
"""

from __future__ import annotations

import hashlib
import json
import time
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import httpx
import pytest
import yaml
from openapi_schema_validator import OAS31Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from syncer.emulator import DEMO_ACCOUNT, Settings, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from syncer.emulator import Account, Running

PNG = b"\x89PNG\r\n\x1a\n" + b"pixels"
PHONE = DEMO_ACCOUNT.phones[0]
OPENAPI = Path(__file__).parents[2] / "schemas" / "nxcloud.openapi.yaml"

Json = dict[str, Any]


class Check(Protocol):
    def __call__(self, schema: str, value: object) -> None: ...


@pytest.fixture(scope="session")
def openapi() -> Json:
    document: Json = yaml.load(OPENAPI.read_text(), Loader=yaml.CSafeLoader)
    return document


@pytest.fixture(scope="session")
def check(openapi: Json) -> Check:
    """Fails unless a value is what a component of the OpenAPI description says."""
    registry: Registry[Any] = Registry().with_resource(
        "nxcloud", DRAFT202012.create_resource(openapi)
    )
    validators = {
        name: OAS31Validator({"$ref": f"nxcloud#/components/schemas/{name}"}, registry=registry)
        for name in openapi["components"]["schemas"]
    }

    def check(schema: str, value: object) -> None:
        validators[schema].validate(value)

    return check


@pytest.fixture(scope="session")
def http() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False) as client:
        yield client


def signed(account: Account, body: bytes, algorithm: str | None = None) -> dict[str, str]:
    """The public headers, by the authentication section of NxCloud's documentation."""
    ts = str(int(time.time() * 1000))
    text = f"accessKey={account.access_key}&action=mt&bizType=2&ts={ts}".encode()
    if body:
        text += b"&body=" + body
    text += f"&accessSecret={account.access_secret}".encode()
    return {
        "accessKey": account.access_key,
        "ts": ts,
        "bizType": "2",
        "action": "mt",
        "sign": hashlib.new(algorithm or "md5", text).hexdigest(),
    }


@dataclass(slots=True)
class Caller:
    """Calls one emulator as one account from one of its phones."""

    emulator: Running
    http: httpx.Client
    check: Check
    account: Account = DEMO_ACCOUNT
    phone: str = PHONE
    names: Iterator[str] = field(default_factory=lambda: (f"template_{n}" for n in range(1000)))

    def request(
        self,
        method: str,
        path: str,
        *,
        body: bytes = b"",
        headers: dict[str, str | None] | None = None,
        query: Json | None = None,
    ) -> httpx.Request:
        """Any request; it is signed by the `algorithm` header, and a header of None is left out."""
        given = {"Content-Type": "application/json"} | (headers or {})
        sent = signed(self.account, body, given.get("algorithm")) | given
        wanted = {name: text for name, text in sent.items() if text is not None}
        url = f"{self.emulator.base_url}/saas/wa/{path}"
        return self.http.build_request(method, url, content=body, headers=wanted, params=query)

    def send(self, method: str, path: str, **parts: Any) -> Json:
        """The answer to any request that is understood."""
        response = self.http.send(self.request(method, path, **parts))
        assert response.status_code == 200
        answer: Json = response.json()
        return answer

    def ok(self, schema: str, answer: Json) -> Any:
        """The data of a successful answer of this schema."""
        assert answer["code"] in (0, "0"), answer
        self.check(schema, answer)
        return answer["data"]

    @contextmanager
    def sending(self, request: httpx.Request) -> Iterator[HTTPConnection]:
        """A connection of its own on which a request was sent, and no answer read."""
        connection = HTTPConnection(request.url.host, request.url.port, timeout=10)
        self.send_on(connection, request)
        yield connection
        connection.close()

    def send_on(self, connection: HTTPConnection, request: httpx.Request) -> None:
        """Sends a request on a connection that there is."""
        target = request.url.raw_path.decode()
        connection.request(request.method, target, request.content, dict(request.headers))

    def creation(self, **fields: object) -> httpx.Request:
        """The request for a new template."""
        body = json.dumps(self.fields(**fields)).encode()
        return self.request("POST", f"template/{self.phone}", body=body)

    def forms_request(self) -> httpx.Request:
        query = {"tenant_id": self.account.tenant_id}
        return self.request("GET", f"flow/{self.phone}", query=query)

    def forms(self) -> httpx.Response:
        """The answer to a request for the forms, whatever it is."""
        return self.http.send(self.forms_request())

    def refused(self, answer: Json) -> tuple[int, str]:
        """The code and message of a refusal."""
        self.check("Refusal", answer)
        return answer["code"], answer["message"]

    def write(self, method: str, fields: Json) -> Json:
        return self.send(method, f"template/{self.phone}", body=json.dumps(fields).encode())

    def fields(self, **fields: object) -> Json:
        """A create body: a whole one, with these fields over it."""
        return {
            "tenant_id": self.account.tenant_id,
            "name": next(self.names),
            "language": "en_US",
            "category_type": 2,
            "content": "Hello there",
        } | fields

    def create(self, **fields: object) -> Json:
        """Creates a template, and gives the body that was sent with the new id."""
        body = self.fields(**fields)
        self.check("CreateTemplate", body)
        self.ok("CreateTemplateAnswer", self.write("POST", body))
        return {"id": self.row(body["name"], body["language"])["id"], **body}

    def update(self, body: Json, **changes: object) -> None:
        changed = body | changes
        self.check("UpdateTemplate", changed)
        self.ok("DoneAnswer", self.write("PUT", changed))

    def page(self, **query: object) -> Json:
        """A page of the list."""
        whole = {"tenant_id": self.account.tenant_id, "page_number": 1, "page_size": 1000} | query
        answer = self.send("GET", f"template/{self.phone}", query=whole)
        data: Json = self.ok("ListTemplatesAnswer", answer)
        return data

    def row(self, name: str, language: str = "en_US") -> Json:
        rows = self.page(name=name)["list"]
        return next(row for row in rows if (row["name"], row["language"]) == (name, language))

    def get(self, template_id: object) -> Json:
        """The answer to a request for details."""
        query = {"tenant_id": self.account.tenant_id}
        return self.send("GET", f"template/{self.phone}/{template_id}", query=query)

    def detail(self, template_id: int) -> Json:
        data: Json = self.ok("GetTemplateAnswer", self.get(template_id))
        return data

    def component(self, template_id: int, kind: str) -> Json | None:
        """The component of this type in the detail."""
        components = self.detail(template_id)["components"]
        return next((part for part in components if part["type"] == kind), None)

    def buttons(self, template_id: int) -> list[Json]:
        part = self.component(template_id, "BUTTONS")
        return part["buttons"] if part else []

    def delete(self, template_id: object) -> Json:
        """The answer to a deletion."""
        query = {"tenant_id": self.account.tenant_id}
        return self.send("DELETE", f"template/{self.phone}/{template_id}", query=query)

    def send_form(self, **parts: tuple[str | None, bytes]) -> Json:
        """The answer to a multipart body of these parts: file name (None: a field) and content."""
        response = self.http.post(
            f"{self.emulator.base_url}/saas/wa/media/{self.phone}",
            headers=signed(self.account, b""),
            files=parts,
        )
        answer: Json = response.json()
        return answer

    def upload(self, content: bytes = PNG, filename: str = "picture.png") -> Json:
        """The answer to an upload."""
        tenant_id = str(self.account.tenant_id).encode()
        return self.send_form(tenant_id=(None, tenant_id), file=(filename, content))

    def media(self, content: bytes = PNG, filename: str = "picture.png") -> Json:
        """The media fields of a write, for a file uploaded now."""
        data = self.ok("UploadMediaAnswer", self.upload(content, filename))
        return {
            "mediaName": data["original_filename"],
            "mediaId": data["media_id"],
            "mediaType": "IMAGE",
            "templateMediaId": data["h"],
        }


class Emulate(Protocol):
    def __call__(self, **switches: Any) -> Caller: ...


class Eventually(Protocol):
    def __call__(self, condition: Callable[[], object]) -> None: ...


@pytest.fixture(scope="session")
def eventually() -> Eventually:
    """Waits until a condition holds; fails if it does not within some seconds."""

    def eventually(condition: Callable[[], object]) -> None:
        patience = time.monotonic() + 10
        while not condition():
            assert time.monotonic() < patience
            time.sleep(0.005)

    return eventually


@pytest.fixture
def emulate(http: httpx.Client, check: Check) -> Iterator[Emulate]:
    """Starts an emulator with some switches set, and calls it as the first account."""
    with ExitStack() as stack:

        def emulate(**switches: Any) -> Caller:
            settings = Settings(**switches)
            account = settings.accounts[0]
            emulator = stack.enter_context(running(settings))
            return Caller(emulator, http, check, account, account.phones[0])

        yield emulate


@pytest.fixture
def caller(emulate: Emulate) -> Caller:
    """An emulator as it comes."""
    return emulate()
