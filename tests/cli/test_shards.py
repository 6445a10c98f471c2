from __future__ import annotations

import shlex

from hypothesis import given
from hypothesis import strategies as st

from syncer.cli.senders import sender_scope
from syncer.cli.shards import Shard, shards_of
from syncer.config import Account

PHONES = st.lists(st.integers(1, 30), min_size=1, max_size=40)


def account(name: str, phone: str, base_url: str = "https://api.nxcloud.com") -> Account:
    return Account(name, phone, 1, base_url, None, None)


def accounts_of(phones: list[int]) -> tuple[Account, ...]:
    """One account for each phone, which several may share."""
    return tuple(account(f"a{place}", str(phone)) for place, phone in enumerate(phones))


def names_of(shards: tuple[Shard, ...]) -> list[list[str]]:
    return [list(shard.accounts) for shard in shards]


@given(phones=PHONES, number=st.integers(1, 50))
def test_every_account_is_in_exactly_one_shard_and_none_is_empty(
    phones: list[int], number: int
) -> None:
    accounts = accounts_of(phones)
    shards = shards_of(accounts, number)
    named = [name for shard in shards for name in shard.accounts]
    assert sorted(named) == sorted(one.name for one in accounts)
    assert all(shard.accounts for shard in shards)
    assert [shard.number for shard in shards] == list(range(1, len(shards) + 1))
    assert len(shards) == min(number, len(set(phones)))


@given(phones=PHONES, number=st.integers(1, 50))
def test_accounts_of_a_sender_stay_together(phones: list[int], number: int) -> None:
    accounts = accounts_of(phones)
    places = {name: one.number for one in shards_of(accounts, number) for name in one.accounts}
    seen = {(sender_scope(one), places[one.name]) for one in accounts}
    assert len(seen) == len(set(phones))


@given(phones=PHONES, number=st.integers(1, 50))
def test_no_shard_is_longer_than_another_by_more_than_a_sender(
    phones: list[int], number: int
) -> None:
    sizes = [len(shard.accounts) for shard in shards_of(accounts_of(phones), number)]
    assert max(sizes) - min(sizes) <= max(map(phones.count, phones))


@given(count=st.integers(1, 300), number=st.integers(1, 50))
def test_accounts_with_senders_of_their_own_are_dealt_out_evenly(count: int, number: int) -> None:
    sizes = [len(one.accounts) for one in shards_of(accounts_of(list(range(count))), number)]
    assert max(sizes) - min(sizes) <= 1


def test_a_large_sender_is_evened_out_by_the_small_ones() -> None:
    shards = shards_of(accounts_of([1, 7, 7, 7, 2, 3]), 2)
    assert names_of(shards) == [["a1", "a2", "a3"], ["a0", "a4", "a5"]]


def test_a_phone_at_another_address_is_another_sender() -> None:
    ours = account("ours", "8615800001795")
    theirs = account("theirs", "8615800001795", "https://x.example")
    assert names_of(shards_of((ours, theirs), 2)) == [["ours"], ["theirs"]]


def test_the_accounts_of_a_shard_are_in_their_order_and_so_are_its_options() -> None:
    (shard,) = shards_of(accounts_of([3, 1, 2]), 1)
    assert shard.accounts == ("a0", "a1", "a2")
    assert shard.arguments == "--account a0 --account a1 --account a2"


def test_the_options_are_quoted_for_a_shell() -> None:
    assert shlex.split(Shard(1, ("it's $HOME",)).arguments) == ["--account", "it's $HOME"]


@given(phones=st.lists(st.integers(1, 30), min_size=1, max_size=40), number=st.integers(1, 9))
def test_a_sender_that_is_added_at_the_end_moves_no_account_to_another_shard(
    phones: list[int], number: int
) -> None:
    before = shards_of(accounts_of(phones), number)
    after = shards_of(accounts_of([*phones, 99]), number)
    places = {name: one.number for one in after for name in one.accounts}
    assert all(places[name] == one.number for one in before for name in one.accounts)
