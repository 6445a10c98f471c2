"""The command line: one small file per command, imported when it is called.

`commands/` says what each takes, and needs click alone; the module of the same name here does it.
What is imported at the top of this one is what every start costs.
"""

from __future__ import annotations

import gc
import io
import os
import signal
import sys
from importlib import import_module
from keyword import iskeyword
from typing import TYPE_CHECKING, NoReturn

import click

from syncer import __version__

if TYPE_CHECKING:
    from types import FrameType

    from click.shell_completion import CompletionItem

COMPLETION_VARIABLE = "_SYNCER_COMPLETE"
"""Set by the shell's script for a run that completes."""

COMMANDS = {
    "init": "Write a starter syncer.yaml, a template and a workflow.",
    "doctor": "Check what a plan needs: network, clock, credentials, rights.",
    "completion": "Print a shell's script for completion: bash, zsh, fish.",
    "validate": "Check the files offline: YAML, schema, rules, references, media.",
    "fmt": "Write the template files in their canonical form.",
    "preview": "Show what the recipients see, as chat bubbles. Offline.",
    "graph": "Map which button leads to which template. Offline.",
    "pull": "Write live templates as YAML files.",
    "import": "Turn Meta's JSON into template files. Offline.",
    "plan": "Show what apply would do. Cannot write.",
    "apply": "Make the live templates agree with the files.",
    "drift": "Compare live with files, for a cron job: exit 2 if they differ.",
    "status": "Show how the live templates stand: status, quality, category.",
    "diff": "Compare what is live in two accounts.",
    "journal": "List what was written, and how it ended.",
    "accounts": "List the accounts of syncer.yaml.",
    "schema": "Print a JSON Schema.",
    "emulator": "Run a local NxCloud template API to try things on.",
}

SECTIONS = {
    "init": "Begin",
    "validate": "Template files",
    "plan": "Live templates",
    "accounts": "Other",
}
"""In --help, where the list of commands begins anew, and what that part is called."""


class LazyGroup(click.Group):
    """A group that imports a command only when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, in the order people meet them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, loaded now."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = import_module(f"syncer.cli.commands.{module}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the arguments begin with. Raises NoSuchCommand, with those like it."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            raise click.exceptions.NoSuchCommand(name, possibilities=COMMANDS, ctx=ctx)
        return super().resolve_command(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """The commands and options that begin like this, without loading any."""
        from click.shell_completion import CompletionItem

        offered = [
            CompletionItem(name, help=description)
            for name, description in COMMANDS.items()
            if name.startswith(incomplete)
        ]
        return [*offered, *super(click.Group, self).shell_complete(ctx, incomplete)]

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The sections of commands in --help, without loading any."""
        del ctx
        sections: dict[str, list[tuple[str, str]]] = {}
        for name, description in COMMANDS.items():
            if name in SECTIONS:
                title = SECTIONS[name]
            sections.setdefault(title, []).append((name, description))
        for title, rows in sections.items():
            with formatter.section(title):
                formatter.write_dl(rows)


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`syncer COMMAND --help` explains a command, with examples.",
)
@click.version_option(__version__, "-V", "--version", prog_name="syncer")
def group() -> None:
    """WhatsApp message templates as code, for NxCloud (NxLink) accounts.

    Write what should be live in files (init, pull), look at what would change (plan), and let it
    change (apply).
    """


def main() -> NoReturn:
    """The `syncer` command."""
    if COMPLETION_VARIABLE in os.environ:
        from syncer.cli.completing import complete

        complete(group)
        sys.exit()
    from syncer.cli.boundary import run

    # What a run reads stays to its end: looking through it for garbage finds none.
    gc.set_threshold(1_000_000, 50, 100)
    signal.signal(signal.SIGTERM, _interrupt)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def _interrupt(signum: int, frame: FrameType | None) -> None:
    """SIGTERM, as a cancelled CI job sends it, is Ctrl-C; also where Ctrl-C itself is ignored."""
    del signum, frame
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        raise KeyboardInterrupt
    signal.raise_signal(signal.SIGINT)
