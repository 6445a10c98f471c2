from __future__ import annotations

import io
import signal
import socket
import sys
import threading
from typing import TYPE_CHECKING

import httpx
import pytest
from support.command import syncer
from support.processes import Machine, eventually
from support.project import CONFIG, GREETING, example_project

if TYPE_CHECKING:
    from pathlib import Path

    from support.project import Project

STAGING = '  staging: {phone: "8615800001111", tenant_id: 1}\n'
BROKEN = "name: shop_broken\ncategory: UTILITY\ntranslations: {en: {boddy: x}}\n"


def test_each_template_is_a_bubble_in_the_order_of_the_files(offline: Project) -> None:
    del offline
    ran = syncer("preview")
    assert (ran.code, ran.stderr) == (0, "")
    assert ran.stdout == (
        "shop_goodbye/en  MARKETING\n"
        "╭──────────────────────────────────────────────────────────╮\n"
        "│ See you soon, {{First Name}}, and take care.             │\n"
        "│                                                          │\n"
        "│ Reply STOP to opt out                                    │\n"
        "╰──────────────────────────────────────────────────────────╯\n"
        "\n"
        "shop_greeting/en  UTILITY\n"
        "╭──────────────────────────────────────────────────────────╮\n"
        "│ Hello {{First Name}}, good to see you.                   │\n"
        "╰──────────────────────────────────────────────────────────╯\n"
        "\n"
    )


def test_it_needs_no_network_and_no_credentials(tmp_path: Path) -> None:
    example = example_project(tmp_path / "example")
    ran = Machine(example.root, {}).run("preview", "shop_order_shipped/en_US")
    assert ran.code == 0
    assert "Hi Ana, your order is on its way." in ran.stdout
    assert "https://shop.example/orders/A-1042" in ran.stdout
    assert "→ template shop_tracking/en_US" in ran.stdout


def test_it_is_as_wide_as_the_terminal(offline: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    del offline
    monkeypatch.setenv("COLUMNS", "30")
    assert f"╭{'─' * 28}╮" in syncer("preview").stdout


@pytest.mark.parametrize(
    "choice",
    [
        ("shop_greeting",),
        ("shop_greeting/en",),
        ("--only", "*greeting"),
        ("--exclude", "shop_goodbye/*"),
        ("shop_greeting", "shop_goodbye", "--only", "*ee*"),
    ],
)
def test_templates_can_be_chosen(choice: tuple[str, ...], offline: Project) -> None:
    del offline
    ran = syncer("preview", *choice)
    assert (ran.code, "shop_greeting/en" in ran.stdout) == (0, True)
    assert "shop_goodbye" not in ran.stdout


def test_a_name_that_does_not_exist_is_told_with_the_nearest(offline: Project) -> None:
    del offline
    ran = syncer("preview", "shop_greting")
    assert (ran.code, ran.stdout) == (1, "")
    assert "no file declares a template `shop_greting`" in ran.stderr
    assert "did you mean `shop_greeting`?" in ran.stderr


def test_a_language_that_does_not_exist_is_told_with_the_nearest(offline: Project) -> None:
    del offline
    ran = syncer("preview", "shop_greeting/de")
    assert (ran.code, ran.stdout) == (1, "")
    assert "no file declares a template `shop_greeting/de`" in ran.stderr
    assert "did you mean `shop_greeting/en`?" in ran.stderr


class TestFilesWithProblems:
    def test_show_what_can_be_shown_and_the_problem_below_its_bubble(
        self, offline: Project
    ) -> None:
        offline.write("templates/broken.yaml", BROKEN)
        offline.replace("templates/greeting.yaml", "Hello", "${shop}")
        ran = syncer("preview")
        assert ran.code == 1
        rows = ran.stdout.splitlines()
        below = next(row for row in rows if "no variable `shop`" in row)
        assert rows[rows.index(below) - 1].startswith("╰")
        assert rows[-1].startswith("! templates/broken.yaml:3:")
        assert "shop_goodbye/en" in ran.stdout

    def test_with_warnings_alone_are_good_files(self, offline: Project) -> None:
        offline.write("templates/greeting.yaml", f"{GREETING}    footer: Bye 👋\n")
        ran = syncer("preview")
        assert ran.code == 0
        assert "! templates/greeting.yaml:6:13: warning: " in ran.stdout

    def test_on_a_page_are_told_of_where_the_page_is_not_seen(self, offline: Project) -> None:
        assert syncer("preview", "--format", "html").stderr == ""
        offline.replace("templates/greeting.yaml", "Hello", "${shop}")
        ran = syncer("preview", "--format", "html")
        assert (ran.code, ran.stderr) == (1, "error: 1 error in the files; the page shows it\n")
        offline.write("templates/broken.yaml", BROKEN)
        ran = syncer("preview", "--format", "html")
        assert ran.stderr == "error: 3 errors in the files; the page shows them\n"

    def test_of_another_template_do_not_matter_to_one_that_is_named(self, offline: Project) -> None:
        offline.replace("templates/greeting.yaml", "Hello", "${shop}")
        assert syncer("preview", "shop_goodbye").code == 0
        assert syncer("preview", "shop_greeting").code == 1

    def test_tell_of_a_name_that_they_seem_to_declare(self, offline: Project) -> None:
        offline.write("templates/broken.yaml", BROKEN)
        offline.write("templates/odd.yaml", "name: shop_odd\n\tcategory: UTILITY\n")
        for name in ("shop_broken", "shop_broken/en", "shop_odd"):
            ran = syncer("preview", name)
            assert (ran.code, ran.stderr) == (1, "")
            assert "There is no template to show." in ran.stdout

    def test_of_the_project_are_told_as_everywhere(self, offline: Project) -> None:
        offline.write("syncer.yaml", CONFIG + "prune: perhaps\n")
        ran = syncer("preview")
        assert (ran.code, ran.stdout) == (1, "")
        assert "syncer.yaml:7:8" in ran.stderr


class TestSeveralAccounts:
    @pytest.fixture(autouse=True)
    def _of_this_project(self, offline: Project) -> None:
        offline.write("syncer.yaml", CONFIG + STAGING)

    def test_want_one_to_be_named(self) -> None:
        assert syncer("preview").code == 64
        assert syncer("preview", "--watch").code == 64

    def test_can_be_shown_together(self) -> None:
        shown = syncer("preview", "--all-accounts", "--only", "*greeting").stdout
        assert [row for row in shown.splitlines() if row in ("main", "staging")] == [
            "main",
            "staging",
        ]
        assert "main" not in syncer("preview", "-a", "staging").stdout


def test_the_same_is_a_page(offline: Project) -> None:
    del offline
    ran = syncer("preview", "--format", "html")
    assert ran.code == 0
    assert ran.stdout.startswith("<!doctype html>")
    assert "good to see you" in ran.stdout
    assert "connect-src &#39;none&#39;" in ran.stdout or "connect-src 'none'" in ran.stdout


def test_a_port_is_for_watching(offline: Project) -> None:
    del offline
    ran = syncer("preview", "--port", "8080")
    assert ran.code == 64
    assert "--watch" in ran.stderr


class TestWatching:
    def test_goes_on_until_ctrl_c(self, offline: Project) -> None:
        del offline
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        pages: list[str] = []

        def read() -> bool:
            told = sys.stderr
            if not isinstance(told, io.StringIO) or f":{port}/" not in told.getvalue():
                return False
            try:
                pages.append(httpx.get(f"http://127.0.0.1:{port}/").text)
            except httpx.TransportError:
                return False
            signal.raise_signal(signal.SIGINT)
            return True

        reader = threading.Thread(target=eventually, args=(read,))
        reader.start()
        ran = syncer("preview", "--watch", "--port", str(port))
        reader.join()
        assert (ran.code, ran.stdout) == (0, "")
        assert ran.stderr == f"http://127.0.0.1:{port}/\n"
        assert "good to see you" in pages[0]

    def test_tells_of_a_port_that_is_taken_whatever_the_files_are(self, offline: Project) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            for config in (CONFIG, CONFIG + "prune: perhaps\n"):
                offline.write("syncer.yaml", config)
                ran = syncer("preview", "--watch", "--port", str(port))
                assert (ran.code, ran.stdout) == (1, "")
                assert f"cannot listen on 127.0.0.1:{port}" in ran.stderr

    @pytest.mark.slow
    def test_begins_with_files_that_cannot_be_read_too(self, offline: Project) -> None:
        offline.write("syncer.yaml", CONFIG + "prune: perhaps\n")
        with Machine(offline.root, {}).started("preview", "--watch") as process:
            assert process.stderr
            address = process.stderr.readline().strip()
            assert "syncer.yaml:7:8" in httpx.get(address).text
            process.send_signal(signal.SIGTERM)
            assert process.wait(timeout=10) == 0

    def test_without_a_project_is_an_error(self, tmp_path: Path) -> None:
        assert Machine(tmp_path, {}).run("preview", "--watch").code == 1
