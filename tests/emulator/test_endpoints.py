from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from emulator.conftest import Caller, Emulate, Json

LIST = "template/8615800001795"


def seed(caller: Caller, count: int) -> None:
    caller.emulator.console.add_templates(
        {"name": f"seeded_{number}", "language": "en"} for number in range(count)
    )


def names(page: Json) -> list[str]:
    return [row["name"] for row in page["list"]]


def test_pages_follow_each_other_with_the_newest_first(caller: Caller) -> None:
    seed(caller, 5)
    pages = [caller.page(page_number=number, page_size=2) for number in (1, 2, 3, 4)]
    assert [names(page) for page in pages] == [
        ["seeded_4", "seeded_3"],
        ["seeded_2", "seeded_1"],
        ["seeded_0"],
        [],
    ]
    assert [page["has_next_page"] for page in pages] == [True, True, False, False]
    assert {page["total"] for page in pages} == {5}


def test_a_page_may_be_shorter_than_was_asked_for(emulate: Emulate) -> None:
    caller = emulate(page_size_cap=2)
    seed(caller, 3)
    page = caller.page(page_size=100)
    assert (len(page["list"]), page["total"], page["has_next_page"]) == (2, 3, True)


@pytest.mark.parametrize(
    ("search", "found"), [("substring", ["order_late", "order"]), ("exact", ["order"])]
)
def test_a_name_is_searched_in_part_or_whole(
    emulate: Emulate, search: str, found: list[str]
) -> None:
    caller = emulate(name_search=search)
    for name in ("order", "other", "order_late"):
        caller.create(name=name)
    assert names(caller.page(name="order")) == found
    assert caller.page(name="order")["total"] == len(found)
    assert caller.page(name="")["total"] == 3


@pytest.mark.parametrize(
    "query",
    [
        {"page_number": 1},
        {"page_size": 10},
        {"page_number": 0, "page_size": 10},
        {"page_number": 1, "page_size": "many"},
        {"page_number": 2**31, "page_size": 10},
    ],
)
def test_page_number_and_size_are_required_and_count_from_one(caller: Caller, query: Json) -> None:
    answer = caller.send("GET", LIST, query={"tenant_id": 1} | query)
    assert caller.refused(answer)[0] == 1002


def test_rows_of_other_channels_are_listed_and_counted_but_have_no_detail(caller: Caller) -> None:
    console = caller.emulator.console
    other = console.add_template({"name": "viber", "language": "en", "channel": 1})
    caller.create()
    assert [row["channel"] for row in caller.page()["list"]] == [2, 1]
    assert caller.page()["total"] == 2
    assert caller.refused(caller.get(other["id"]))[0] == 22093


def test_the_two_id_spaces_are_not_mixed_up(caller: Caller) -> None:
    created = caller.create()
    meta_id = caller.detail(created["id"])["id"]
    assert 300 <= created["id"] < 1000
    assert caller.refused(caller.get(meta_id))[0] == 22093
    assert caller.refused(caller.delete(meta_id))[0] == 22093
    assert caller.refused(caller.write("PUT", created | {"id": meta_id}))[0] == 22093
    assert caller.page()["total"] == 1


@pytest.mark.parametrize(
    ("switch", "key"), [("id", "id"), ("meta_id", "meta_id"), ("nothing", None)]
)
def test_the_create_answer_holds_what_the_switch_says(
    emulate: Emulate, switch: str, key: str | None
) -> None:
    caller = emulate(create_answer=switch)
    data = caller.ok("CreateTemplateAnswer", caller.write("POST", caller.fields()))
    [stored] = caller.emulator.console.templates()
    assert data == ({"id": stored[key]} if key else None)


def test_the_code_is_a_string_where_the_switch_says_so(emulate: Emulate) -> None:
    caller = emulate(code_type="string")
    assert caller.send("GET", LIST)["code"] == "21058"
    assert caller.write("POST", caller.fields())["code"] == "0"


def test_a_name_and_language_exist_once(caller: Caller) -> None:
    created = caller.create(name="twice", language="en")
    body = {key: item for key, item in created.items() if key != "id"}
    assert caller.refused(caller.write("POST", body))[0] == 22041
    assert caller.refused(caller.write("POST", body | {"syn_meta": False}))[0] == 22041
    caller.create(name="twice", language="de")


def test_a_name_and_language_exist_twice_where_the_switch_says_so(emulate: Emulate) -> None:
    caller = emulate(duplicates="accepted")
    created = caller.create(name="twice")
    body = {key: item for key, item in created.items() if key != "id"}
    caller.ok("CreateTemplateAnswer", caller.write("POST", body))
    first, second = caller.page()["list"]
    assert (first["name"], first["language"]) == (second["name"], second["language"])
    assert first["id"] != second["id"]


def test_a_new_template_is_listed_only_after_a_while_where_the_switch_says_so(
    emulate: Emulate,
) -> None:
    caller = emulate(list_lag_seconds=60, edit_limits=False)
    console = caller.emulator.console
    body = caller.fields(name="late")
    answer = caller.ok("CreateTemplateAnswer", caller.write("POST", body))
    assert (caller.page()["list"], caller.page(name="late")["total"]) == ([], 0)
    assert caller.detail(answer["id"])["name"] == "late"
    assert caller.refused(caller.write("POST", body))[0] == 22041
    console.skip_seconds(61)
    assert (names(caller.page()), caller.page()["total"]) == (["late"], 1)
    caller.update(body | {"id": answer["id"]}, content="Changed")
    assert caller.row("late")["content"] == "Changed"
    caller.ok("DoneAnswer", caller.delete(answer["id"]))
    assert caller.page()["total"] == 0


@pytest.mark.parametrize("change", [{"name": "other"}, {"language": "de"}])
def test_a_name_and_a_language_never_change(caller: Caller, change: Json) -> None:
    created = caller.create()
    for syn_meta in (True, False):
        body = created | change | {"syn_meta": syn_meta}
        assert caller.refused(caller.write("PUT", body))[0] == 22041


def test_an_update_moves_updated_at_and_keeps_created_at(caller: Caller) -> None:
    created = caller.create()
    before = caller.row(created["name"])
    caller.emulator.console.skip_seconds(3600)
    caller.update(created, content="Changed")
    after = caller.row(created["name"])
    assert after["created_at"] == before["created_at"]
    assert after["updated_at"] > before["updated_at"]


def test_a_deleted_template_is_gone_at_once(caller: Caller) -> None:
    created = caller.create()
    caller.ok("DoneAnswer", caller.delete(created["id"]))
    assert caller.page()["total"] == 0
    for answer in (caller.get(created["id"]), caller.delete(created["id"])):
        assert caller.refused(answer)[0] == 22093


def test_forms_are_listed_with_their_errors(caller: Caller) -> None:
    error = {"error": "INVALID_PROPERTY", "message": "Unknown property"}
    caller.emulator.console.add_form(
        {"id": "77", "name": "broken", "status": "DRAFT", "validation_errors": [error]}
    )
    data = caller.ok("ListFormsAnswer", caller.send("GET", f"flow/{caller.phone}?tenant_id=1"))
    assert data["data"] == [
        {
            "name": "broken",
            "status": "DRAFT",
            "categories": ["OTHER"],
            "validation_errors": [error],
            "id": "77",
        },
        {
            "name": "appointment_booking",
            "status": "PUBLISHED",
            "categories": ["OTHER"],
            "validation_errors": [],
            "id": "803348158336427",
        },
    ]
