"""The way to the network: one shared client, and a transport that cannot write."""

from __future__ import annotations

from functools import cached_property
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx

from syncer.base_url import is_loopback
from syncer.errors import Aftermath, ConnectionFailedError, ReadOnlyError
from syncer.nxcloud.deadline import DeadlineBackend
from syncer.nxcloud.logs import keep_signatures_out_of_logs

CONNECT_SECONDS = 10.0
TIMEOUT_SECONDS = 30.0
MOST_CONNECTIONS = 64
"""At one time, to all hosts together; whoever makes more calls than that waits for one."""
_LIMITS = httpx.Limits(
    max_connections=MOST_CONNECTIONS,
    max_keepalive_connections=MOST_CONNECTIONS,
    keepalive_expiry=4.0,
)


class ReadOnlyTransport(httpx.BaseTransport):
    """Passes GET on to another transport, and raises ReadOnlyError for everything else, unsent."""

    def __init__(self, inner: httpx.BaseTransport) -> None:
        self._inner = inner

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The inner transport's answer to a GET. Raises ReadOnlyError."""
        if request.method != "GET":
            raise ReadOnlyError(
                f"{request.method} {request.url.path}: this run may only read, so it was not sent",
                hint="writing is for `syncer apply`; if a reading command did this, report it",
            )
        return self._inner.handle_request(request)

    def close(self) -> None:
        """Close the inner transport."""
        self._inner.close()


class EnvironmentTransport(httpx.BaseTransport):
    """The network with what the environment says: HTTPS_PROXY, NO_PROXY, SSL_CERT_FILE.

    httpx forgets the environment's proxies as soon as a client is given a transport; this one keeps
    them below any other transport. Its waits end with the deadline of the thread that waits. Raises
    ConnectionFailedError for certificates that cannot be read.
    """

    def __init__(self) -> None:
        keep_signatures_out_of_logs()
        try:
            self._client = httpx.Client(limits=_LIMITS, cookies=_no_cookies())
        except OSError as error:  # of which ssl.SSLError is one
            raise ConnectionFailedError(
                "the certificates of SSL_CERT_FILE or SSL_CERT_DIR cannot be read",
                hint="name a file of PEM certificates, or unset it",
                aftermath=Aftermath(),
            ) from error
        for transport in (self._client._transport, *self._client._mounts.values()):  # noqa: SLF001
            if isinstance(transport, httpx.HTTPTransport):
                _with_deadlines(transport)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The server's answer, its body not yet read. Raises httpx.HTTPError."""
        if is_loopback(request.url.host):
            return self._direct.handle_request(request)
        return self._client.send(request, stream=True)

    @cached_property
    def _direct(self) -> httpx.HTTPTransport:
        """The way to this machine itself, past any proxy: what goes there is not encrypted."""
        return _with_deadlines(httpx.HTTPTransport(limits=_LIMITS))

    def close(self) -> None:
        """Close all connections."""
        self._client.close()
        if "_direct" in self.__dict__:
            self._direct.close()


def _with_deadlines(transport: httpx.HTTPTransport) -> httpx.HTTPTransport:
    """The transport, its waits bounded; httpx has no public way to hand it a network backend."""
    pool = transport._pool  # noqa: SLF001
    pool._network_backend = DeadlineBackend(pool._network_backend)  # noqa: SLF001
    return transport


def http_client(
    *, transport: httpx.BaseTransport | None = None, timeout: float = TIMEOUT_SECONDS
) -> httpx.Client:
    """The one client of a run, for any number of threads: no redirects, no cookies.

    `timeout` is in seconds and holds for each wait: for data, for room to send and for a free
    connection; a connection must stand within `CONNECT_SECONDS`. Without `transport` it is the
    EnvironmentTransport.
    """
    return httpx.Client(
        transport=transport or EnvironmentTransport(),
        timeout=httpx.Timeout(timeout, connect=min(timeout, CONNECT_SECONDS)),
        follow_redirects=False,
        cookies=_no_cookies(),
        headers={"User-Agent": "syncer"},
    )


def read_only_client(
    *, transport: httpx.BaseTransport | None = None, timeout: float = TIMEOUT_SECONDS
) -> httpx.Client:
    """The same for a run that must not write: whatever is asked of it, only a GET leaves it."""
    inner = transport or EnvironmentTransport()
    return http_client(transport=ReadOnlyTransport(inner), timeout=timeout)


def _no_cookies() -> CookieJar:
    """A jar that stays empty: a cookie signs nobody in here, and would be state among threads."""
    return CookieJar(DefaultCookiePolicy(allowed_domains=[]))
