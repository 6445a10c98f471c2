from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from syncer.emulator import Store

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def store() -> Iterator[Store]:
    with Store() as store:
        yield store


def tag_names(store: Store) -> list[str]:
    return [name for (name,) in store.execute("SELECT name FROM tags ORDER BY id")]


def add(store: Store, name: str) -> None:
    store.execute("INSERT INTO tags (name) VALUES (?)", name)


def fail_after_two(store: Store) -> None:
    with store.transaction():
        add(store, "first")
        with store.transaction():
            add(store, "second")
        raise LookupError


def test_a_transaction_that_fails_leaves_nothing_behind_its_inner_ones_included(
    store: Store,
) -> None:
    with pytest.raises(LookupError):
        fail_after_two(store)
    assert tag_names(store) == []


def test_a_transaction_that_succeeds_is_kept(store: Store) -> None:
    with store.transaction():
        add(store, "first")
    assert tag_names(store) == ["first"]


def test_counters_start_where_they_are_told_and_never_repeat(store: Store) -> None:
    assert [store.next_number("a", 300), store.next_number("a", 300)] == [300, 301]
    assert store.next_number("b", 5) == 5


def test_a_transaction_is_alone(store: Store) -> None:
    def add_from_elsewhere() -> None:
        add(store, "other")

    thread = threading.Thread(target=add_from_elsewhere)
    with store.transaction():
        thread.start()
        thread.join(0.05)
        assert tag_names(store) == []
    thread.join()
    assert tag_names(store) == ["other"]
