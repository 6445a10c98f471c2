from __future__ import annotations

import queue
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import httpx
import pytest
from support.project import CONFIG, GREETING

from syncer.cli.chosen import open_config
from syncer.cli.options import ProjectOptions
from syncer.cli.preview import previews
from syncer.cli.preview_watch import watch_preview
from syncer.desired.files import folders_of
from syncer.errors import SyncerError
from syncer.plan.values import Selection

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.project import Project


@dataclass(frozen=True, slots=True)
class Watched:
    """A page that is being served, and the stream of its versions."""

    address: str
    lines: Iterator[str]

    @property
    def page(self) -> str:
        return httpx.get(self.address).text

    def next_page(self) -> str:
        """The page once there is another one, which has the version that the stream told."""
        version = next(line for line in self.lines if line.startswith("data: "))
        page = self.page
        assert f'data-version="{version.removeprefix("data: ")}"' in page
        return page


def files_in(project: Project) -> tuple[Path, ...]:
    return folders_of(open_config(None), project.root)


@contextmanager
def watched(project: Project, *names: str) -> Iterator[Watched]:
    addresses: queue.Queue[str] = queue.Queue()
    stop = threading.Event()
    look = partial(previews, ProjectOptions(None, (), all_accounts=False), names, Selection())
    thread = threading.Thread(
        target=watch_preview, args=(look, files_in(project), 0, addresses.put, stop)
    )
    thread.start()
    try:
        address = addresses.get(timeout=10)
        with httpx.stream("GET", f"{address}versions", timeout=20) as answer:
            one = Watched(address, answer.iter_lines())
            assert "shop_greeting" in one.next_page()
            yield one
    finally:
        stop.set()
        thread.join(10)
    assert not thread.is_alive()


def test_the_page_follows_the_files(offline: Project) -> None:
    with watched(offline) as one:
        offline.replace("templates/greeting.yaml", "good to see you", "how are you")
        page = one.next_page()
        assert "how are you" in page
        assert "good to see you" not in page


@pytest.mark.slow
def test_new_files_and_media_are_seen_and_what_changes_no_picture_is_not(offline: Project) -> None:
    offline.write("templates/media/a.png", b"\x89PNG\r\n\x1a\n one")
    offline.replace(
        "templates/greeting.yaml", "    body", "    header: {image: media/a.png}\n    body"
    )
    with watched(offline) as one:
        before = one.page
        offline.write("README.md", "Hello")
        time.sleep(1.2)
        assert one.page == before
        offline.write("templates/media/a.png", b"\x89PNG\r\n\x1a\n another")
        assert one.next_page() != before
        offline.write("templates/new.yaml", GREETING.replace("shop_greeting", "shop_new"))
        assert "shop_new" in one.next_page()


@pytest.mark.slow
@pytest.mark.parametrize("templates", ["../shared", "../shared/**/*.yaml", "linked"])
def test_files_outside_the_folder_of_the_project_are_followed_as_well(
    offline: Project, templates: str
) -> None:
    shared = offline.root.parent / "shared"
    shared.mkdir()
    (shared / "a.yaml").write_text(GREETING)
    (offline.root / "linked").symlink_to(shared)
    offline.replace("syncer.yaml", "templates: templates", f"templates: {templates}")
    with watched(offline) as one:
        (shared / "a.yaml").write_text(GREETING.replace("good to see you", "how are you"))
        assert "how are you" in one.next_page()


@pytest.mark.slow
def test_files_with_errors_show_these_and_come_back_when_they_are_mended(offline: Project) -> None:
    with watched(offline) as one:
        offline.write("templates/greeting.yaml", GREETING.replace("body:", "boddy:"))
        page = one.next_page()
        assert "unknown key <code>boddy</code>" in page
        assert "shop_goodbye" in page
        offline.write("syncer.yaml", CONFIG + "prune: perhaps\n")
        page = one.next_page()
        assert "syncer.yaml:7:8" in page
        assert "shop_goodbye" not in page
        offline.write("syncer.yaml", CONFIG)
        offline.write("templates/greeting.yaml", GREETING)
        while "boddy" in (page := one.next_page()):  # both were seen, but one after the other
            pass
        assert "good to see you" in page


@pytest.mark.slow
def test_a_name_that_is_gone_is_told_on_the_page(offline: Project) -> None:
    with watched(offline, "shop_greeting") as one:
        offline.replace("templates/greeting.yaml", "shop_greeting", "shop_hello")
        assert "no file declares a template <code>shop_greeting</code>" in one.next_page()
        offline.replace("templates/greeting.yaml", "shop_hello", "shop_greeting")
        assert "good to see you" in one.next_page()


def test_a_folder_that_cannot_be_watched_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(SyncerError, match=r"cannot watch .*gone: ") as caught:
        watch_preview(tuple, [tmp_path / "gone"], 0, str)
    assert "max_user_watches" in caught.value.hint
