from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from syncer.live.facts import Facts, opened_facts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "facts.sqlite3"


def remembered(path: Path, key: str = "7") -> str | None:
    """What a later run finds in the store."""
    with opened_facts(path) as facts:
        return facts.recall("main", "tag", key)


def write(path: Path, value: str) -> None:
    with opened_facts(path) as facts:
        facts.remember("main", "tag", "7", value)


def test_a_fact_outlives_the_run_that_learned_it(path: Path) -> None:
    write(path, "orders")
    assert remembered(path) == "orders"


def test_a_fact_is_found_under_its_own_scope_kind_and_key_only(path: Path) -> None:
    with opened_facts(path) as facts:
        facts.remember("main", "tag", "7", "orders")
        assert facts.recall("other", "tag", "7") is None
        assert facts.recall("main", "media", "7") is None
        assert facts.recall("main", "tag", "8") is None


def test_the_last_value_of_a_fact_counts(path: Path) -> None:
    write(path, "orders")
    write(path, "returns")
    assert remembered(path) == "returns"


def test_all_facts_of_a_kind_are_recalled_by_key(path: Path) -> None:
    with opened_facts(path) as facts:
        facts.remember("main", "tag", "7", "orders")
        facts.remember("main", "tag", "8", "vip")
        facts.remember("other", "tag", "9", "elsewhere")
        assert facts.recall_all("main", "tag") == {"7": "orders", "8": "vip"}


def test_a_fact_can_be_forgotten(path: Path) -> None:
    with opened_facts(path) as facts:
        facts.remember("main", "tag", "7", "orders")
        facts.forget("main", "tag", "7")
        assert facts.recall("main", "tag", "7") is None


def test_without_a_path_nothing_is_kept() -> None:
    with opened_facts(None) as facts:
        facts.remember("main", "tag", "7", "orders")
        assert facts.recall("main", "tag", "7") == "orders"
    with opened_facts(None) as facts:
        assert facts.recall("main", "tag", "7") is None


def test_only_its_owner_can_read_the_file(path: Path) -> None:
    write(path, "orders")
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_lost_store_is_an_empty_one_and_can_be_filled_again(path: Path) -> None:
    write(path, "orders")
    path.unlink()
    assert remembered(path) is None
    write(path, "orders")
    assert remembered(path) == "orders"


def test_a_damaged_store_is_an_empty_one_and_is_replaced(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"this is no database, and never was one " * 50)
    path.with_name("facts.sqlite3-journal").write_bytes(b"of another file")
    assert remembered(path) is None
    write(path, "orders")
    assert remembered(path) == "orders"
    assert [file.name for file in path.parent.iterdir()] == ["facts.sqlite3"]


def test_a_store_of_another_version_is_empty_and_left_alone(path: Path) -> None:
    write(path, "orders")
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")
    before = path.read_bytes()
    with opened_facts(path) as facts:
        assert facts.recall("main", "tag", "7") is None
        facts.remember("main", "tag", "7", "returns")
        assert facts.recall("main", "tag", "7") == "returns"
    assert path.read_bytes() == before


def test_a_store_that_another_process_holds_is_empty_and_left_alone(path: Path) -> None:
    write(path, "orders")
    with closing(sqlite3.connect(path)) as database:
        database.execute("BEGIN EXCLUSIVE")
        with closing(Facts(path, busy_seconds=0)) as facts:
            assert facts.recall("main", "tag", "7") is None
    assert remembered(path) == "orders"


def test_a_store_that_becomes_locked_answers_as_an_empty_one(path: Path) -> None:
    with closing(Facts(path, busy_seconds=0)) as facts:
        facts.remember("main", "tag", "7", "orders")
        with closing(sqlite3.connect(path)) as database:
            database.execute("BEGIN EXCLUSIVE")
            assert facts.recall("main", "tag", "7") is None
            assert facts.recall_all("main", "tag") == {}
            facts.remember("main", "tag", "7", "returns")
        assert facts.recall("main", "tag", "7") == "orders"


def test_a_store_without_its_table_answers_as_an_empty_one(path: Path) -> None:
    write(path, "orders")
    with closing(sqlite3.connect(path)) as database:
        database.execute("DROP TABLE fact")
    assert remembered(path) is None


@pytest.mark.parametrize("obstacle", ["file", "folder"])
def test_where_no_file_can_be_made_the_store_is_in_memory(path: Path, obstacle: str) -> None:
    if obstacle == "file":  # where the folder should be
        path.parent.write_text("in the way")
    else:  # where the file should be
        path.mkdir(parents=True)
    with opened_facts(path) as facts:
        facts.remember("main", "tag", "7", "orders")
        assert facts.recall("main", "tag", "7") == "orders"


def test_half_an_emoji_cannot_be_remembered_and_is_no_error(path: Path) -> None:
    with opened_facts(path) as facts:
        facts.remember("main", "tag", "7", "\ud83d")
        assert facts.recall("main", "tag", "7") is None
        assert facts.recall("main", "tag", "\ud83d") is None


def test_a_closed_store_is_an_empty_one(path: Path) -> None:
    with opened_facts(path) as facts:
        facts.remember("main", "tag", "7", "orders")
    assert facts.recall("main", "tag", "7") is None


def test_threads_share_a_store(path: Path) -> None:
    with opened_facts(path) as facts, ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: facts.remember("main", "tag", str(n), "x"), range(40)))
        assert len(facts.recall_all("main", "tag")) == 40


def test_processes_share_a_store(path: Path) -> None:
    write(path, "orders")
    program = (
        "import sys; from pathlib import Path; from syncer.live.facts import opened_facts\n"
        "with opened_facts(Path(sys.argv[1])) as facts:\n"
        "    facts.remember('main', 'tag', '8', facts.recall('main', 'tag', '7') + ' too')"
    )
    with opened_facts(path) as facts:
        subprocess.run([sys.executable, "-c", program, str(path)], check=True)
        assert facts.recall("main", "tag", "8") == "orders too"
