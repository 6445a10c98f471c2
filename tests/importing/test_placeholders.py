"""What stands in for media is a real file of its kind."""

from __future__ import annotations

import struct
import zlib

from syncer.importing.placeholders import placeholders


def boxes(content: bytes) -> list[str]:
    """The names of an mp4's outermost boxes, which fill it just so."""
    names, place = [], 0
    while place < len(content):
        (size,) = struct.unpack_from(">I", content, place)
        names.append(content[place + 4 : place + 8].decode())
        place += size
    assert place == len(content)
    return names


def test_the_image_is_a_png_whose_pixels_can_be_read() -> None:
    content = placeholders()["IMAGE"].content
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert content[12:16] == b"IHDR"
    width, height = struct.unpack_from(">II", content, 16)
    begin = content.index(b"IDAT")
    (size,) = struct.unpack_from(">I", content, begin - 4)
    assert len(zlib.decompress(content[begin + 4 : begin + 4 + size])) == (width // 8 + 1) * height


def test_the_video_is_an_mp4_with_a_moving_picture() -> None:
    content = placeholders()["VIDEO"].content
    assert content[4:8] == b"ftyp"
    assert {"moov", "mdat"} <= set(boxes(content))
    assert b"avc1" in content


def test_the_document_is_a_pdf_whose_table_can_be_found() -> None:
    content = placeholders()["DOCUMENT"].content
    assert content.startswith(b"%PDF-")
    start = int(content.split()[-2])
    assert content[start:].startswith(b"xref")
