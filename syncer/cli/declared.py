"""What the files declare, for commands about the live side, which work without files too."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from syncer.desired import read_sources, render
from syncer.render.values import in_line

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from syncer.cli.output import Output
    from syncer.config import Account, Config
    from syncer.model import DesiredTemplate


@dataclass(frozen=True, slots=True)
class DeclaredTemplates:
    """What the files want of each account, by its name; `warnings` say why that is not known."""

    by_account: Mapping[str, tuple[DesiredTemplate, ...]]
    warnings: tuple[str, ...] = ()


def declared_templates(
    config: Config, accounts: Sequence[Account], output: Output
) -> DeclaredTemplates:
    """Read the files for all accounts.

    Where they have errors no account has any, which is told with the first of the errors,
    and is a warning for the result.
    """
    sources = read_sources(config, base=Path.cwd())
    results = [render(sources, account) for account in accounts]
    problems = {problem for one in results for problem in one.problems}
    if errors := sorted(one for one in problems if one.severity == "error"):
        warning = f"going on without the files: {errors[0]}"
        output.note(in_line(warning))
        return DeclaredTemplates({account.name: () for account in accounts}, (warning,))
    return DeclaredTemplates({one.account: one.templates for one in results})
