"""`syncer apply`: a saved plan, or plan, ask and apply."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from syncer.cli.durations import duration
from syncer.cli.options import examples, grouped, output_options, plan_options, project_options
from syncer.errors import UsageError

if TYPE_CHECKING:
    from syncer.cli.project import Project
    from syncer.plan.limits import Consent

_DEFAULT_SECONDS = 30 * 60

_waiting_options = (
    click.option("--wait", is_flag=True, help="Follow the reviews; exit 4 if one is rejected."),
    click.option(
        "--timeout",
        type=duration,
        metavar="DURATION",
        help="With --wait: for how long, such as 90s, 15m, 1h30m  [default: 30m]",
    ),
)


@dataclass(frozen=True, slots=True)
class ApplyOptions:
    """What the user agreed to beforehand, and how many calls may run side by side."""

    auto_approve: bool
    concurrency: int | None
    force: bool
    allow_empty: bool
    wait: bool
    timeout: int | None

    def check(self) -> None:
        """Raises UsageError for a time-out of nothing."""
        if self.timeout is not None and not self.wait:
            raise UsageError("--timeout is about --wait", hint="say --wait too, or leave it out")

    @property
    def wait_seconds(self) -> int | None:
        """How long the reviews are followed at most; None: not at all."""
        timeout = _DEFAULT_SECONDS if self.timeout is None else self.timeout
        return timeout if self.wait else None

    def at_its_pace(self, project: Project) -> Project:
        """The project with as many calls side by side as --concurrency says, if it does."""
        if self.concurrency is None:
            return project
        return replace(project, config=replace(project.config, concurrency=self.concurrency))

    @property
    def consent(self) -> Consent:
        """What --force and --allow-empty allow."""
        from syncer.plan.limits import Consent

        return Consent(self.force, self.allow_empty)


@click.command(
    name="apply",
    epilog=examples(
        "syncer apply",
        "syncer apply plan.json --wait",
        "syncer apply -a production --auto-approve --wait --timeout 1h30m",
    ),
)
@click.argument(
    "planfile", required=False, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@project_options
@plan_options
@grouped(
    "options",
    ApplyOptions,
    click.option("--auto-approve", is_flag=True, help="Do not ask."),
    click.option(
        "--concurrency",
        type=click.IntRange(1, 64),
        help="Calls side by side [default: syncer.yaml].",
    ),
    click.option("--force", is_flag=True, help="Go beyond the limits for mass changes."),
    click.option(
        "--allow-empty", is_flag=True, help="No templates in the files means: delete all."
    ),
    *_waiting_options,
)
@output_options("text", "json")
def command(**options: Any) -> int:
    """Make the live templates agree with the files: plan, ask, and apply.

    With PLANFILE, exactly the plan that `syncer plan --out` saved is applied, without asking; it is
    refused when the files or the live templates have moved since.

    With --wait, Meta's reviews of what was applied are followed until each has ended.
    """
    from syncer.cli.apply import run

    return run(**options)
