"""Where this machine keeps what outlives a run (CONTRACT, "Environment")."""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """What only saves work; SYNCER_CACHE_DIR moves it."""
    from platformdirs import user_cache_path

    return Path(os.environ.get("SYNCER_CACHE_DIR") or user_cache_path("syncer"))


def state_folder() -> Path:
    """The journal, the memory of own writes, and crash reports; SYNCER_STATE_DIR moves it."""
    from platformdirs import user_state_path

    return Path(os.environ.get("SYNCER_STATE_DIR") or user_state_path("syncer"))
