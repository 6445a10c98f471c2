"""One request and its whole answer, or the error that says why there is none."""

from __future__ import annotations

import socket
import ssl
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import httpx

from syncer.errors import ConnectionFailedError, NxCloudError, UnexpectedAnswerError

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNSENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_PORTS = 2**16
_LABEL = 63
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
    """An HTTP answer, read to its end. `location` is the address of a redirect, "" without one."""

    status: int
    content: bytes = field(repr=False)
    location: str = ""


def exchange(http: httpx.Client, request: httpx.Request, *, limit: int) -> Answer:
    """Send once, follow nothing, and read at most `limit` bytes.

    Raises ConnectionFailedError without a whole answer, UnexpectedAnswerError for one that is
    longer or cannot be decompressed, and whatever errors of ours the client's transport raises.
    """
    try:
        response = http.send(request, stream=True, follow_redirects=False)
        with closing(response):
            content = b"".join(_bounded(response, limit))
    except httpx.HTTPError as error:
        raise _failure(error, request) from error
    location = response.headers["location"] if response.has_redirect_location else ""
    return Answer(response.status_code, content, location)


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
    if isinstance(error, httpx.DecodingError):
        return UnexpectedAnswerError(f"{call}: the answer cannot be decompressed", hint=_LATER)
    causes = tuple(_causes(error))
    what, hint = next(
        (what, hint)
        for kind, what, hint in _FAILURES
        if any(isinstance(cause, kind) for cause in causes)
    )
    return ConnectionFailedError(f"{call}: {what}{_consequence(error, request)}", hint=hint)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _consequence(error: Exception, request: httpx.Request) -> str:
    if request.method == "GET":
        return ""
    if isinstance(error, _UNSENT):
        return "; nothing was sent"
    return "; whether NxCloud carried it out is unknown, so plan again before you repeat it"
