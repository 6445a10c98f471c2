"""Where the time of a command goes, function by function."""

from __future__ import annotations

import io
import pstats
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.stages import stages

if TYPE_CHECKING:
    from collections.abc import Mapping

PROFILED: Mapping[str, str] = {"validate": "validate", "warm-plan": "plan"}
"""What can be profiled, and the command that it is."""
_MOST_LINES = 60


def profile(what: str, templates: int) -> str:
    """The functions of the main thread that take most, with all that they call."""
    with TemporaryDirectory() as folder, stages(templates) as those:
        stage, statistics = those.largest(), Path(folder) / "statistics"
        if what == "warm-plan":
            stage.first_plan().run()
        stage.profiled(PROFILED[what], statistics).run()
        told = io.StringIO()
        read = pstats.Stats(str(statistics), stream=told).strip_dirs()
        read.sort_stats("cumulative").print_stats(_MOST_LINES)
        return told.getvalue()
