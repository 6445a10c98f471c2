from __future__ import annotations

from pathlib import Path

import pytest

from syncer.cli.folders import cache_folder, state_folder


def test_the_environment_says_where_the_folders_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SYNCER_CACHE_DIR", "/somewhere/cache")
    monkeypatch.setenv("SYNCER_STATE_DIR", "/somewhere/state")
    assert (cache_folder(), state_folder()) == (Path("/somewhere/cache"), Path("/somewhere/state"))


@pytest.mark.parametrize("unset", [None, ""])
def test_otherwise_they_are_the_platforms_own(
    unset: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("SYNCER_CACHE_DIR", "SYNCER_STATE_DIR"):
        monkeypatch.delenv(name, raising=False)
        if unset is not None:
            monkeypatch.setenv(name, unset)
    monkeypatch.setenv("XDG_CACHE_HOME", "/xdg/cache")
    monkeypatch.setenv("XDG_STATE_HOME", "/xdg/state")
    for folder in (cache_folder(), state_folder()):
        assert folder.name.lower() == "syncer"
        assert folder.is_absolute()
