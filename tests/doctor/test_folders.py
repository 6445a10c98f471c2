from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.doctor.folders import folder_check
from syncer.doctor.values import Check, ok

if TYPE_CHECKING:
    from pathlib import Path

BAD = Check("cache", "warning", "all is read anew", "mend it")


def test_a_folder_that_takes_files_is_as_it_was_afterwards(tmp_path: Path) -> None:
    assert folder_check(tmp_path, BAD) == ok("cache", str(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_can_be_made_is_not_made(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    assert folder_check(folder, BAD).outcome == "ok"
    assert not folder.parent.exists()


def test_a_folder_that_cannot_be_made_is_told_with_the_reason(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("a file")
    folder = tmp_path / "a" / "b"
    check = folder_check(folder, BAD)
    assert (check.outcome, check.hint) == ("warning", "mend it")
    assert check.message == f"{folder} cannot be written (Not a directory): all is read anew"
