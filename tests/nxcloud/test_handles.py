from __future__ import annotations

from syncer.nxcloud.handles import expires_at, is_sendable

HANDLE = "4:cGljLnBuZw==:aW1hZ2UvcG5n:ARa_b-c:e:{}:12:34:ARx"


def test_the_expiry_of_a_handle_stands_in_it() -> None:
    assert expires_at(HANDLE.format(1_760_000_000)) == 1_760_000_000


def test_of_several_handles_the_earliest_expiry_counts() -> None:
    joined = "\n".join(HANDLE.format(expiry) for expiry in (1_760_000_009, 1_760_000_001))
    assert expires_at(joined) == 1_760_000_001


def test_an_expiry_at_the_end_of_a_handle_counts_too() -> None:
    assert expires_at("4:a:b:c:e:1760000000") == 1_760_000_000


def test_a_handle_without_an_expiry_has_none() -> None:
    assert expires_at("4:a:b:c") is None
    assert expires_at("4:a:e:17x:b") is None


def test_a_handle_is_sendable_until_ten_minutes_before_its_expiry() -> None:
    handle = HANDLE.format(1_760_000_600)
    assert is_sendable(handle, 1_759_999_999.5)
    assert not is_sendable(handle, 1_760_000_000.0)
    assert is_sendable(handle, 1_760_000_000.0, margin=0)


def test_a_handle_that_names_no_expiry_is_sendable_if_there_is_one() -> None:
    assert is_sendable("4:a:b:c", 1_760_000_000.0)
    assert not is_sendable(" \n", 1_760_000_000.0)
    assert not is_sendable("", 1_760_000_000.0)
