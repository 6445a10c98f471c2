"""The sample values of a body, by placeholder."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from syncer.importing.fields import Fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.template_document import Json

_PLACEHOLDER = re.compile(r"\{\{\s*([^{}\s](?:[^{}]*[^{}\s])?)\s*\}\}")
_NO_KEYS = frozenset({"<<"})


def placeholders(text: str) -> list[str]:
    """What stands between the double braces of a text, each once."""
    return list(dict.fromkeys(_PLACEHOLDER.findall(text)))


def examples_of(body: Fields) -> dict[str, str]:
    """Those of the placeholders that the body has; what is no text or number is none."""
    example = body.get("example")
    if not isinstance(example, dict):
        return {}
    fields = Fields(example)
    given = {**dict(_positional(fields)), **dict(_named(fields))}
    wanted = [one for one in placeholders(body.text("text")) if one not in _NO_KEYS]
    return {one: given[one] for one in wanted if one in given}


def _positional(example: Fields) -> Iterator[tuple[str, str]]:
    """`body_text` is a list of lists, one for each set of values; fixtures write one of them."""
    values = example.get("body_text")
    if isinstance(values, list) and isinstance(values[0], list):
        values = values[0]
    if isinstance(values, list):
        for number, value in enumerate(values, 1):
            yield from _sample(str(number), value)


def _named(example: Fields) -> Iterator[tuple[str, str]]:
    values = example.get("body_text_named_params")
    for value in values if isinstance(values, list) else ():
        if isinstance(value, dict):
            fields = Fields(value)
            yield from _sample(fields.get("param_name"), fields.get("example"))


def _sample(name: Json, value: Json) -> Iterator[tuple[str, str]]:
    if isinstance(name, str) and _is_sample(value):
        text = str(value)
        if _is_whole(text):
            yield name, text


def _is_sample(value: Json) -> bool:
    """Whether it is a text or a number, among which Python counts True and False."""
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _is_whole(text: str) -> bool:
    """Whether no half of an emoji is in it, which no file can hold."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
