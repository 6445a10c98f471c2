"""What was asked of an emulator, so that a test can count it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request


@dataclass(frozen=True, slots=True)
class LoggedRequest:
    """One request and its answer.

    `endpoint` is list, create, update, details, delete, forms, upload, media (the bytes of a file)
    or short_link. `body` is a write's decoded JSON, None for what was refused before it was
    looked at. `code` is the envelope's, None where the answer is none. `at` is the platform's time.

    `fault` is the fault that spoilt the answer, as text. If it came after the work, the rest tells
    of the answer that the work would have had; before the work, `status` is 0 and `code` None.
    """

    endpoint: str
    method: str
    path: str
    query: Mapping[str, str]
    status: int
    at: float
    body: Any = None
    code: int | None = None
    fault: str | None = None


def logged(endpoint: str, request: Request, *, status: int, at: float) -> LoggedRequest:
    """The entry of a request, without its body and the code of its answer."""
    return LoggedRequest(
        endpoint=endpoint,
        method=request.method,
        path=request.url.path,
        query=dict(request.query_params),
        status=status,
        at=at,
        fault=request.scope.get("fault"),
    )


@dataclass(slots=True)
class RequestLog:
    """The requests so far, in the order in which they were done. The console's own are left out."""

    _requests: list[LoggedRequest] = field(default_factory=list)

    def add(self, request: LoggedRequest) -> None:
        """Notes a request that has been done, or spoilt before that."""
        self._requests.append(request)

    def requests(self, endpoint: str | None = None) -> list[LoggedRequest]:
        """All requests, or those of one endpoint."""
        return [r for r in tuple(self._requests) if endpoint in (None, r.endpoint)]

    def counts(self) -> dict[str, int]:
        """How many requests each endpoint had."""
        return dict(Counter(request.endpoint for request in tuple(self._requests)))

    def reset(self) -> None:
        """Forgets everything."""
        self._requests.clear()
