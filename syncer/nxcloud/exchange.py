"""One request and its whole answer, or the error that says why there is none."""

from __future__ import annotations

import socket
import ssl
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx

from syncer.errors import (
    Aftermath,
    ConnectionFailedError,
    Effect,
    NxCloudError,
    UnexpectedAnswerError,
)
from syncer.nxcloud.deadline import deadline

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_LATE = (httpx.ReadTimeout, httpx.WriteTimeout)
_LASTING = (ssl.SSLCertVerificationError, httpx.UnsupportedProtocol, httpx.LocalProtocolError)
_PORTS = 2**16
_LABEL = 63
_UNCLEAR = "; whether NxCloud carried it out is unknown"
_CONSEQUENCES = {"none": "; nothing was sent", "unknown": _UNCLEAR, "late": _UNCLEAR}
_ADDRESS = "check base_url and the network"
_LATER = "try again; if it stays so, check the network, a proxy and NxCloud's state"

# The first that fits any error of the chain counts, so the particular stand before the general.
_FAILURES: tuple[tuple[type[Exception], str, str], ...] = (
    (socket.gaierror, "the name of the host is not known", _ADDRESS),
    (
        ssl.SSLCertVerificationError,
        "the server's TLS certificate is not trusted",
        "check base_url; where a proxy inspects TLS, name its certificates in SSL_CERT_FILE",
    ),
    (ssl.SSLError, "TLS failed", "check that base_url begins with the right one of http and https"),
    (
        ConnectionRefusedError,
        "the connection was refused",
        f"{_ADDRESS}; is a server running there?",
    ),
    (ConnectionResetError, "the connection was reset", _LATER),
    (httpx.ProxyError, "the proxy did not connect", "check HTTPS_PROXY and NO_PROXY"),
    (httpx.ConnectTimeout, "timed out while connecting", _ADDRESS),
    (httpx.PoolTimeout, "timed out while waiting for a free connection", "lower `concurrency`"),
    (httpx.WriteTimeout, "timed out while sending", _LATER),
    (httpx.ReadTimeout, "timed out while waiting for the answer", _LATER),
    (httpx.ConnectError, "no connection", _ADDRESS),
    (httpx.RemoteProtocolError, "the server ended the connection without a whole answer", _LATER),
    (Exception, "the connection broke", _LATER),
)


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer, read to its end, and of its headers what matters here ("" without).

    `location` is the address of a redirect, `date` the server's time, `retry_after` how long it
    wants to be left alone.
    """

    status: int
    content: bytes = field(repr=False)
    location: str = ""
    date: str = ""
    retry_after: str = ""


def exchange(
    http: httpx.Client, request: httpx.Request, *, limit: int, seconds: float = 60.0
) -> Answer:
    """Send once, follow nothing, and read at most `limit` bytes, all of it within `seconds`.

    Raises ConnectionFailedError without a whole answer, UnexpectedAnswerError for one that is
    longer or cannot be decompressed, and whatever errors of ours the client's transport raises.
    """
    try:
        with deadline(seconds):
            response = http.send(request, stream=True, follow_redirects=False)
            with closing(response):
                content = b"".join(_bounded(response, limit))
    except httpx.HTTPError as error:
        raise _failure(error, request) from error
    headers = response.headers
    return Answer(
        response.status_code,
        content,
        location=headers["location"] if response.has_redirect_location else "",
        date=headers.get("date", ""),
        retry_after=headers.get("retry-after", ""),
    )


def describe(request: httpx.Request) -> str:
    """Method and endpoint for messages: no query, which may hold a signature, and no user name."""
    url = request.url
    path = url.raw_path.partition(b"?")[0]
    return f"{request.method} {url.scheme}://{(url.netloc + path).decode('ascii')}"


def parse_url(text: str, base: httpx.URL | None = None) -> httpx.URL | None:
    """An http or https URL, relative to `base` if given; None if it cannot be asked for."""
    try:
        url = base.join(text) if base else httpx.URL(text)
    except (httpx.InvalidURL, ValueError):
        return None
    usable = url.scheme in ("http", "https") and _is_host(url.raw_host)
    return url if usable and 0 < (url.port or 80) < _PORTS else None


def _is_host(name: bytes) -> bool:
    """Whether the resolver takes the name: an empty or longer label makes it raise UnicodeError."""
    return all(0 < len(label) <= _LABEL for label in name.removesuffix(b".").split(b"."))


def _bounded(response: httpx.Response, limit: int) -> Iterator[bytes]:
    size = 0
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > limit:
            raise UnexpectedAnswerError(
                f"{describe(response.request)}: the answer is longer than {limit:,} bytes",
                hint="nothing of NxCloud is that long: check base_url, or the media in its console",
            )
        yield chunk


def _failure(error: Exception, request: httpx.Request) -> NxCloudError:
    """The error's own text is left out: httpx puts the value of a refused header into it."""
    call = describe(request)
    causes = tuple(_causes(error))
    effect, lasting = _effect(error), any(isinstance(cause, _LASTING) for cause in causes)
    aftermath = Aftermath(effect, transient=not lasting)
    if isinstance(error, httpx.DecodingError):
        message = f"{call}: the answer cannot be decompressed"
        return UnexpectedAnswerError(message, hint=_LATER, aftermath=aftermath)
    what, hint = next(
        (what, hint)
        for kind, what, hint in _FAILURES
        if any(isinstance(cause, kind) for cause in causes)
    )
    consequence = "" if request.method == "GET" else _CONSEQUENCES[effect]
    return ConnectionFailedError(f"{call}: {what}{consequence}", hint=hint, aftermath=aftermath)


def _effect(error: Exception) -> Effect:
    if isinstance(error, _UNSENT):
        return "none"
    return "late" if isinstance(error, _LATE) else "unknown"


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
