"""The seven endpoints of the NxCloud template API (API document, one section each)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from syncer.errors import ClockError, RefusedError
from syncer.nxcloud import decode, links
from syncer.nxcloud.aftermath import seconds_to_wait
from syncer.nxcloud.clock import ServerClock, http_date
from syncer.nxcloud.envelope import open_envelope
from syncer.nxcloud.exchange import describe, exchange
from syncer.nxcloud.identity import Credentials, Sender
from syncer.nxcloud.pace import Pace
from syncer.nxcloud.pages import read_pages
from syncer.nxcloud.transport import TIMEOUT_SECONDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import httpx

    from syncer.errors import NxCloudError
    from syncer.model import Form
    from syncer.nxcloud.answers import TemplateDetails, TemplatePage, UploadedMedia, Written
    from syncer.nxcloud.exchange import Answer
    from syncer.nxcloud.node import Node
    from syncer.nxcloud.pages import EachPage

__all__ = ["ANSWER_LIMIT", "PAGE_SIZE", "Client", "Credentials", "Sender"]

PAGE_SIZE = 100
ANSWER_LIMIT = 8 * 1024 * 1024
_ANSWER_WAITS = 2
_MEDIA_WAITS = 20
"""How long a whole exchange may take, in time-outs of a single wait."""


@dataclass(frozen=True, slots=True)
class _Call:
    """A request before it is signed. `upload` is the file's name, its bytes and its MIME type.

    A call that `writes` is only repeated by itself where the first attempt did nothing.
    """

    method: str
    url: str
    query: Mapping[str, str | int] | None = None
    body: str = field(default="", repr=False)
    upload: tuple[str, bytes, str] | None = field(default=None, repr=False)
    writes: bool = False

    def may_repeat(self, error: NxCloudError) -> bool:
        """Whether another attempt cannot do anything twice."""
        return not self.writes or error.aftermath.effect == "none"


@dataclass(frozen=True, slots=True)
class _Opened:
    """The `data` of an answer, and its `Date`."""

    data: Node
    date: str


class Client:
    """The template API for one sender; safe to use from many threads.

    Reads and uploads are tried again after errors that may pass, as long as `pace` has patience; a
    write only if certainly nothing was done. `clock` is what requests are signed by, each attempt
    anew. Every method raises ApiError (or a subclass), UnexpectedAnswerError or
    ConnectionFailedError, whose `aftermath` says what the call may have done.
    """

    def __init__(
        self,
        sender: Sender,
        credentials: Credentials,
        http: httpx.Client,
        *,
        clock: ServerClock | None = None,
        pace: Pace | None = None,
    ) -> None:
        self.sender = sender
        self.clock = clock or ServerClock()
        self.pace = pace or Pace()
        self._credentials = credentials
        self._http = http

    def __repr__(self) -> str:
        return f"Client({self.sender!r})"

    def list_page(
        self, page_number: int, *, page_size: int = PAGE_SIZE, name: str | None = None
    ) -> TemplatePage:
        """One page of "Get Template Message List", of all channels; pages count from 1.

        The server may give fewer rows than `page_size`, and may take `name` as a part of a name.
        """
        opened = self._ask(
            "GET",
            self.sender.address("template"),
            page_number=page_number,
            page_size=page_size,
            **({} if name is None else {"name": name}),
        )
        return decode.template_page(opened.data, http_date(opened.date))

    def pages(self, name: str | None = None, each: EachPage = map) -> Iterator[TemplatePage]:
        """The first page, and all others that have rows; see `pages.read_pages`."""
        return read_pages(lambda number: self.list_page(number, name=name), each)

    def details(self, template_id: int) -> TemplateDetails:
        """The answer of "Get Template Details". Raises NotFoundError too.

        `template_id`, here and in the other methods, is the platform's id, never Meta's.
        """
        return decode.template_details(
            self._ask("GET", self.sender.address("template", template_id)).data
        )

    def create(self, payload: Mapping[str, object]) -> Written:
        """Send "Create Template Message", with a payload of `payload.create_payload`."""
        return self._write("POST", payload)

    def update(self, payload: Mapping[str, object]) -> Written:
        """Send "Update Template", with `payload.update_payload`. Raises NotFoundError too."""
        return self._write("PUT", payload)

    def delete(self, template_id: int) -> Written:
        """Send "Delete Template". Raises NotFoundError too."""
        query = {"tenant_id": self.sender.tenant_id}
        address = self.sender.address("template", template_id)
        return decode.written(self._send(_Call("DELETE", address, query, writes=True)).data)

    def forms(self) -> tuple[Form, ...]:
        """The forms that a FLOW button can open ("Get WhatsApp Form API")."""
        return decode.forms(self._ask("GET", self.sender.address("flow")).data)

    def upload(self, filename: str, content: bytes, mime_type: str) -> UploadedMedia:
        """Send "Upload Media", for a header."""
        sendable_name = filename.encode(errors="replace").decode()
        file = (sendable_name, content, mime_type)
        call = _Call("POST", self.sender.address("media"), upload=file)
        return decode.uploaded_media(self._send(call).data)

    def download(self, url: str, *, limit: int = links.MEDIA_LIMIT) -> bytes:
        """The bytes of header media; see `links.download`. No credential goes there."""
        seconds = _MEDIA_WAITS * self._wait_seconds
        return self.pace.call(
            lambda: links.download(self._http, url, limit=limit, seconds=seconds), lambda _: True
        )

    def resolve_short_link(self, url: str) -> str | None:
        """Where a short link leads; see `links.resolve_short_link`. No credential goes there."""
        return links.resolve_short_link(self._http, url)

    def _ask(self, method: str, url: str, **query: str | int) -> _Opened:
        return self._send(_Call(method, url, {"tenant_id": self.sender.tenant_id, **query}))

    def _write(self, method: str, payload: Mapping[str, object]) -> Written:
        body = _json_text({"tenant_id": self.sender.tenant_id, **payload})
        call = _Call(method, self.sender.address("template"), body=body, writes=True)
        return decode.written(self._send(call).data)

    def _send(self, call: _Call) -> _Opened:
        """Every call to NxCloud comes through here."""
        return self.pace.call(lambda: self._attempt(call), call.may_repeat)

    def _attempt(self, call: _Call) -> _Opened:
        """Sent once; or twice, if the first time the clock was off, which does nothing."""
        signed_at = self.clock()
        request, answer = self._exchange(call, signed_at)
        try:
            return self._open(request, answer)
        except ClockError:
            if not self.clock.correct(answer.date, signed_at):
                raise
        return self._open(*self._exchange(call, self.clock()))

    def _exchange(self, call: _Call, now: float) -> tuple[httpx.Request, Answer]:
        request = self._request(call, now)
        waits = _ANSWER_WAITS if call.upload is None else _MEDIA_WAITS
        seconds = waits * self._wait_seconds
        return request, exchange(self._http, request, limit=ANSWER_LIMIT, seconds=seconds)

    def _open(self, request: httpx.Request, answer: Answer) -> _Opened:
        key, secret = self._credentials.access_key, self._credentials.access_secret
        wait = answer.retry_after
        data = open_envelope(
            answer.status,
            answer.content,
            call=describe(request),
            secrets=(key.reveal(), secret.reveal(), request.headers["sign"]),
            retry_after=seconds_to_wait(wait, http_date(answer.date) or self.clock())
            if wait
            else None,
        )
        return _Opened(data, answer.date)

    @property
    def _wait_seconds(self) -> float:
        return self._http.timeout.read or TIMEOUT_SECONDS

    def _request(self, call: _Call, now: float) -> httpx.Request:
        headers = self._credentials.headers(call.body, str(int(now * 1000)))
        if call.upload is not None:
            return self._http.build_request(
                call.method,
                call.url,
                headers=headers,
                data={"tenant_id": str(self.sender.tenant_id)},
                files={"file": call.upload},
            )
        # NxCloud wants the content type without a body too (facts, "Signature").
        return self._http.build_request(
            call.method,
            call.url,
            params=call.query,
            content=call.body.encode() or None,
            headers={**headers, "Content-Type": "application/json"},
        )


def _json_text(payload: Mapping[str, object]) -> str:
    """The one text that is both signed and sent. Raises RefusedError for half a character."""
    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise RefusedError(
            f"template {payload.get('name')!r}: a text holds half of an emoji (a lone surrogate)",
            hint="write the emoji again in the template file",
        ) from error
    return text
