from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncer.documents.text import (
    MAX_FILE_BYTES,
    decode,
    end_of,
    read_text,
    shown_path,
    with_line_ends_of,
)
from syncer.errors import Location, Problem


def test_a_path_is_shown_relative_to_the_base_only_below_it() -> None:
    assert shown_path(Path("/projects/shop/a.yaml"), Path("/projects")) == "shop/a.yaml"
    assert shown_path(Path("/other/a.yaml"), Path("/projects")) == "/other/a.yaml"


def test_a_file_is_read_as_utf8(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes("größe: ✓\r\n".encode())
    assert read_text(path, "a.yaml") == "größe: ✓\r\n"


def test_a_byte_order_mark_is_dropped() -> None:
    assert decode(b"\xef\xbb\xbfname: x", "a.yaml") == "name: x"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_is_named_as_such(encoding: str) -> None:
    problem = decode("\ufeffname: x".encode(encoding), "a.yaml")
    assert str(problem) == "a.yaml:1:1: the file is UTF-16 (save it as UTF-8)"


def test_bytes_that_are_not_utf8_are_located() -> None:
    problem = decode("name: ü\nbody: ".encode() + b"\xff", "a.yaml")
    assert str(problem) == "a.yaml:2:7: this is not UTF-8 (save the file as UTF-8)"


def test_a_missing_file_a_folder_and_a_file_too_large_say_so(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    with large.open("wb") as stream:
        stream.truncate(MAX_FILE_BYTES + 1)
    answers = {
        tmp_path / "none.yaml": "the file does not exist",
        tmp_path: "the file is not a file",
        large: "the file is larger than 8 MiB",
    }
    for path, message in answers.items():
        problem = read_text(path, "a.yaml")
        assert isinstance(problem, Problem)
        assert problem.message == message
        assert problem.location == Location("a.yaml")


def test_a_file_of_exactly_the_largest_size_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    with path.open("wb") as stream:
        stream.truncate(MAX_FILE_BYTES)
    assert isinstance(read_text(path, "a.yaml"), str)


def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> object:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "a.yaml").write_text("name: x")
    monkeypatch.setattr(os, "open", refuse)
    problem = read_text(tmp_path / "a.yaml", "a.yaml")
    assert str(problem) == "a.yaml:1:1: the file cannot be read: Permission denied"


@given(st.binary())
def test_any_bytes_are_text_or_a_problem(data: bytes) -> None:
    assert isinstance(decode(data, "a.yaml"), str | Problem)


def test_the_end_of_a_text_counts_lines_and_columns_from_one() -> None:
    assert end_of("", "a") == Location("a", 1, 1)
    assert end_of("ab\nc", "a") == Location("a", 2, 2)


@pytest.mark.parametrize(
    ("file", "lines"),
    [("x\r\ny\n", "a\r\nb\r\n"), ("x\ny\r\n", "a\nb\n"), ("x", "a\nb\n")],
)
def test_a_files_first_line_decides_which_line_ends_a_text_gets(file: str, lines: str) -> None:
    assert with_line_ends_of(file, "a\r\nb\n") == lines
