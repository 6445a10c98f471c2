"""`syncer init`: a project to begin with. It writes only where there is nothing yet."""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.text import Text

from syncer.cli.files import write_file
from syncer.config import DEFAULT_BASE_URL, FILE_NAME, find_config
from syncer.documents.text import shown_path
from syncer.environment import fits, variable_of
from syncer.errors import EXIT_DONE, InvalidFilesError, RefusedError
from syncer.render.values import in_line
from syncer.starter.files import TEMPLATES, Known, first_template, repository_of, starter_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from syncer.cli.output import Output
    from syncer.starter.files import StarterFile

_QUESTIONS = {
    "phone": "The WhatsApp number that sends, with its country code",
    "tenant_id": "The tenant's id in NxCloud",
}
_CREDENTIALS = ("NXCLOUD_ACCESS_KEY", "NXCLOUD_ACCESS_SECRET")


def run(*, folder: Path | None, output: Output) -> int:
    """Carry out the command, and give its exit code."""
    root = Path(os.path.normpath(Path.cwd() / (folder or "")))
    if folder is None:
        _refuse_within_another(root)
    has_config = os.path.lexists(root / FILE_NAME)
    known = Known() if has_config else _known()
    files = list(starter_files(root, repository_of(root), known))
    if not (has_config or any((root / TEMPLATES).rglob("*.y*ml"))):
        files.insert(1, first_template(root))
    written = [file for file in files if _written(file)]
    output.lines(_told(files, written))
    output.lines(_next_steps(root, known, asks=not has_config))
    return EXIT_DONE


def _refuse_within_another(folder: Path) -> None:
    """Raise RefusedError where the folder belongs to a project already."""
    try:
        above = find_config(folder)
    except InvalidFilesError:
        return
    if above.parent != folder:
        raise RefusedError(
            f"this folder is part of a project already: {shown_path(above, folder)}",
            hint="run `syncer init` there to add what is missing, or name a folder to begin"
            " another project in: `syncer init .`",
        )


def _known() -> Known:
    """What the environment tells of the account, or a person on a terminal."""
    phone, tenant_id = (_from_environment(key) or _asked(key) for key in _QUESTIONS)
    return Known(phone and phone.removeprefix("+"), tenant_id, _base_url())


def _base_url() -> str | None:
    """An address of its own; that of an emulator, or one by the way, is none to keep."""
    url = (_from_environment("base_url") or "").rstrip("/")
    return url if url.startswith("https:") and url != DEFAULT_BASE_URL else None


def _from_environment(key: str) -> str | None:
    value = os.environ.get(variable_of(key))
    return value if value and fits(key, value) else None


def _asked(key: str) -> str | None:
    """What a person types; None without a terminal, and for Enter, which leaves it open."""
    if not (sys.stdin and sys.stdin.isatty()):
        return None
    while answer := _prompt(f"{_QUESTIONS[key]} (Enter leaves it open)"):
        if fits(key, answer):
            return answer
        click.echo(f"{in_line(answer)} is not one: digits only", err=True)
    return None


def _prompt(question: str) -> str:
    answer: str = click.prompt(question, default="", show_default=False, err=True)
    return "".join(answer.split())


def _written(file: StarterFile) -> bool:
    """Write a file where there is none; a link counts as one, wherever it leads."""
    if os.path.lexists(file.path):
        return False
    write_file(file.path, file.text.encode())
    return True


def _told(files: Iterable[StarterFile], written: list[StarterFile]) -> Iterator[Text]:
    for file in files:
        shown = in_line(shown_path(file.path, Path.cwd()))
        if file in written:
            yield Text(f"✓ {shown} written", "green")
        else:
            yield Text(f"○ {shown} is there already, and stays as it is", "dim")
            if not _is_for_this_project(file):
                yield Text(
                    "    it is for another project: copy its jobs, with"
                    f" `{in_line(file.needed)}` beside each `command`",
                    "yellow",
                )


def _is_for_this_project(file: StarterFile) -> bool:
    """Whether a file that was there has the line that it needs; unreadable ones are left alone."""
    try:
        return file.needed in file.path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return True


def _next_steps(root: Path, known: Known, *, asks: bool) -> Iterator[Text]:
    """What to do next, each line a command."""
    yield Text()
    yield Text("Next:", "bold")
    if root != Path.cwd():
        yield Text(f"  cd {shlex.quote(in_line(os.path.relpath(root)))}")
    needed = [name for name in _CREDENTIALS if not os.environ.get(name)]
    if asks:
        needed += [variable_of(key) for key in _QUESTIONS if not getattr(known, key)]
    if needed:
        yield Text(f"  export {' '.join(f'{name}=…' for name in needed)}")
    yield Text("  syncer doctor    # can NxCloud be reached, and may this account be read?")
    yield Text(
        "  syncer pull      # live templates as files; or `syncer plan`: what apply would do"
    )
