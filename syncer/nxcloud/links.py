"""Addresses that NxCloud's answers name: the bytes of header media, and short links.

They lead to other hosts, so nothing of the credentials ever goes there.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from syncer.errors import UnexpectedAnswerError
from syncer.nxcloud.aftermath import aftermath_of
from syncer.nxcloud.exchange import describe, exchange, parse_url

if TYPE_CHECKING:
    import httpx

MEDIA_LIMIT = 100 * 1024 * 1024
_MAX_REDIRECTS = 5
_SHORT_LINK_LIMIT = 1024 * 1024


def download(
    http: httpx.Client, url: str, *, limit: int = MEDIA_LIMIT, seconds: float = 600.0
) -> bytes:
    """The bytes behind a media URL, at most `limit`, each request within `seconds`.

    Redirects are followed within the URL's own scheme only. Raises ConnectionFailedError, and
    UnexpectedAnswerError for every status but 200, for too many bytes and for a URL that is not
    http(s).
    """
    request = _get(http, url)
    for _ in range(_MAX_REDIRECTS + 1):
        answer = exchange(http, request, limit=limit, seconds=seconds)
        if not answer.location:
            break
        request = _redirected(http, request, answer.location)
    if answer.status != HTTPStatus.OK:
        raise UnexpectedAnswerError(
            f"{describe(request)}: the media cannot be downloaded, HTTP status {answer.status}",
            hint="a media address is valid for a short time only: run the command again",
            aftermath=aftermath_of(answer.status, None),
        )
    return answer.content


def resolve_short_link(http: httpx.Client, url: str) -> str | None:
    """Where a short link leads, from one GET that is not followed; None if it does not say.

    The address is given as the server wrote it, so that it can be compared. Raises NxCloudError.
    """
    answer = exchange(http, _get(http, url), limit=_SHORT_LINK_LIMIT)
    return answer.location if answer.location.startswith(("http://", "https://")) else None


def _get(http: httpx.Client, url: str) -> httpx.Request:
    parsed = parse_url(url)
    if parsed is None:
        raise UnexpectedAnswerError(
            "NxCloud names an address that is no http or https URL",
            hint="look at the template in NxCloud's console, and upload its media again",
        )
    return http.build_request("GET", parsed)


def _redirected(http: httpx.Client, request: httpx.Request, location: str) -> httpx.Request:
    target = parse_url(location, request.url)
    if target is None or target.scheme != request.url.scheme:
        raise UnexpectedAnswerError(
            f"{describe(request)}: redirects to another scheme, which is not followed",
            hint="look at the template in NxCloud's console, and upload its media again",
        )
    return http.build_request("GET", target)
