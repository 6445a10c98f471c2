"""What the files declare, for commands about the live side, which work without files too."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from syncer.desired import read_sources, render
from syncer.render.values import in_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from syncer.cli.output import Output
    from syncer.config import Account, Config
    from syncer.model import DesiredTemplate


def declared_templates(
    config: Config, accounts: Sequence[Account], output: Output
) -> Mapping[str, tuple[DesiredTemplate, ...]]:
    """What the files want of each account, by name.

    Where they have errors it is left out for all accounts, which is told with the first of them.
    """
    sources = read_sources(config, base=Path.cwd())
    results = [render(sources, account) for account in accounts]
    problems = {problem for one in results for problem in one.problems}
    if errors := sorted(one for one in problems if one.severity == "error"):
        output.note(in_line(f"going on without the files: {errors[0]}"))
        return {account.name: () for account in accounts}
    return {one.account: one.templates for one in results}
