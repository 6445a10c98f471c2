"""The cache file: shared, bounded, and never an error."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

import pytest

from syncer.live.cache import LONGEST_SECONDS, Cache, opened_cache
from syncer.live.kept import Kept

if TYPE_CHECKING:
    from pathlib import Path

DAY = 24 * 3600.0


class Time:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_000_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "cache.sqlite3"


@pytest.fixture
def time() -> Time:
    return Time()


def kept(template_id: int, at: float, document: str = "[]") -> Kept:
    return Kept(template_id, b"row", at, at, document)


def ids(path: Path, time: Time, scope: str = "main", *, refresh: bool = False) -> set[int]:
    """Whose details a later run finds."""
    with closing(Cache(path, clock=time, refresh=refresh)) as cache:
        return set(cache.details(scope))


def keep(path: Path, time: Time, *template_ids: int, scope: str = "main") -> None:
    with closing(Cache(path, clock=time)) as cache:
        cache.keep_details(scope, [kept(one, time.now) for one in template_ids], ())
        cache.note_use(scope)


def test_details_outlive_the_run_that_read_them(path: Path, time: Time) -> None:
    keep(path, time, 1)
    with closing(Cache(path, clock=time)) as cache:
        assert cache.details("main") == {1: kept(1, time.now)}
        assert cache.details("other") == {}


def test_the_last_details_of_a_template_count_and_those_of_gone_ones_go(
    path: Path, time: Time
) -> None:
    keep(path, time, 1, 2, 3)
    with closing(Cache(path, clock=time)) as cache:
        newer = replace(kept(1, time.now), document="[1]")
        cache.keep_details("main", [newer], [2])
        cache.forget_details("main", 3)
        assert cache.details("main") == {1: newer}


@pytest.mark.parametrize("template_id", [2**63, 10**19 - 1])
def test_an_id_that_no_database_holds_is_read_each_time(
    template_id: int, path: Path, time: Time
) -> None:
    keep(path, time, template_id)
    with closing(Cache(path, clock=time)) as cache:
        cache.forget_details("main", template_id)
        assert cache.details("main") == {}


def test_media_are_known_by_their_id(path: Path, time: Time) -> None:
    with closing(Cache(path, clock=time)) as cache:
        cache.keep_media("main", "11", "ab")
        cache.keep_media("main", "12", "cd")
        assert cache.media("main") == {"11": "ab", "12": "cd"}
        assert cache.media("other") == {}
    time.now += LONGEST_SECONDS + 1
    with closing(Cache(path, clock=time)) as cache:
        assert cache.media("main") == {}


def test_one_medium_can_be_asked_for_alone(path: Path, time: Time) -> None:
    with closing(Cache(path, clock=time)) as cache:
        cache.keep_media("main", "11", "ab")
        assert cache.media_digest("main", "11") == "ab"
        assert cache.media_digest("main", "12") is None
        assert cache.media_digest("other", "11") is None
    time.now += LONGEST_SECONDS + 1
    with closing(Cache(path, clock=time)) as cache:
        assert cache.media_digest("main", "11") is None


def test_a_refresh_begins_with_nothing_and_leaves_what_it_read(path: Path, time: Time) -> None:
    keep(path, time, 1, 2)
    time.now += 1
    with closing(Cache(path, clock=time, refresh=True)) as cache:
        cache.keep_media("main", "11", "ab")
        assert cache.details("main") == {}
        cache.keep_details("main", [kept(1, time.now)], ())
        assert cache.details("main").keys() == {1}
        assert cache.media("main") == {"11": "ab"}
    assert ids(path, time) == {1, 2}


@pytest.mark.parametrize(("days", "found"), [(29.0, {1}), (31.0, set()), (-1.0, set())])
def test_what_was_read_long_ago_or_in_the_future_is_read_again(
    path: Path, time: Time, days: float, found: set[int]
) -> None:
    keep(path, time, 1)
    time.now += days * DAY
    assert ids(path, time) == found


def count(path: Path, table: str = "details") -> int:
    with closing(sqlite3.connect(path)) as database:
        (number,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    return int(number)


def test_what_is_old_goes_from_the_file(path: Path, time: Time) -> None:
    keep(path, time, 1, 2, scope="left")
    with closing(Cache(path, clock=time)) as cache:
        cache.keep_media("left", "11", "ab")
    time.now += 31 * DAY
    keep(path, time, 3)
    assert (count(path), count(path, "media"), count(path, "used")) == (1, 0, 1)


def test_of_what_is_too_much_the_sender_not_used_for_longest_goes(path: Path, time: Time) -> None:
    large = "x" * 300_000
    for scope in ("first", "second", "third"):
        time.now += 1
        with closing(Cache(path, clock=time, largest_bytes=750_000)) as cache:
            cache.keep_details(scope, [kept(1, time.now, large)], ())
            cache.note_use(scope)
    assert ids(path, time, "first") == set()
    assert ids(path, time, "second") == {1}
    assert ids(path, time, "third") == {1}


def test_the_sender_in_use_stays_even_if_it_alone_is_too_much(path: Path, time: Time) -> None:
    with closing(Cache(path, clock=time, largest_bytes=1)) as cache:
        cache.keep_details("main", [kept(1, time.now)], ())
        cache.note_use("main")
        assert cache.details("main").keys() == {1}


def test_a_use_is_noted_once_a_day(path: Path, time: Time) -> None:
    keep(path, time, 1)
    before = path.read_bytes()
    with closing(Cache(path, clock=time)) as cache:
        time.now += 0.9 * DAY
        cache.note_use("main")
        assert path.read_bytes() == before
        time.now += 0.2 * DAY
        cache.note_use("main")
    assert path.read_bytes() != before


# A file that is not as it should be


def test_what_the_disk_has_changed_is_read_again(path: Path, time: Time) -> None:
    with closing(Cache(path, clock=time)) as cache:
        cache.keep_details("main", [kept(1, time.now, "a body"), kept(2, time.now)], ())
        cache.keep_media("main", "11", "abcdef")
    path.write_bytes(path.read_bytes().replace(b"a body", b"a bodY").replace(b"abcdef", b"abcdee"))
    with closing(Cache(path, clock=time)) as cache:
        documents = {one.template_id: one.document for one in cache.details("main").values()}
        assert documents == {1: None, 2: "[]"}
        assert cache.media("main") == {}


def test_only_its_owner_can_read_the_file(path: Path, time: Time) -> None:
    keep(path, time, 1)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_damaged_within_is_an_empty_one_and_the_next_run_makes_a_new_one(
    path: Path, time: Time
) -> None:
    keep(path, time, *range(2_000))
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    assert ids(path, time) == set()
    assert not path.exists()
    keep(path, time, 1)
    assert ids(path, time) == {1}


def test_a_damaged_file_that_is_gone_already_is_no_error(path: Path, time: Time) -> None:
    keep(path, time, *range(2_000))
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    with closing(Cache(path, clock=time)) as cache:
        assert cache.details("main") == {}
        path.unlink()
    assert not path.exists()


def test_a_damaged_cache_in_memory_leaves_nothing_to_discard() -> None:
    with opened_cache(None) as cache:
        cache.keep_media("main", "11", "ab")
        assert cache.media("main") == {"11": "ab"}


def test_a_file_that_another_process_holds_is_empty_and_left_alone(path: Path, time: Time) -> None:
    keep(path, time, 1)
    with closing(Cache(path, clock=time, busy_seconds=0)) as cache:
        with closing(sqlite3.connect(path)) as database:
            database.execute("BEGIN EXCLUSIVE")
            assert cache.details("main") == {}
            cache.keep_details("main", [kept(2, time.now)], [1])
            cache.note_use("other")
        assert cache.details("main").keys() == {1}


def test_a_process_that_holds_the_file_is_waited_for_once(path: Path, time: Time) -> None:
    keep(path, time, 1)
    with closing(Cache(path, clock=time, busy_seconds=0.2)) as cache:
        began = monotonic()
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            for number in range(20):
                cache.keep_media("main", str(number), "ab")
            assert monotonic() - began < 20 * 0.2 / 2
            other.execute("ROLLBACK")
        cache.keep_media("main", "later", "ab")
        assert cache.media("main") == {"later": "ab"}


def test_a_file_of_another_version_is_empty_and_left_alone(path: Path, time: Time) -> None:
    keep(path, time, 1)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    assert ids(path, time) == set()
    keep(path, time, 2)
    assert path.read_bytes() == before


def test_the_facts_of_an_older_version_are_left_alone(path: Path, time: Time) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE fact (scope TEXT, kind TEXT, key TEXT, value TEXT)")
        database.execute("PRAGMA user_version = 1")
    keep(path, time, 1)
    assert ids(path, time) == {1}
    assert count(path, "fact") == 0


def test_processes_share_the_cache(path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from syncer.live.cache import opened_cache\n"
        "with opened_cache(Path(sys.argv[1])) as cache:\n"
        "    cache.keep_media('main', '12', cache.media('main')['11'] + ' too')"
    )
    with opened_cache(path) as cache:
        cache.keep_media("main", "11", "ab")
        subprocess.run([sys.executable, "-c", program, str(path)], check=True)
        assert cache.media("main") == {"11": "ab", "12": "ab too"}
