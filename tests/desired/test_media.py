from __future__ import annotations

import hashlib
import os
import tracemalloc
from pathlib import Path

import pytest

from syncer.desired.media import MediaStore, UnusableMedia
from syncer.model import MediaFile


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "project" / "templates"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "parcel.png").write_bytes(b"png")
    (folder / "empty.png").touch()
    (tmp_path / "outside.png").write_bytes(b"secret")
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    (folder / "inside.png").symlink_to(folder / "media" / "parcel.png")
    (folder / "loop.png").symlink_to(folder / "loop.png")
    os.mkfifo(folder / "pipe.png")
    (folder / "piped.png").symlink_to("pipe.png")
    (folder / "zero.png").symlink_to("/dev/zero")
    return folder


def media(folder: Path, written: str) -> MediaFile | UnusableMedia:
    return MediaStore().media(folder.parent, folder, written)


@pytest.mark.parametrize(
    "written", ["media/parcel.png", "../templates/media/parcel.png", "inside.png"]
)
def test_a_file_in_the_project_is_known_by_its_bytes(folder: Path, written: str) -> None:
    expected = MediaFile(folder / "media" / "parcel.png", hashlib.sha256(b"png").hexdigest())
    assert media(folder, written) == expected


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("../../outside.png", "the media file `../../outside.png` is outside the project"),
        ("link.png", "the media file `link.png` is outside the project"),
        ("/etc/passwd", "the media file `/etc/passwd` is outside the project"),
        ("media", "the media file `media` is a folder"),
        ("empty.png", "the media file `empty.png` is empty"),
        ("media/none.jpg", "the media file `media/none.jpg` does not exist"),
        ("no/folder.jpg", "the media file `no/folder.jpg` does not exist"),
        ("nul\0.png", r"`nul\x00.png` is not a usable path"),
        ("pipe.png", "the media file `pipe.png` is no ordinary file"),
        ("piped.png", "the media file `piped.png` is no ordinary file"),
        ("zero.png", "the media file `zero.png` is outside the project"),
        ("pipe.png/x", "the media file `pipe.png/x` does not exist"),
        ("x" * 5000, f"the media file `{'x' * 60}…` cannot be read: File name too long"),
    ],
)
def test_what_cannot_be_used_says_why(folder: Path, written: str, message: str) -> None:
    found = media(folder, written)
    assert isinstance(found, UnusableMedia)
    assert found.message == message
    assert found.hint


def test_a_huge_file_is_read_piece_by_piece(folder: Path) -> None:
    with (folder / "huge.png").open("wb") as stream:
        stream.truncate(256 * 1024 * 1024)
    tracemalloc.start()
    found = media(folder, "huge.png")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert isinstance(found, MediaFile)
    assert most < 4 * 1024 * 1024


def test_a_loop_of_links_cannot_be_used(folder: Path) -> None:
    assert isinstance(media(folder, "loop.png"), UnusableMedia)


def test_a_name_that_is_nearly_right_is_suggested(folder: Path) -> None:
    found = media(folder, "media/parcle.png")
    assert isinstance(found, UnusableMedia)
    assert found.hint.endswith("did you mean `parcel.png`?")


def test_a_file_is_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = MediaStore()
    first = store.media(folder.parent, folder, "media/parcel.png")
    monkeypatch.setattr(Path, "open", None)
    assert store.media(folder.parent, folder, "inside.png") is first
