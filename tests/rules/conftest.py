from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from syncer.config import load_config
from syncer.desired import Rendered, read_sources, render

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

HEADS = {
    "png": b"\x89PNG\r\n\x1a\n",
    "jpeg": b"\xff\xd8\xff\xe0",
    "gif": b"GIF89a",
    "webp": b"RIFF\0\0\0\0WEBPVP8 ",
    "mp4": b"\0\0\0\x20ftypisom",
    "quicktime": b"\0\0\0\x20ftypqt  ",
    "3gp": b"\0\0\0\x20ftyp3gp5",
    "webm": b"\x1aE\xdf\xa3",
    "pdf": b"%PDF-1.7",
    "late-pdf": b"\n\n%PDF-1.7",
    "zip": b"PK\x03\x04",
    "text": b"hello",
    "empty": b"",
    "a.png": b"\x89PNG\r\n\x1a\n",
}


def write_media(folder: Path, name: str) -> None:
    """A file of that kind; with `-` and a number behind it, of so many bytes."""
    kind, size = re.sub(r"-\d+$", "", name), re.search(r"-(\d+)$", name)
    if kind in HEADS:
        with (folder / name).open("wb") as stream:
            stream.write(HEADS[kind])
            stream.truncate(int(size[1]) if size else None)


@pytest.fixture
def rendered(tmp_path: Path) -> Callable[..., Rendered]:
    """Write one template file, with the media that it names, and render it."""

    def rendered(text: str, config: str = "version: 1\n") -> Rendered:
        folder = tmp_path / "templates" / "media"
        folder.mkdir(parents=True, exist_ok=True)
        for name in re.findall(r"media/([\w.-]+)", text):
            write_media(folder, name)
        (tmp_path / "templates" / "a.yaml").write_text(text)
        (tmp_path / "syncer.yaml").write_text(config)
        sources = read_sources(load_config(tmp_path / "syncer.yaml", {}))
        return render(sources, sources.config.accounts[0])

    return rendered
