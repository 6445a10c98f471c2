from __future__ import annotations

from syncer.render.shared import Shared, named, shared


def test_what_is_the_same_is_told_once_with_all_accounts() -> None:
    told = [("a", "slow"), ("b", "odd"), ("c", "slow")]
    assert shared(told, str) == [Shared("slow", ("a", "c"), 2), Shared("odd", ("b",), 1)]


def test_what_an_account_is_told_twice_counts_twice_and_names_it_once() -> None:
    assert shared([("a", "odd"), ("a", "odd")], str) == [Shared("odd", ("a",), 2)]


def test_a_few_accounts_are_named_and_of_many_the_first() -> None:
    assert named(("a", "b"), str.upper) == "A, B"
    many = tuple(f"shop-{number}" for number in range(200))
    assert named(many, str).startswith("shop-0, shop-1, ")
    assert named(many, str).endswith("shop-9 and 190 more")
