"""Where requests may go: what is signed travels encrypted, or does not leave this machine."""

from __future__ import annotations

import re

HINT = "write it with https://; http is for localhost, 127.0.0.1 and [::1] only"
"""What to do about a base URL that is not safe."""

_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])"
_LOOPBACK = rf"(?:localhost|127(?:\.{_OCTET}){{3}}|\[::1\])"

# One pattern for all of it, so that no two readers of a URL can find different hosts in it.
_SAFE = re.compile(
    rf"https://\S+|http://{_LOOPBACK}(?::[0-9]{{1,5}})?(?:/[^\s\\@]*)?", re.ASCII | re.IGNORECASE
)


def is_loopback(host: str) -> bool:
    """Whether a host is this machine itself, by its name or address; IPv6 without brackets too."""
    return host == "::1" or re.fullmatch(_LOOPBACK, host, re.ASCII | re.IGNORECASE) is not None


def is_safe_base_url(text: str) -> bool:
    """Whether credentials may go there: https, or http to this machine's loopback addresses.

    What an https URL must be beside that, such as without a user name, is not looked at.
    """
    return _SAFE.fullmatch(text) is not None
