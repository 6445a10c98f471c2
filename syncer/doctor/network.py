"""The way to NxCloud: whether anybody answers, encrypted, and by the same clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.doctor.values import Check, failed, ok
from syncer.errors import NxCloudError
from syncer.nxcloud.probe import is_about_tls, probe

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from syncer.nxcloud.probe import Probe

NETWORK = ("reachable", "tls", "clock")

_TOLERATED = 30.0
"""Seconds; NxCloud takes time stamps that are at most 60 off (facts, "Signature")."""
_NOTICED = 2.0
"""The header has whole seconds, and takes its time to arrive."""
_NTP = "set this machine's clock by NTP"


def network_checks(http: httpx.Client, base_url: str) -> Iterator[Check]:
    """Those of NETWORK that can be made."""
    try:
        answer = probe(http, base_url)
    except NxCloudError as error:
        if is_about_tls(error):
            yield ok("reachable", f"{base_url} takes connections")
        yield failed("tls" if is_about_tls(error) else "reachable", error)
        return
    yield ok("reachable", f"{base_url} answered in {answer.seconds:.1f} s")
    yield ok("tls", _encryption(base_url))
    yield _clock(answer)


def _encryption(base_url: str) -> str:
    if base_url.lower().startswith("https:"):
        return "encrypted, and the certificate is trusted"
    return "not encrypted, which does not matter on this machine itself"


def _clock(answer: Probe) -> Check:
    if answer.ahead is None:
        return Check("clock", "skipped", "the answer tells no time to compare with")
    seconds = abs(answer.ahead)
    direction = "behind" if answer.ahead > 0 else "ahead of"
    told = f"{seconds:.0f} s {direction} NxCloud's"
    if seconds <= _NOTICED:
        return ok("clock", "agrees with NxCloud's")
    if seconds <= _TOLERATED:
        return ok("clock", f"{told}, which it tolerates")
    return Check("clock", "warning", f"{told}, which each run corrects", _NTP)
