"""`make pictures`: what the README shows, made from what syncer really prints."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.terminal_theme import MONOKAI
from rich.text import Text
from support.project import EXAMPLE, Project, at_home, new_project

from syncer.cli.boundary import run
from syncer.emulator import running

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.emulator import Console as NxCloudConsole

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
PLAN, REVIEW = PICTURES / "plan.svg", PICTURES / "review.png"
PARCEL = EXAMPLE / "templates" / "media" / "parcel.png"
_WIDTH = 104
_FONTS = re.compile(r"@font-face \{.*?\}\n", re.DOTALL)
"""What a picture would fetch from elsewhere."""

CONFIG = """\
version: 1
templates: templates
accounts:
  production:
    phone: "8615800001795"
    tenant_id: 1
"""
SHIPPED = """\
name: shop_order_shipped
category: UTILITY
translations:
  en_US:
    header:
      image: media/parcel.png
    body: |-
      Hi {{First Name}}, your order is on its way.

      We will write again when it is *close to you*.
    footer: Reply STOP to opt out
    buttons:
      - type: QUICK_REPLY
        text: Track it
        events:
          - template: shop_tracking
"""
TRACKING = """\
name: shop_tracking
category: UTILITY
translations:
  en_US:
    body: Your parcel leaves our house today. Follow it until it is with you.
"""
BUTTON = """\
      - type: URL
        text: See order
        url: https://shop.example/orders/{{1}}
"""
SPANISH = """\
  es:
    body: Tu paquete sale hoy de nuestra casa. Síguelo hasta que esté contigo.
"""


@contextmanager
def reviewed() -> Iterator[None]:
    """Work where there is one of each to plan: an update, a create, what cannot be done now."""
    with TemporaryDirectory() as home, running() as emulator:
        project = new_project(Path(home) / "shop", CONFIG, shipped=SHIPPED, tracking=TRACKING)
        project.write("templates/media/parcel.png", PARCEL.read_bytes())
        with at_home(project, emulator):
            printed("apply", "--auto-approve")
            _review(project, emulator.console)
            yield


def printed(*words: str) -> str:
    """What a command prints on a terminal, with NxCloud's own address, and always on one day."""
    screen = _Terminal()
    with redirect_stdout(screen), redirect_stderr(io.StringIO()):
        code = run(words)
    assert code == 0, screen.getvalue()
    text = re.sub(r"http://127\.0\.0\.1:\d+", "https://api.nxcloud.com", screen.getvalue())
    return re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "2027-03-01T09:00:00Z", text)


def _review(project: Project, console: NxCloudConsole) -> None:
    """What somebody has changed in the files, and somebody else in the console."""
    project.replace("templates/shipped.yaml", "on its way", "on its way to you")
    project.write("templates/shipped.yaml", _text(project, "shipped") + BUTTON)
    project.replace("templates/tracking.yaml", "with you", "at your door")
    project.write("templates/tracking.yaml", _text(project, "tracking") + SPANISH)
    for one in console.templates():
        if one["name"] == "shop_tracking":
            console.change_template(one["id"], {"status": "PENDING"})
    console.add_template({"name": "hr_interview", "language": "en", "body": "See you soon."})


def _text(project: Project, name: str) -> str:
    return (project.root / f"templates/{name}.yaml").read_text("utf-8")


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def svg(text: str) -> str:
    """A picture of a terminal that shows this, coloured as it is."""
    console = Console(record=True, width=_WIDTH, file=io.StringIO(), legacy_windows=False)
    console.print("[bold green]$[/] syncer plan")
    for line in _lines(text):
        console.print(line)
    picture = console.export_svg(title="syncer", theme=MONOKAI, unique_id="plan")
    picture = _FONTS.sub("", picture).replace("Fira Code", "ui-monospace, Menlo, Consolas")
    return "".join(f"{line.rstrip()}\n" for line in picture.splitlines())


def _lines(text: str) -> Iterator[Padding]:
    """The lines, which go on below their own beginning where they are too long."""
    for line in text.splitlines():
        coloured = Text.from_ansi(line)
        indent = len(coloured.plain) - len(coloured.plain.lstrip())
        yield Padding(coloured[indent:] if indent else coloured, (0, 0, 0, indent))


def screenshot(page: str, target: Path) -> None:
    """A picture of a page, as Chromium shows it; none is made where that is missing."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print(f"no chromium on this machine: {target.name} stays as it is")  # noqa: T201 -- for people
        return
    with TemporaryDirectory() as folder:
        file = Path(folder) / "plan.html"
        file.write_text(page, encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        size = "--window-size=1200,960"
        subprocess.run(
            [chromium, *options, size, f"--screenshot={target}", file.as_uri()],
            check=True,
            capture_output=True,
        )


def main() -> None:
    """Write the pictures."""
    with reviewed():
        PLAN.write_text(svg(printed("plan")), encoding="utf-8")
        screenshot(printed("plan", "--format", "html"), REVIEW)


if __name__ == "__main__":
    main()
