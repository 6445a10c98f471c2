"""`syncer completion`: the script that lets a shell complete what is typed."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ZshComplete

from syncer.cli import COMPLETION_VARIABLE, group
from syncer.cli.options import examples
from syncer.cli.output import say
from syncer.errors import EXIT_DONE

SHELLS = {"bash": BashComplete, "zsh": ZshComplete, "fish": FishComplete}


@click.command(
    name="completion",
    epilog=examples(
        "syncer completion bash > ~/.local/share/bash-completion/completions/syncer",
        'syncer completion zsh > "${fpath[1]}/_syncer"',
        "syncer completion fish > ~/.config/fish/completions/syncer.fish",
    ),
)
@click.argument("shell", metavar="SHELL", type=click.Choice(list(SHELLS)))
def command(*, shell: str) -> int:
    """Print the script that completes commands, options, accounts and templates at Tab.

    SHELL is bash, zsh or fish.
    Put it where the shell looks for such scripts, as below; make the folder first if there is none.
    New shells know it from then on. The folder for bash is read by the package bash-completion. For
    zsh, any folder of $fpath does, and compinit must run. To try it: eval "$(syncer completion
    bash)".
    """
    say(SHELLS[shell](group, {}, "syncer", COMPLETION_VARIABLE).source().removesuffix("\n"))
    return EXIT_DONE
