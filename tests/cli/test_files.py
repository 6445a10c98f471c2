from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from syncer.cli.files import write_file, write_private_file
from syncer.errors import SyncerError

if TYPE_CHECKING:
    from pathlib import Path


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_is_written_with_its_folders(tmp_path: Path) -> None:
    write_file(tmp_path / "a/b/c.yaml", b"text")
    assert (tmp_path / "a/b/c.yaml").read_bytes() == b"text"
    assert [path.name for path in (tmp_path / "a/b").iterdir()] == ["c.yaml"]


def test_a_file_that_is_there_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"before")
    path.chmod(0o640)
    write_file(path, b"after")
    assert (path.read_bytes(), mode(path)) == (b"after", 0o640)


def test_a_private_file_is_private_whatever_was_there(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_bytes(b"before")
    path.chmod(0o644)
    write_private_file(path, b"after")
    assert (path.read_bytes(), mode(path)) == (b"after", 0o600)


@pytest.mark.parametrize("write", [write_file, write_private_file])
def test_a_failure_leaves_what_was_there_and_nothing_beside_it(
    write: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert callable(write)
    (tmp_path / "a.yaml").write_bytes(b"before")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    with pytest.raises(SyncerError, match=r"a\.yaml: No space left on device"):
        write(tmp_path / "a.yaml", b"after")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"before"]


def test_what_is_no_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(SyncerError, match="folder: is there and is not a file"):
        write_private_file(tmp_path / "folder", b"text")


def test_a_folder_that_is_not_there_is_told_by_the_name_that_was_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "none" / "plan.json"
    with pytest.raises(SyncerError, match=r"plan\.json: No such file or directory"):
        write_private_file(target, b"{}")
