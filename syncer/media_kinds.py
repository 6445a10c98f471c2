"""What a media file is, by the first of its bytes."""

from __future__ import annotations

HEAD_BYTES = 1024
"""How many bytes of a file it takes to tell."""

_BEGINNINGS = {
    b"\xff\xd8\xff": "jpeg",
    b"\x89PNG\r\n\x1a\n": "png",
    b"GIF8": "gif",
    b"BM": "bmp",
    b"\x1aE\xdf\xa3": "webm",
    b"PK\x03\x04": "zip",
}
_BRANDS = {b"qt  ": "quicktime", b"heic": "heic", b"heix": "heic", b"mif1": "heic", b"avif": "avif"}


def media_kind(head: bytes) -> str:
    """jpeg, png, mp4, pdf, or another kind that people mistake for them; "" if it is none.

    `head` has the first `HEAD_BYTES` of a file. A pdf may have other bytes before its mark, as
    its readers take it; an mp4 is any ISO base media file without another name here.
    """
    if head[4:8] == b"ftyp":
        return "3gp" if head[8:10] == b"3g" else _BRANDS.get(head[8:12], "mp4")
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if b"%PDF-" in head[:HEAD_BYTES]:
        return "pdf"
    return next((kind for mark, kind in _BEGINNINGS.items() if head.startswith(mark)), "")
