from __future__ import annotations

import pytest

from syncer.media_kinds import media_kind


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "jpeg"),
        (b"\x89PNG\r\n\x1a\n\0", "png"),
        (b"\0\0\0\x18ftypmp42", "mp4"),
        (b"\0\0\0\x18ftypisom", "mp4"),
        (b"\0\0\0\x18ftypqt  ", "quicktime"),
        (b"\0\0\0\x18ftypheic", "heic"),
        (b"\0\0\0\x18ftyp3gp4", "3gp"),
        (b"%PDF-1.4", "pdf"),
        (b"\n" * 1000 + b"%PDF-1.4", "pdf"),
        (b"\n" * 1020 + b"%PDF-1.4", ""),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "webp"),
        (b"RIFF\x10\0\0\0WAVEfmt ", ""),
        (b"GIF89a", "gif"),
        (b"PK\x03\x04\x14\0", "zip"),
        (b"\x89PNG", ""),
        (b"", ""),
        (b"hello", ""),
    ],
)
def test_the_first_bytes_of_a_file_tell_what_it_is(head: bytes, kind: str) -> None:
    assert media_kind(head) == kind
