"""The workload is the same each time, whole, and says nothing twice."""

from __future__ import annotations

from benchmarks.workload import SHOP, workload

SOME = 90


def test_the_same_number_gives_the_same_messages() -> None:
    assert workload(SOME) == workload(SOME)


def test_a_larger_workload_begins_with_a_smaller_one() -> None:
    assert workload(SOME)[:10] == workload(10)


def test_there_are_as_many_messages_as_were_asked_for_each_of_its_own() -> None:
    messages = workload(6000)
    assert len({(one.name, one.language) for one in messages}) == 6000
    assert len({(one.language, one.body) for one in messages}) == 6000


def test_bodies_are_as_long_as_real_ones() -> None:
    lengths = [len(one.body.replace("${shop}", SHOP)) for one in workload(6000)]
    assert min(lengths) >= 210
    assert max(lengths) <= 310


def test_every_kind_of_button_event_and_header_is_there() -> None:
    messages = workload(SOME)
    buttons = [button for one in messages for button in one.buttons]
    assert {b.kind for b in buttons} == {"QUICK_REPLY", "URL", "PHONE_NUMBER", "FLOW"}
    assert {e.kind for b in buttons for e in b.events} == {"tag", "text", "template"}
    assert {bool(one.image) for one in messages} == {True, False}
    assert {bool(one.header_text) for one in messages} == {True, False}


def test_plain_messages_have_no_images_and_open_no_forms() -> None:
    messages = workload(SOME, plain=True)
    assert not any(one.image for one in messages)
    assert not any(button.kind == "FLOW" for one in messages for button in one.buttons)


def test_an_event_leads_to_a_message_of_the_same_language() -> None:
    messages = workload(100)
    there = {(one.name, one.language) for one in messages}
    targets = {
        (event.value, one.language)
        for one in messages
        for button in one.buttons
        for event in button.events
        if event.kind == "template"
    }
    assert targets
    assert targets <= there
