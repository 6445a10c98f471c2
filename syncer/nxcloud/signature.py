"""How NxCloud wants a request signed (API document, "Header Parameters"; facts, "Signature")."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from syncer.config import SignAlgorithm

ACTION = "mt"
BIZ_TYPE = "2"


def string_to_sign(  # noqa: PLR0913 -- the six values that the signature covers
    access_key: str,
    access_secret: str,
    ts: str,
    body: str = "",
    *,
    action: str = ACTION,
    biz_type: str = BIZ_TYPE,
) -> str:
    """The text that is hashed.

    `ts` is milliseconds since 1970 in decimal, `body` the exact JSON text that is sent; it is empty
    for GET, DELETE and the multipart upload, and then left out. Method, path and query are not
    signed.
    """
    body_part = f"&body={body}" if body else ""
    return (
        f"accessKey={access_key}&action={action}&bizType={biz_type}&ts={ts}"
        f"{body_part}&accessSecret={access_secret}"
    )


def sign(text: str, algorithm: SignAlgorithm = "md5") -> str:
    """The signature of `string_to_sign`: lower-case hex of the digest over its UTF-8 bytes."""
    return hashlib.new(algorithm, text.encode(), usedforsecurity=False).hexdigest()
