"""docs/commands.md, made of the commands themselves."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

import click

from syncer.cli import group

if TYPE_CHECKING:
    from collections.abc import Iterator

_EXAMPLES = "Examples:\n"
_BRACKETS = re.compile(r"\[([^\]]*)\]\.?")
_HEAD = """\
# Commands

This page is made of the commands themselves, as `--help` is. `make docs` writes it anew.
"""
_COMMON = """\
## What all of them have in common

**The project** is the folder of `syncer.yaml`, which is searched upwards from where you are. With
one account no command needs `-a`; with several, name one or more, or take `--all-accounts`.

**The result goes to stdout, everything else to stderr.** With `--format json`, stdout is exactly
one JSON document, in failure too: then it has an `error` with `code`, `message`, `hint` and
`location`. `syncer schema plan` is the schema of the plan's.

**The exit code** tells a script how it went:

| exit code | meaning |
|---|---|
| 0 | done; `plan` and `drift`: no changes |
| 1 | an error: nothing was changed on the live side, or a file is not right |
| 2 | `plan --detailed-exitcode`, `drift`: changes, or a template that needs a look |
| 3 | NxCloud refused the credentials |
| 4 | something was done and something was not, or is left for later; each is listed |
| 64 | wrong usage: an unknown option, a missing argument, several accounts and none named |
| 130 | interrupted |

With several accounts it is 4 if anything was written and anything failed, otherwise the first of 3,
1, 2 and 0 that one of them has.

**The environment** fills in what an account in `syncer.yaml` does not say:

| variable | meaning |
|---|---|
| `NXCLOUD_ACCESS_KEY`, `NXCLOUD_ACCESS_SECRET` | the credentials |
| `NXCLOUD_PHONE`, `NXCLOUD_TENANT_ID` | the sender; alone, they are the account `default` |
| `NXCLOUD_BASE_URL` | NxCloud's address; this one wins over the file |
| `SYNCER_CACHE_DIR` | the folder of what only saves work: it can be thrown away |
| `SYNCER_STATE_DIR` | the folder of the journal, and of what only own writes can tell |
| `NO_COLOR` | no colours, as `--no-color` |
| `HTTPS_PROXY`, `NO_PROXY`, `SSL_CERT_FILE` | the way to the network, as everywhere |
"""


def commands_page() -> str:
    """The whole page, in Markdown."""
    context = click.Context(group, info_name="syncer", **group.context_settings)
    sections = [_section(name, one, context) for name, one in _commands(context).items()]
    return "\n".join([_HEAD, *_overview(context), "", _COMMON, "\n".join(sections)])


def example_lines(command: click.Command) -> list[str]:
    """The command lines below `Examples:` in a command's --help."""
    _, _, lines = (command.epilog or "").partition(_EXAMPLES)
    return [line.strip() for line in lines.splitlines() if line.strip()]


def _commands(context: click.Context) -> dict[str, click.Command]:
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command}


def _overview(context: click.Context) -> Iterator[str]:
    yield "| command | does | formats |"
    yield "|---|---|---|"
    for name, command in _commands(context).items():
        link = f"[`syncer {name}`](#syncer-{name})"
        does = _prose(command.get_short_help_str(limit=200))
        yield _row(link, does, ", ".join(_formats(command)))


def _section(name: str, command: click.Command, parent: click.Context) -> str:
    context = click.Context(command, info_name=name, parent=parent)
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    before, _, _ = (command.epilog or "").partition(_EXAMPLES)
    lines = [f"## syncer {name}", "", f"`{usage}`", "", *_paragraphs(command.help or "")]
    lines += [*_paragraphs(before), "| option | what it does | default, range |", "|---|---|---|"]
    lines += [*_options(command, context), "", "```console"]
    return "\n".join([*lines, *(f"$ {line}" for line in example_lines(command)), "```", ""])


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        if isinstance(parameter, click.Option):
            names, said = parameter.get_help_record(context) or ("", "")
            meaning = _BRACKETS.sub("", said).strip(" .")
            extra = "; ".join(_BRACKETS.findall(said)).replace("default: ", "")
            yield _row(f"`{names}`", _prose(meaning), f"`{extra}`" if extra else "")


def _formats(command: click.Command) -> Iterator[str]:
    for parameter in command.params:
        if parameter.name == "format" and isinstance(parameter.type, click.Choice):
            yield from map(str, parameter.type.choices)


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.replace("\b", "").split("\n\n"):
        words = " ".join(paragraph.split())
        if words:
            yield textwrap.fill(_prose(words), 100, break_on_hyphens=False)
            yield ""


def _prose(text: str) -> str:
    """A text as Markdown that shows it as it stands; what is in backticks stays code."""
    pieces = text.split("`")
    pieces[::2] = [re.sub(r"([\\*<>\[\]])", r"\\\1", piece) for piece in pieces[::2]]
    return "`".join(pieces)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
