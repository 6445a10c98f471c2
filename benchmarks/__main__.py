"""`python -m benchmarks`: measures syncer on this machine and prints a table."""

from __future__ import annotations

import json
from pathlib import Path

import click

from benchmarks.profiling import PROFILED, profile
from benchmarks.rows import ROWS
from benchmarks.stages import stages
from benchmarks.table import Line, as_json, as_table


@click.command(name="benchmarks")
@click.option(
    "--only", "names", multiple=True, type=click.Choice(list(ROWS)), help="Measure only this."
)
@click.option(
    "--templates", default=6000, show_default=True, type=click.IntRange(1), help="The most."
)
@click.option("--without-ansible", is_flag=True, help="Leave out what takes some minutes.")
@click.option(
    "--json", "file", type=click.Path(path_type=Path), help="Write the lines there as JSON, too."
)
@click.option(
    "--profile",
    "profiled",
    type=click.Choice(list(PROFILED)),
    help="Instead, tell what the largest of these spends its time on.",
)
@click.option("--check", is_flag=True, help="Exit 1 if a bar is missed.")
def command(  # noqa: PLR0913 - the options of the command line
    names: tuple[str, ...],
    templates: int,
    *,
    without_ansible: bool,
    file: Path | None,
    profiled: str | None,
    check: bool,
) -> None:
    """Measure syncer on this machine, and print a table of markdown."""
    if profiled:
        click.echo(profile(profiled, templates))
        return
    lines = _measured(names or tuple(ROWS), templates, with_ansible=not without_ansible)
    click.echo(as_table(lines))
    if file:
        file.write_text(json.dumps([as_json(line) for line in lines], indent=2) + "\n")
    if check and any(line.met is False for line in lines):
        raise SystemExit(1)


def _measured(names: tuple[str, ...], templates: int, *, with_ansible: bool) -> list[Line]:
    lines: list[Line] = []
    with stages(templates, with_ansible=with_ansible) as those:
        for name in names:
            click.echo(f"measuring {name} …", err=True)
            lines += ROWS[name](those)
    return lines


command()
