"""Who calls: the public headers, the time stamp and the signature of a request."""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

from syncer.emulator.refusals import (
    ACCESS_KEY,
    MISSING_HEADER,
    PARAMETER,
    SIGNATURE,
    TIMESTAMP,
    Refusal,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from syncer.emulator.settings import Account

PUBLIC_HEADERS = ("accessKey", "ts", "bizType", "action", "sign")
TOLERANCE_SECONDS = 60
ALGORITHMS = {"md5": hashlib.md5, "sha256": hashlib.sha256}


def string_to_sign(headers: Mapping[str, str], body: bytes, access_secret: str) -> bytes:
    """The bytes whose digest is `sign`, for a body exactly as it was received.

    `&body=` is left out for an empty body; uploads are signed as if they had none.
    """
    public = (
        f"accessKey={headers['accessKey']}&action={headers['action']}"
        f"&bizType={headers['bizType']}&ts={headers['ts']}"
    )
    signed_body = b"&body=" + body if body else b""
    return public.encode() + signed_body + f"&accessSecret={access_secret}".encode()


def sign(headers: Mapping[str, str], body: bytes, access_secret: str) -> str:
    """The lower-case hex digest by the header `algorithm`, md5 without; KeyError for another."""
    digest = ALGORITHMS[headers.get("algorithm", "md5")]
    return digest(string_to_sign(headers, body, access_secret)).hexdigest()


def authenticate(
    headers: Mapping[str, str],
    body: bytes,
    accounts: Sequence[Account],
    now: float,
) -> Account:
    """The account that signed this request; `now` is seconds since the epoch. Refusals 1001-5."""
    _check_public_headers(headers)
    account = next((a for a in accounts if a.access_key == headers["accessKey"]), None)
    if account is None:
        raise Refusal(ACCESS_KEY, "accessKey is wrong or has no permission")
    _check_time_stamp(headers["ts"], now)
    if headers.get("algorithm", "md5") not in ALGORITHMS:
        raise Refusal(SIGNATURE, "Signature error: algorithm is md5 or sha256")
    expected = sign(headers, body, account.access_secret)
    if not hmac.compare_digest(expected.encode(), headers["sign"].encode()):
        raise Refusal(SIGNATURE, "Signature error")
    return account


def _check_public_headers(headers: Mapping[str, str]) -> None:
    missing = [name for name in PUBLIC_HEADERS if not headers.get(name)]
    if missing:
        raise Refusal(MISSING_HEADER, f"Missing public header: {', '.join(missing)}")
    if headers["bizType"] != "2" or headers["action"] != "mt":
        raise Refusal(PARAMETER, "Parameter error: bizType is 2 and action is mt")


def _check_time_stamp(ts: str, now: float) -> None:
    plausible = ts.isascii() and ts.isdigit() and len(ts) == len("1655710885431")
    if not plausible or abs(int(ts) / 1000 - now) > TOLERANCE_SECONDS:
        raise Refusal(TIMESTAMP, "Timestamp expired: more than 60 seconds off, or not milliseconds")


def check_content_type(content_type: str) -> None:
    """Refusal 1003 unless it is JSON: a wrong one is NxCloud's first-named cause of that code."""
    if content_type.partition(";")[0].strip().lower() != "application/json":
        raise Refusal(SIGNATURE, "Signature error: Content-Type is application/json")
