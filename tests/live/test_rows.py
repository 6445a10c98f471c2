from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from support.emulated import PHONE
from support.pace import impatient

from syncer.config import Secret
from syncer.live.rows import find_row, names_by_id, read_rows
from syncer.model import LiveRow, TemplateKey
from syncer.nxcloud.client import Client, Credentials, Sender
from syncer.nxcloud.transport import http_client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from support.emulated import Emulate, Emulated

UNSTEADY = "the list of templates does not fit its own total, or changed while it was read"


def listed_by(client: Client) -> tuple[dict[TemplateKey, LiveRow], tuple[str, ...]]:
    """The rows of the list, and what was odd about it."""
    listing = read_rows(client)
    return listing.rows, listing.warnings


def names(rows: dict[TemplateKey, LiveRow]) -> set[str]:
    return {key.name for key in rows}


def add_many(emulator: Emulated, how_many: int) -> list[int]:
    """The ids of templates called t0, t1 and so on; the list shows the last one first."""
    return [emulator.add(f"t{number}") for number in range(how_many)]


def on_page(number: int, change: Callable[[], object]) -> Callable[[httpx.Request], None]:
    """Makes a change once, just before this page is read for the first time."""
    changes = iter([change])

    def before(request: httpx.Request) -> None:
        if request.url.params.get("page_number") == str(number):
            for pending in changes:
                pending()

    return before


def test_a_row_says_what_the_list_shows(emulator: Emulated) -> None:
    template_id = emulator.add("menu", body="Hello\r\nthere\n", quality="GREEN", status="REJECTED")
    emulator.console.change_template(template_id, {"rejected_reason": "SCAM"})
    rows, warnings = listed_by(emulator.client)
    key = TemplateKey("menu", "en")
    assert rows == {key: LiveRow(template_id, key, "Hello\nthere", "GREEN", "UTILITY", "SCAM")}
    assert rows[key].fields["content"] == "Hello\r\nthere\n", "as it came"
    assert warnings == ()


def test_an_account_without_templates_has_no_rows(emulator: Emulated) -> None:
    assert listed_by(emulator.client) == ({}, ())


def test_pages_are_read_to_the_end_even_if_they_are_cut_silently(emulate: Emulate) -> None:
    emulator = emulate(page_size_cap=3)
    add_many(emulator, 8)
    rows, warnings = listed_by(emulator.client)
    assert names(rows) == {f"t{number}" for number in range(8)}
    assert warnings == ()
    assert emulator.console.request_counts() == {"list": 3}


def test_rows_of_other_channels_are_passed_over(emulator: Emulated) -> None:
    emulator.add("menu")
    emulator.add("viber_menu", channel=3)
    rows, warnings = listed_by(emulator.client)
    assert names(rows) == {"menu"}
    assert warnings == ()


def test_of_a_name_and_language_listed_twice_the_newer_is_used_and_told(
    emulator: Emulated,
) -> None:
    older, newer = emulator.add("menu"), emulator.add("menu")
    rows, warnings = listed_by(emulator.client)
    assert rows[TemplateKey("menu", "en")].template_id == newer
    assert warnings == (
        f"menu/en is listed twice, with the ids {older} and {newer}; the second one is used",
    )


def test_a_row_that_appears_while_the_pages_are_read_is_found(emulate: Emulate) -> None:
    emulator = emulate(page_size_cap=2)
    add_many(emulator, 5)
    shifting = emulator.meanwhile(on_page(2, lambda: emulator.add("new")))
    rows, warnings = listed_by(shifting.client)
    assert names(rows) == {"new", "t0", "t1", "t2", "t3", "t4"}
    assert warnings == ()


def test_a_row_that_slips_to_a_page_already_read_is_found(emulate: Emulate) -> None:
    emulator = emulate(page_size_cap=2)
    ids = add_many(emulator, 5)
    shifting = emulator.meanwhile(on_page(2, lambda: emulator.console.delete_template(ids[4])))
    rows, warnings = listed_by(shifting.client)
    assert names(rows) == {"t0", "t1", "t2", "t3"}
    assert warnings == ()


def test_a_list_that_never_stands_still_gives_all_rows_seen_and_says_so(emulate: Emulate) -> None:
    emulator = emulate(page_size_cap=2)
    add_many(emulator, 3)
    numbers = count()
    restless = emulator.meanwhile(lambda _: emulator.add(f"new_{next(numbers)}"))
    rows, warnings = listed_by(restless.client)
    assert {"t0", "t1", "t2", "new_0"} <= names(rows)
    assert warnings == (UNSTEADY,)


def test_one_template_is_looked_up_by_its_whole_name_and_language(emulator: Emulated) -> None:
    template_id = emulator.add("menu")
    emulator.add("menu", "de")
    emulator.add("menu_new")
    emulator.add("the_menu")
    found = find_row(emulator.client, TemplateKey("menu", "en"))
    assert found is not None
    assert found.template_id == template_id
    assert find_row(emulator.client, TemplateKey("men", "en")) is None


def test_a_look_up_takes_the_newer_of_two_on_different_pages(emulate: Emulate) -> None:
    emulator = emulate(page_size_cap=1)
    emulator.add("menu")
    newer = emulator.add("menu")
    found = find_row(emulator.client, TemplateKey("menu", "en"))
    assert found is not None
    assert found.template_id == newer


def test_ids_tell_which_template_they_mean(emulator: Emulated) -> None:
    ids = add_many(emulator, 2)
    rows, _ = listed_by(emulator.client)
    assert names_by_id(rows) == {
        ids[0]: TemplateKey("t0", "en"),
        ids[1]: TemplateKey("t1", "en"),
    }


# What no emulator shows: a list whose numbers are wrong.


@pytest.fixture
def pages() -> list[dict[str, Any]]:
    """What the list answers, page by page."""
    return []


@pytest.fixture
def asked() -> list[int]:
    """The page numbers that were asked for."""
    return []


@pytest.fixture
def client(pages: list[dict[str, Any]], asked: list[int]) -> Iterator[Client]:
    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(int(request.url.params["page_number"]))
        return httpx.Response(200, json={"code": 0, "message": "", "data": pages[asked[-1] - 1]})

    credentials = Credentials(Secret("key"), Secret("secret"))
    with http_client(transport=httpx.MockTransport(answer)) as http:
        yield Client(Sender("https://api.test", PHONE, 1), credentials, http, pace=impatient())


def listed(*ids: int) -> list[dict[str, Any]]:
    return [{"id": id_, "channel": 2, "name": f"t{id_}", "language": "en"} for id_ in ids]


def test_a_list_without_a_total_is_read_once(
    client: Client, pages: list[dict[str, Any]], asked: list[int]
) -> None:
    pages += [
        {"list": listed(1, 2), "has_next_page": True},
        {"list": listed(3), "has_next_page": False},
    ]
    rows, warnings = listed_by(client)
    assert names(rows) == {"t1", "t2", "t3"}
    assert warnings == ()
    assert asked == [1, 2]


def test_a_total_that_is_always_wrong_is_told_after_two_equal_readings(
    client: Client, pages: list[dict[str, Any]], asked: list[int]
) -> None:
    pages.append({"list": listed(1, 2), "has_next_page": False, "total": 9})
    rows, warnings = listed_by(client)
    assert names(rows) == {"t1", "t2"}
    assert warnings == (UNSTEADY,)
    assert asked == [1, 1]
