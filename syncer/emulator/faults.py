"""Faults as values, and the text that sets one: `create=500.after*1@3`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Self

API_ENDPOINTS = ("list", "details", "forms", "upload", "create", "update", "delete")
ANY = "any"
ENDPOINTS = (*API_ENDPOINTS, "media", "short_link", ANY)
KINDS = (
    "500",
    "502",
    "503",
    "504",
    "429",
    "429_retry_after",
    "html",
    "empty",
    "truncated",
    "wrong_code",
    "wrong_types",
    "escapes",
    "redirect",
    "bomb",
    "huge",
    "drip",
    "drip_headers",
    "timeout",
    "reset",
    "refused",
    "late",
)
GRAMMAR = "ENDPOINT=KIND[.after][*TIMES][@FIRST]"
_TEXT = re.compile(
    r"(?P<endpoint>[^=]*)=(?P<kind>[^.*@]*)(?P<after>\.after)?"
    r"(?:\*(?P<times>[1-9][0-9]{0,8}))?(?:@(?P<first>[1-9][0-9]{0,8}))?"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong with the requests of an endpoint. ValueError for one that does not exist.

    `endpoint` is one of `ENDPOINTS`; `any` stands for the seven of the API. `after` tells whether
    the work is done before its answer is spoilt, or never. `times` is how many requests are hit
    (None: every one), from the `first` of them on, counted since the fault was set.

    `kind` is one of `KINDS`:
        500, 502, 503, 504, 429: that status; `429_retry_after` with `Retry-After: 1`.
        html, empty, truncated: status 200 with an HTML page, no body, half a JSON text.
        wrong_code, wrong_types: an envelope whose code, or whose data, is of a useless type.
        escapes: a refusal with terminal escape sequences and the caller's own key and signature.
        redirect: status 302 to another host name, where the emulator notes who comes.
        bomb, huge: a small body that unpacks to 400 MiB; a plain one without an end.
        drip, drip_headers: a body, or headers, at five bytes a second, without an end.
        timeout: no answer, on a connection that stays open.
        reset: no answer, and a connection that is reset.
        refused: the same, and for a second no new connection is taken.
        late: status 504, and the work is done a second later.
    """

    endpoint: str
    kind: str
    after: bool = False
    times: int | None = None
    first: int = 1

    def __post_init__(self) -> None:
        if self.endpoint not in ENDPOINTS:
            raise ValueError(_not_one_of("endpoint", self.endpoint, ENDPOINTS))
        if self.kind not in KINDS:
            raise ValueError(_not_one_of("kind of fault", self.kind, KINDS))
        if self.kind == "late" and self.after:
            raise ValueError("a late fault does the work after its answer: it takes no .after")

    @classmethod
    def parse(cls, text: str) -> Self:
        """The fault of a text like `create=500.after*1@3`; ValueError for any other text."""
        found = _TEXT.fullmatch(text)
        if found is None:
            raise ValueError(f"{text!r} is no fault: it is written {GRAMMAR}")
        return cls(
            found["endpoint"],
            found["kind"],
            after=bool(found["after"]),
            times=int(found["times"]) if found["times"] else None,
            first=int(found["first"] or 1),
        )

    def __str__(self) -> str:
        after = ".after" if self.after else ""
        times = f"*{self.times}" if self.times else ""
        first = f"@{self.first}" if self.first > 1 else ""
        return f"{self.endpoint}={self.kind}{after}{times}{first}"

    def concerns(self, endpoint: str) -> bool:
        """Whether the requests of this endpoint are counted."""
        if self.endpoint == ANY:
            return endpoint in API_ENDPOINTS
        return endpoint == self.endpoint


def _not_one_of(what: str, name: str, known: tuple[str, ...]) -> str:
    return f"there is no {what} {name!r}: it is one of {', '.join(known)}"
