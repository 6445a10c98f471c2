"""A REST API of pages and objects, as GitHub and GitLab have it, as far as it is needed here."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from syncer.errors import ForgeError
from syncer.forge.http import SOON, exchange

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from syncer.forge.http import Answer
    from syncer.template_document import Document, Json

ATTEMPTS = 3
LONGEST_WAIT = 60
"""In seconds: whoever is to be left alone for longer is not asked again in this job."""

_NEXT = re.compile(r'<([^<>]+)>;\s*rel="next"')
_TOO_MANY = (403, 429)
"""With a time after which to ask again; a plain 403 is a token without the permission."""
_SERVER_ERRORS = range(500, 600)


@dataclass(frozen=True, slots=True)
class Api:
    """The API at a URL, which has no slash at its end; `headers` makes those of each request.

    Every method raises ForgeError for a refusal and where there is no answer. What fails for a
    reason that may be gone is tried again, a POST only where it was refused as one too many.
    """

    url: str
    headers: Callable[[], Mapping[str, str]]
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.time

    def get(self, path: str) -> Json:
        """One object."""
        return self._answer("GET", f"{self.url}/{path}").json()

    def pages(self, path: str, **query: str | int) -> Iterator[Json]:
        """Each page of a list, of 100 rows at most."""
        url = f"{self.url}/{path}?{urlencode({'per_page': 100, **query})}"
        while url:
            answer = self._answer("GET", url)
            yield answer.json()
            following = _NEXT.search(answer.headers.get("Link", ""))
            url = following[1] if following else ""
            if url and not url.startswith(f"{self.url}/"):
                raise ForgeError("a list goes on at another server")

    def send(self, method: str, path: str, document: Document) -> Json:
        """Make or change something, and get it as it is then."""
        return self._answer(method, f"{self.url}/{path}", document).json()

    def download(self, path: str) -> bytes:
        """The bytes of a file, from wherever the server leads to."""
        return self._answer("GET", f"{self.url}/{path}").body

    def _answer(self, method: str, url: str, document: Document | None = None) -> Answer:
        for _ in range(ATTEMPTS - 1):
            try:
                return self._once(method, url, document)
            except ForgeError as error:
                if (wait := _seconds_to_wait(error, method)) is None:
                    raise
                self.sleep(wait)
        return self._once(method, url, document)

    def _once(self, method: str, url: str, document: Document | None) -> Answer:
        answer = exchange(method, url, self.headers(), document)
        if answer.is_good:
            return answer
        raise ForgeError(
            f"{_message(answer)} (HTTP {answer.status})",
            status=answer.status,
            retry_after=self._retry_after(answer),
        )

    def _retry_after(self, answer: Answer) -> float | None:
        """When a refused request may be taken, in seconds; None where it never will be."""
        if answer.status in _SERVER_ERRORS:
            return SOON
        if answer.status not in _TOO_MANY:
            return None
        wait = _number(answer.headers.get("Retry-After"))
        if wait is None and answer.headers.get("X-RateLimit-Remaining") == "0":
            reset = _number(answer.headers.get("X-RateLimit-Reset"))
            wait = None if reset is None else max(SOON, reset - self.now())
        return wait


def _seconds_to_wait(error: ForgeError, method: str) -> float | None:
    """How long to wait for another attempt; None if there is to be none.

    A POST that got no answer may have been carried out, so it is not sent again.
    """
    if error.retry_after is None or error.retry_after > LONGEST_WAIT:
        return None
    return None if method == "POST" and error.status not in _TOO_MANY else error.retry_after


def _number(text: str | None) -> float | None:
    return float(text) if text and text.isdecimal() else None


def _message(answer: Answer) -> str:
    """The server's own words, if it gives any."""
    try:
        return str(answer.json()["message"])
    except (ForgeError, KeyError, TypeError):
        return "no reason given"
