"""NxCloud's signature, for the rivals alone."""

from __future__ import annotations

import hashlib
import os
import time


def signed_headers(body: str = "") -> dict[str, str]:
    """The headers of a request with this body, signed now."""
    public = {
        "accessKey": os.environ["NXCLOUD_ACCESS_KEY"],
        "action": "mt",
        "bizType": "2",
        "ts": str(int(time.time() * 1000)),
    }
    text = "&".join(f"{name}={value}" for name, value in public.items())
    signed_body = f"&body={body}" if body else ""
    secret = f"&accessSecret={os.environ['NXCLOUD_ACCESS_SECRET']}"
    sign = hashlib.md5((text + signed_body + secret).encode()).hexdigest()
    return {**public, "sign": sign, "Content-Type": "application/json"}
