from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from emulator.conftest import Caller, Emulate, Json


@pytest.fixture
def strict(emulate: Emulate) -> Caller:
    return emulate(content_rules="all")


def reply(text: str) -> Json:
    return {"type": "QUICK_REPLY", "text": text, "customizeType": "conventional"}


def link(text: str = "Go", url: str = "https://shop.example/") -> Json:
    return {"type": "URL", "text": text, "url": url}


def phone(text: str = "Call") -> Json:
    return {"type": "PHONE_NUMBER", "text": text, "phoneNumber": "+8613128000000"}


REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("start or end", {"content": "{{1}} is on its way."}),
    ("start or end", {"content": "It is on its way, {{1}}"}),
    ("nothing between", {"content": "Hi {{1}}{{2}}, all is well."}),
    ("braces", {"content": "Hi {{1, all is well."}),
    ("braces", {"content": "Hi 1}}, all is well."}),
    ("no name", {"content": "Hi {{ }}, all is well."}),
    ("1, 2, 3", {"content": "Hi {{2}}, all is well."}),
    ("1, 2, 3", {"content": "Hi {{1}} and {{3}}, all is well."}),
    ("one variable", {"headerText": "Hi {{1}} and {{2}}"}),
    ("a header is one line", {"headerText": "Hi\nyou"}),
    ("a header has no emoji", {"headerText": "Hi 👋"}),
    ("a header has no formatting", {"headerText": "Hi *you*"}),
    ("a header has no formatting", {"headerText": "Hi _you_"}),
    ("a footer has no variables", {"footerText": "Bye {{1}}"}),
    ("a footer is one line", {"footerText": "Bye\nnow"}),
    ("2 URL buttons", {"buttonComponents": [link("A"), link("B"), link("C")]}),
    ("1 PHONE_NUMBER buttons", {"buttonComponents": [phone("A"), phone("B")]}),
    ("stand together", {"buttonComponents": [reply("A"), link(), reply("B")]}),
    ("text has no variables", {"buttonComponents": [reply("See {{1}}")]}),
    ("text is one line", {"buttonComponents": [reply("See\nit")]}),
    ("text has no emoji", {"buttonComponents": [reply("See 👀")]}),
    ("text has no formatting", {"buttonComponents": [reply("See ~it~")]}),
    ("at its end", {"buttonComponents": [link(url="https://shop.example/{{1}}/x")]}),
    ("at its end", {"buttonComponents": [link(url="https://shop.example/{{2}}")]}),
    ("at its end", {"buttonComponents": [link(url="https://shop.example/{{1}}{{1}}")]}),
]
TAKEN: list[dict[str, Any]] = [
    {"content": "Hi {{First Name}}, all is well."},
    {"content": "Hi {{2}} and {{1}}, all is well."},
    {"content": "Braces } and { by themselves."},
    {"headerText": "Hi {{1}}", "footerText": "Bye 👋"},
    {"headerText": "2 * 3 * 4 and snake_case_name"},
    {"buttonComponents": [reply("A"), reply("B"), link()]},
    {"buttonComponents": [link("A"), link("B"), phone()]},
    {"buttonComponents": [link(url="https://shop.example/{{1}}")]},
]


@pytest.mark.parametrize(("complaint", "fields"), REFUSED)
def test_what_meta_documents_is_refused(
    strict: Caller, complaint: str, fields: dict[str, Any]
) -> None:
    code, message = strict.refused(strict.write("POST", strict.fields(**fields)))
    assert code == 22041
    assert complaint in message
    assert strict.emulator.console.templates() == []


@pytest.mark.parametrize("fields", TAKEN)
def test_what_meta_takes_is_taken(strict: Caller, fields: dict[str, Any]) -> None:
    strict.create(**fields)


@pytest.mark.parametrize(("complaint", "fields"), REFUSED)
def test_by_default_only_lengths_are_looked_at(
    caller: Caller, complaint: str, fields: dict[str, Any]
) -> None:
    assert complaint
    caller.create(**fields)


def test_an_update_is_looked_at_too_if_meta_hears_of_it(strict: Caller) -> None:
    body = strict.create()
    changed = body | {"footerText": "Bye {{1}}"}
    code, _ = strict.refused(strict.write("PUT", changed))
    assert code == 22041
    assert strict.component(body["id"], "FOOTER") is None
    strict.update(changed, syn_meta=False)
