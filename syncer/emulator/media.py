"""Media of headers: what may be uploaded, its handles, and the signed URLs of its bytes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from syncer.emulator.records import Media
from syncer.emulator.refusals import meta

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncer.emulator.store import Store

_MEGABYTE = 1024 * 1024
_LIMITS = {
    "image/jpeg": 5 * _MEGABYTE,
    "image/png": 5 * _MEGABYTE,
    "video/mp4": 16 * _MEGABYTE,
    "application/pdf": 100 * _MEGABYTE,
}
FORMATS = {
    "image/jpeg": "IMAGE",
    "image/png": "IMAGE",
    "video/mp4": "VIDEO",
    "application/pdf": "DOCUMENT",
}
_MAGIC = {
    (0, b"\xff\xd8\xff"): "image/jpeg",
    (0, b"\x89PNG\r\n\x1a\n"): "image/png",
    (4, b"ftyp"): "video/mp4",
    (0, b"%PDF-"): "application/pdf",
}
_HANDLES_PER_UPLOAD = 4  # as many as the API document's sample answer holds
_EXPIRY = 5  # the field of a handle, counted from 0 between colons
_SALT_BYTES = 8


def mime_type_of(content: bytes) -> str | None:
    """The type that the bytes show, whatever the file is called; None if it cannot be sent."""
    return next(
        (mime_type for (at, magic), mime_type in _MAGIC.items() if content.startswith(magic, at)),
        None,
    )


def accepted_mime_type(content: bytes) -> str:
    """The type of an upload; Refusal 22041 for one that Meta does not take."""
    mime_type = mime_type_of(content)
    if mime_type is None:
        raise meta("the file is no image/jpeg, image/png, video/mp4 or application/pdf")
    check_size(mime_type, len(content))
    return mime_type


def check_size(mime_type: str, size: int) -> None:
    """Refusal 22041 for more bytes than this type may have."""
    limit = _LIMITS[mime_type]
    if size > limit:
        raise meta(f"{mime_type} may have {limit} bytes at most, this file has {size}")


def new_handles(filename: str, mime_type: str, expires_at: float) -> tuple[str, ...]:
    """The handles of one upload, in the format of the API document's samples."""
    fixed = f"4:{_base64(filename)}:{_base64(mime_type)}"
    tail = f"e:{int(expires_at)}:1407008009801826:100084713375965"
    return tuple(
        f"{fixed}:AR{secrets.token_urlsafe(60)}:{tail}:AR{secrets.token_urlsafe(12)}"
        for _ in range(_HANDLES_PER_UPLOAD)
    )


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def save(store: Store, media: Media) -> None:
    """Adds the file and its handles."""
    with store.transaction():
        store.execute(
            "INSERT INTO media VALUES (?, ?, ?, ?, ?)",
            media.media_id,
            media.phone,
            media.filename,
            media.mime_type,
            media.content,
        )
        for handle in media.handles:
            store.execute("INSERT INTO handles VALUES (?, ?)", handle, media.media_id)


def by_id(store: Store, media_id: str) -> Media | None:
    """The file with this media id."""
    rows = store.execute(
        "SELECT phone, filename, mime_type, content FROM media WHERE media_id = ?", media_id
    )
    if not rows:
        return None
    issued = store.execute("SELECT handle FROM handles WHERE media_id = ?", media_id)
    handles = tuple(row[0] for row in issued)
    phone, filename, mime_type, content = rows[0]
    return Media(media_id, phone, filename, mime_type, content, handles)


def check_handles(media: Media, handles: list[str], now: float) -> None:
    """Refusal 22041 unless every handle was issued for this file and has not expired."""
    for handle in handles:
        if handle not in media.handles:
            raise meta("templateMediaId is no handle of this media")
        if int(handle.split(":")[_EXPIRY]) <= now:
            raise meta("templateMediaId has expired, upload the file again")


def signed_url(base_url: str, media_id: str, key: bytes, expires_at: float) -> str:
    """A URL of the bytes, another one each time, that works until it expires."""
    expires = str(int(expires_at))
    salt = secrets.token_bytes(_SALT_BYTES)
    query = {
        "Expires": expires,
        "OSSAccessKeyId": "emulator",
        "Signature": _signature(key, media_id, expires, salt),
    }
    return f"{base_url}/media/{media_id}?{urlencode(query)}"


def is_signed(query: Mapping[str, str], media_id: str, key: bytes, now: float) -> bool:
    """Whether a URL's query is one of `signed_url`, and has not expired."""
    expires, signature = query.get("Expires", ""), query.get("Signature", "")
    try:
        salt = base64.b64decode(signature)[:_SALT_BYTES]
    except ValueError:
        return False
    expected = _signature(key, media_id, expires, salt)
    return hmac.compare_digest(expected.encode(), signature.encode()) and int(expires) > now


def _signature(key: bytes, media_id: str, expires: str, salt: bytes) -> str:
    digest = hmac.new(key, f"{media_id} {expires} ".encode() + salt, hashlib.sha1).digest()
    return base64.b64encode(salt + digest[:12]).decode()
