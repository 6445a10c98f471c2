"""Media handles (`h`) and when they expire.

A handle carries its expiry as `:e:<unix seconds>:` (API document, sample of the upload), about four
days after it was issued. An upload's `h` may be several handles joined by newlines.
"""

from __future__ import annotations

import re

_EXPIRY = re.compile(r":e:([0-9]{1,12})(?![^:\s])")
MARGIN_SECONDS = 600.0


def expires_at(h: str) -> int | None:
    """The earliest expiry of the handles, in seconds since 1970; None if none of them says."""
    return min(map(int, _EXPIRY.findall(h)), default=None)


def is_sendable(h: str, now: float, margin: float = MARGIN_SECONDS) -> bool:
    """Whether `h` may be sent at `now` (seconds since 1970), with `margin` seconds to spare."""
    expiry = expires_at(h)
    return bool(h.strip()) and (expiry is None or now + margin < expiry)
