"""Bars of progress: on a terminal, for what takes longer than a moment."""

from __future__ import annotations

import contextlib
import io
from typing import TYPE_CHECKING, NoReturn

import pytest
from cli.senders import MAIN
from cli.terminal import Terminal
from rich.console import Console
from rich.progress import MofNCompleteColumn, TextColumn
from rich.progress import Progress as Display
from support.processes import eventually
from support.project import ANOTHER, CONFIG, GREETING, at_home, new_project
from support.pty import drawn, on_terminal

from syncer.cli.bars import Bars, progress_of
from syncer.cli.output import Output
from syncer.emulator import Account, Settings, running
from syncer.progress import quiet

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.project import Project

    from syncer.emulator import Running


class Screen:
    """A terminal with bars that come at once."""

    def __init__(self) -> None:
        self.file = Terminal()
        self.made: list[Display] = []
        self.bars = Bars(self._make, moment=0.0)

    def shows(self, text: str) -> bool:
        """Wait until it does."""
        return eventually(lambda: text in "\n".join(drawn(self.file.getvalue())))

    def is_clear(self) -> bool:
        """Whether the line of the cursor is empty."""
        return drawn(self.file.getvalue())[-1] == ""

    def _make(self) -> Display:
        columns = (TextColumn("{task.description}"), MofNCompleteColumn())
        console = Console(file=self.file, width=80)
        self.made.append(Display(*columns, console=console, transient=True))
        return self.made[-1]


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> Screen:
    monkeypatch.setenv("TERM", "xterm")
    return Screen()


class TestABar:
    def test_says_what_is_done_and_how_far(self, screen: Screen) -> None:
        with screen.bars("reading", 2) as step:
            step()
            assert screen.shows("reading")
            assert screen.shows("1/2")
            step()
            assert screen.shows("2/2")

    def test_is_taken_back_at_the_end(self, screen: Screen) -> None:
        with screen.bars("reading", None):
            assert screen.shows("reading")
        (display,) = screen.made
        assert display.tasks == []
        assert screen.is_clear()

    def test_is_taken_back_after_an_error_too(self, screen: Screen) -> None:
        with contextlib.suppress(KeyboardInterrupt), screen.bars("reading", None):
            assert screen.shows("reading")
            raise KeyboardInterrupt
        assert screen.is_clear()

    def test_of_work_within_other_work_is_below_it(self, screen: Screen) -> None:
        with screen.bars("applying", 2) as step:
            assert screen.shows("applying")
            with screen.bars("uploading parcel.png", None):
                assert screen.shows("uploading parcel.png")
            assert [task.description for task in screen.made[0].tasks] == ["applying"]
            step()
            assert screen.shows("1/2")
        assert len(screen.made) == 1, "all bars are on one display"

    def test_may_follow_another(self, screen: Screen) -> None:
        for work in ("reading the list", "reading media"):
            with screen.bars(work, 1):
                assert screen.shows(work)

    def test_is_not_made_for_what_is_over_in_a_moment(self) -> None:
        def make() -> NoReturn:
            pytest.fail("it was made")

        bars = Bars(make, moment=60.0)
        with bars("reading", 1) as step:
            step()


class TestWhoSeesBars:
    @pytest.fixture(autouse=True)
    def _terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TERM", "xterm")

    @pytest.mark.parametrize("format_", ["text", "json"])
    def test_people_at_a_terminal(self, format_: str) -> None:
        with contextlib.redirect_stderr(Terminal()):
            assert isinstance(progress_of(Output(format_)), Bars)

    def test_not_a_log(self) -> None:
        with contextlib.redirect_stderr(io.StringIO()):
            assert progress_of(Output()) is quiet

    def test_not_a_terminal_that_can_do_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TERM", "dumb")
        with contextlib.redirect_stderr(Terminal()):
            assert progress_of(Output()) is quiet

    @pytest.mark.slow
    @pytest.mark.parametrize(("no_color", "colours"), [(False, True), (True, False)])
    def test_with_colours_if_they_want_them(self, *, no_color: bool, colours: bool) -> None:
        terminal = Terminal()
        with (
            contextlib.redirect_stderr(terminal),
            progress_of(Output(no_color=no_color))("reading", None),
        ):
            eventually(lambda: "reading" in terminal.getvalue())
        assert ("\x1b[36m" in terminal.getvalue()) is colours

    def test_nobody_where_stderr_is_closed(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stderr", None)
        assert progress_of(Output()) is quiet


@pytest.mark.slow
class TestTheCommand:
    @pytest.fixture
    def emulator(self) -> Iterator[Running]:
        """A slow one, whose clock is not this machine's."""
        account = Account("demo-access-key", "demo-access-secret", (MAIN,), 1)
        slow = Settings(accounts=(account,), latency_seconds=0.6, clock_offset_seconds=300.0)
        with running(slow) as emulator:
            yield emulator

    @pytest.fixture(autouse=True)
    def project(self, tmp_path: Path, emulator: Running) -> Iterator[Project]:
        config = CONFIG + "concurrency: 1\n"
        project = new_project(tmp_path / "project", config, greeting=GREETING, goodbye=ANOTHER)
        with at_home(project, emulator):
            yield project

    def test_shows_bars_on_a_terminal_and_its_result_alone_on_stdout(
        self, emulator: Running
    ) -> None:
        for name in ("menu", "terms"):
            fields = {"name": name, "language": "en", "body": "Hello", "category": "UTILITY"}
            emulator.console.add_template(fields)
        ran = on_terminal("status", "--format", "json")
        assert ran.code == 0
        assert len(ran.account()["templates"]) == 2
        lines = drawn(ran.stderr)
        assert any(line.startswith("reading the list") for line in lines)
        assert any(line.startswith("reading templates") and "1/2" in line for line in lines)
        assert lines[-1] == "", "nothing of the bars is left"

    def test_tells_lines_whole_while_bars_are_there(self) -> None:
        ran = on_terminal("apply", "--auto-approve")
        assert ran.code == 0
        lines = drawn(ran.stderr)
        assert any(line.startswith("applying") and "1/2" in line for line in lines)
        assert [line for line in lines if line.startswith("[")] == [
            "[1/2] create shop_goodbye/en done",
            "[2/2] create shop_greeting/en done",
        ]
        assert any(line.startswith("warning: this machine's clock is") for line in lines)

    def test_has_no_bars_on_a_terminal_that_can_do_nothing(self) -> None:
        ran = on_terminal("status", environment={"TERM": "dumb"})
        assert ran.code == 0
        assert "reading" not in ran.stderr
        assert "\x1b" not in ran.stderr
