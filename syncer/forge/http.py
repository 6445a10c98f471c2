"""One HTTP exchange with the standard library; `syncer.nxcloud` alone has httpx."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncer.errors import ForgeError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from email.message import Message

    from syncer.template_document import Json

TIMEOUT_SECONDS = 30
SOON = 1.0
"""In seconds: when it is worth asking again, if nothing else says when."""
LARGEST = 64 * 1024 * 1024
"""In bytes, of an answer: far more than the plan of the largest account."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of any status."""

    status: int
    headers: Message
    body: bytes

    @property
    def is_good(self) -> bool:
        """Whether what was asked for was done."""
        return self.status < http.client.MULTIPLE_CHOICES

    def json(self) -> Json:
        """The body as JSON. Raises ForgeError."""
        try:
            return json.loads(self.body or b"null")
        except ValueError:
            raise ForgeError("an answer is not JSON", status=self.status) from None


def exchange(
    method: str, url: str, headers: Mapping[str, str], document: Json | None = None
) -> Answer:
    """Send a request, with the document as JSON if there is one, and take its answer.

    The headers do not follow a redirect, which may lead to another server. Raises ForgeError where
    no answer comes, without the URL, which may be a secret.
    """
    if not url.startswith(("https://", "http://")):
        raise ForgeError("its URL begins with neither https:// nor http://")
    data = None if document is None else json.dumps(document).encode()
    try:
        request = urllib.request.Request(url, data, method=method)  # noqa: S310 -- looked at above
        for name, value in headers.items():
            request.add_unredirected_header(name, value)
        request.add_header("Content-Type", "application/json")
        return _opened(request)
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or type(error).__name__
        raise ForgeError(f"no answer: {reason}", retry_after=SOON) from None


def _opened(request: urllib.request.Request) -> Answer:
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS) as response:  # noqa: S310
            return Answer(response.status, response.headers, _body(response))
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, _body(error))


def _body(response: http.client.HTTPResponse | urllib.error.HTTPError) -> bytes:
    body = response.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise ForgeError(f"an answer is larger than {LARGEST} bytes")
    return body
