"""A plan in which nothing changed costs the list; a plan with a cache equals one without."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support.command import syncer
from support.console import image
from support.leaks import files_with_leaks
from support.project import GREETING, Project, at_home, new_project

from syncer.emulator import Settings, running
from syncer.live import cache

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.emulator import Running

LIVE = {"category": "UTILITY", "body": "Hello {{First Name}}, good to see you."}
MINUTE = 60.0


def many(number: int) -> str:
    """A file of templates called t0, t1 and so on."""
    documents = [GREETING.replace("shop_greeting", f"t{one}") for one in range(number)]
    return "---\n".join(documents)


class Clock:
    """A time that only goes on when it is told to."""

    def __init__(self) -> None:
        self.now = float(int(time.time()))

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time of the platform and of the machine, which stands still."""
    clock = Clock()
    monkeypatch.setattr(cache, "steady_clock", lambda: clock)
    return clock


@contextmanager
def home(folder: Path, number: int = 5, **switches: Any) -> Iterator[tuple[Project, Running]]:
    """A project whose templates are all live as declared, since a minute."""
    clock = switches.pop("clock", time.time)
    project = new_project(folder / "project")
    project.write("templates/all.yaml", many(number))
    settings = Settings(edit_limits=False, clock=clock, **switches)
    with running(settings) as emulator, at_home(project, emulator):
        emulator.console.add_templates(
            {**LIVE, "name": f"t{one}", "language": "en", "updated_at": clock() - MINUTE}
            for one in range(number)
        )
        yield project, emulator


def asked(emulator: Running, *arguments: str) -> dict[str, int]:
    """What a run of the command asks for."""
    emulator.console.reset_requests()
    ran = syncer(*arguments)
    assert ran.code in (0, 2), ran.stderr
    return emulator.console.request_counts()


def planned(folder: Path | None = None) -> Any:
    """What a plan says of the account; with the cache of this folder, or the machine's."""
    with pytest.MonkeyPatch.context() as patch:
        if folder:
            patch.setenv("SYNCER_CACHE_DIR", str(folder))
        document = syncer("drift", "--format", "json").json
    assert "error" not in document, document
    return document["accounts"]


def cache_file() -> Path:
    return Path(os.environ["SYNCER_CACHE_DIR"]) / "cache.sqlite3"


def id_of(emulator: Running, name: str) -> int:
    return next(int(one["id"]) for one in emulator.console.templates() if one["name"] == name)


# What a plan costs


@pytest.mark.parametrize(("number", "pages"), [(1, 1), (100, 1), (101, 2), (250, 3)])
def test_a_cold_plan_reads_pages_and_details_and_a_warm_one_the_pages(
    tmp_path: Path, number: int, pages: int
) -> None:
    with home(tmp_path, number) as (_, emulator):
        assert asked(emulator, "plan") == {"list": pages, "details": number}
        for command in ("plan", "drift", "status"):
            assert asked(emulator, command) == {"list": pages}


@pytest.mark.parametrize("cap", [1, 3, 5])
def test_pages_that_are_cut_are_as_many_as_there_are(tmp_path: Path, cap: int) -> None:
    with home(tmp_path, 5, page_size_cap=cap) as (_, emulator):
        asked(emulator, "plan")
        assert asked(emulator, "plan") == {"list": -(-5 // cap)}


def test_a_warm_plan_reads_the_forms_if_a_button_opens_one(tmp_path: Path) -> None:
    button = "    buttons: [{type: FLOW, text: Book, flow: appointment_booking}]\n"
    with home(tmp_path, 1) as (project, emulator):
        project.write("templates/all.yaml", many(1) + button)
        asked(emulator, "plan")
        assert asked(emulator, "plan") == {"list": 1, "forms": 1}


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    with home(tmp_path) as (_, emulator):
        asked(emulator, "plan")
        emulator.console.change_template(id_of(emulator, "t2"), {"body": "By hand"})
        assert asked(emulator, "plan") == {"list": 1, "details": 1}


def test_without_a_date_stamps_that_are_older_than_others_are_trusted(tmp_path: Path) -> None:
    with home(tmp_path, date_header="missing") as (_, emulator):
        emulator.console.add_template({"name": "newer", "language": "en", "body": "Not ours."})
        asked(emulator, "plan")
        assert asked(emulator, "plan") == {"list": 1}


def test_after_an_apply_only_what_was_written_is_read_again(tmp_path: Path) -> None:
    with home(tmp_path) as (project, emulator):
        asked(emulator, "plan")
        project.write("templates/all.yaml", many(5).replace("good to see", "nice to see", 1))
        counts = asked(emulator, "apply", "--auto-approve")
        assert (counts["list"], counts["update"]) == (1, 1)
        assert asked(emulator, "plan") == {"list": 1, "details": 1}


@pytest.mark.parametrize("status", ["PENDING", "IN_APPEAL", "PAUSED"])
def test_what_is_under_way_is_read_each_time(tmp_path: Path, status: str) -> None:
    with home(tmp_path) as (_, emulator):
        emulator.console.change_template(id_of(emulator, "t0"), {"status": status})
        asked(emulator, "plan")
        assert asked(emulator, "plan") == {"list": 1, "details": 1}


def test_refresh_reads_all_again_and_leaves_the_truth_in_the_cache(tmp_path: Path) -> None:
    with home(tmp_path) as (_, emulator):
        asked(emulator, "plan")
        assert asked(emulator, "plan", "--refresh") == {"list": 1, "details": 5}
        assert asked(emulator, "plan") == {"list": 1}


def test_pull_reads_what_is_live_now(tmp_path: Path) -> None:
    with home(tmp_path) as (_, emulator):
        asked(emulator, "plan")
        assert asked(emulator, "pull") == {"list": 1, "details": 5}


def test_two_accounts_of_one_sender_share_what_was_read(tmp_path: Path) -> None:
    with home(tmp_path) as (project, emulator):
        sender = '{phone: "8615800001795", tenant_id: 1}'
        accounts = f"accounts: {{one: {sender}, two: {sender}}}\n"
        project.write("syncer.yaml", f"version: 1\ntemplates: templates\n{accounts}")
        assert asked(emulator, "plan", "-a", "one") == {"list": 1, "details": 5}
        assert asked(emulator, "plan", "-a", "two") == {"list": 1}


def test_details_of_what_is_not_listed_any_more_go(tmp_path: Path) -> None:
    with home(tmp_path) as (_, emulator):
        asked(emulator, "plan")
        emulator.console.delete_template(id_of(emulator, "t2"))
        asked(emulator, "plan")
        with closing(sqlite3.connect(cache_file())) as database:
            assert database.execute("SELECT count(*) FROM details").fetchone() == (4,)


# Media


def with_image(emulator: Running, name: str) -> int:
    emulator.console.change_template(
        id_of(emulator, name), {"header": image("menu.png"), "updated_at": time.time() - MINUTE}
    )
    return id_of(emulator, name)


def test_media_whose_bytes_are_known_cost_nothing_and_others_are_read(tmp_path: Path) -> None:
    with home(tmp_path, 1) as (project, emulator):
        with_image(emulator, "t0")
        project.write("templates/media/menu.png", b"\x89PNG\r\n\x1a\n")
        project.write("templates/all.yaml", many(1) + "    header: {image: media/menu.png}\n")
        assert asked(emulator, "plan") == {"list": 1, "details": 1, "media": 1}
        assert asked(emulator, "plan") == {"list": 1}
        with closing(sqlite3.connect(cache_file())) as database, database:
            database.execute("DELETE FROM media")
        assert asked(emulator, "plan") == {"list": 1, "details": 1, "media": 1}


def test_a_page_shows_live_media_that_came_from_the_cache(tmp_path: Path) -> None:
    with home(tmp_path, 1) as (project, emulator):
        with_image(emulator, "t0")
        project.write("templates/media/menu.png", b"\x89PNG\r\n\x1a\nanother one")
        project.write("templates/all.yaml", many(1) + "    header: {image: media/menu.png}\n")
        first = syncer("plan", "--format", "html").stdout
        second = syncer("plan", "--format", "html").stdout
        pictures = [re.findall(r"url\(\"data:[^)]*", page) for page in (first, second)]
        assert pictures[0] == pictures[1] != []
        assert emulator.console.request_counts()["media"] == 3


def test_neither_credentials_nor_addresses_of_media_are_in_the_cache(tmp_path: Path) -> None:
    with home(tmp_path, 1) as (_, emulator):
        with_image(emulator, "t0")
        asked(emulator, "plan")
        stored = emulator.console.templates()[0]["header"]
        content = cache_file().read_bytes()
        assert stored["media_id"].encode() in content
        for secret in (stored["handle"].encode(), b"Signature", b"Expires"):
            assert secret not in content
        assert files_with_leaks(cache_file().parent) == {}
        assert cache_file().stat().st_mode & 0o777 == 0o600


# A cache that is not as it should be


def damaged(path: Path) -> None:
    path.write_bytes(b"no database" * 1_000)


def of_another_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")


def lost(path: Path) -> None:
    path.unlink()


def spoilt(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE details SET document = '[1,'")


def of_other_values(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE details SET document = x'00', seen_at = 'then'")


@pytest.mark.parametrize("spoil", [damaged, of_another_version, lost, spoilt, of_other_values])
def test_a_cache_that_cannot_be_used_is_a_cold_start(tmp_path: Path, spoil: Any) -> None:
    with home(tmp_path) as (_, emulator):
        asked(emulator, "plan")
        spoil(cache_file())
        assert asked(emulator, "plan") == {"list": 1, "details": 5}


@pytest.mark.slow
def test_a_cache_that_another_process_holds_is_a_cold_start(tmp_path: Path) -> None:
    with home(tmp_path) as (_, emulator):
        asked(emulator, "plan")
        with closing(sqlite3.connect(cache_file())) as database:
            database.execute("BEGIN EXCLUSIVE")
            assert asked(emulator, "plan") == {"list": 1, "details": 5}
        assert asked(emulator, "plan") == {"list": 1}


# Never wrong


def test_two_changes_in_one_second_with_a_read_between_are_both_seen(
    tmp_path: Path, clock: Clock
) -> None:
    with home(tmp_path, clock=clock) as (_, emulator):
        asked(emulator, "plan")
        for body in ("First", "Second", "Third"):
            emulator.console.change_template(id_of(emulator, "t1"), {"footer": body, "buttons": []})
            (account,) = planned()
            (action,) = account["actions"]
            assert json.dumps(body) in json.dumps(action)


def test_a_template_changed_between_the_list_and_its_details_is_read_again(tmp_path: Path) -> None:
    with home(tmp_path, 1) as (_, emulator):
        emulator.console.change_template(id_of(emulator, "t0"), {"footer": "Now"})
        first = planned()
        emulator.console.change_template(id_of(emulator, "t0"), {"footer": "Then"})
        assert planned() != first
        assert planned() == planned(tmp_path / "empty")
