"""The text of a JSON file → its rows, each of which should be one of Meta's templates.

Taken are one object, a list, a dump of the Graph API (`{"data": […]}`), and any number of these
behind each other, as in JSON lines.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from syncer.documents.text import end_of
from syncer.errors import Location, Problem
from syncer.importing.values import ReadRows, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.template_document import Json

RULE = "json"
_SPACE = " \t\r\n"
_AROUND = (
    "data",
    "message_templates",
    "waba_templates",
    "templates",
    "message_template",
    "template",
)
"""Keys of what is around templates: Graph API, 360dialog, webhooks, SDKs."""
_DEEPEST = 8
_DECODER = json.JSONDecoder()


def read_rows(text: str, file: str) -> ReadRows:
    """The rows of a text in their order. `file` is what messages call it. Never raises."""
    if not text.strip():
        return ReadRows((), (Problem(Location(file), "there is nothing in it", _HINT, RULE),))
    rows: list[Row] = []
    problems: list[Problem] = []
    for start, end in _parts(text):
        for value in _values(text, start, end, file):
            if isinstance(value, Problem):
                problems.append(value)
            else:
                rows += _rows_in(value, 0)
    return ReadRows(tuple(rows), tuple(problems))


def _parts(text: str) -> Iterator[tuple[int, int]]:
    """The lines of JSON lines, where one can be broken and the next is not; else the whole text."""
    lines = text.split("\n")
    filled = [line for line in lines if line.strip()]
    each_may_be_one = len(filled) > 1 and all(line.startswith("{") for line in filled)
    if not each_may_be_one or not _has_a_value(filled):
        yield 0, len(text)
        return
    start = 0
    for line in lines:
        yield start, start + len(line)
        start += len(line) + 1


def _has_a_value(lines: list[str]) -> bool:
    """Whether any of these lines is a value by itself: of one value broken into lines none is."""
    return any(map(_is_json, lines))


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _values(text: str, start: int, end: int, file: str) -> Iterator[Row | Problem]:
    """The values of a part of the text, up to the first one that is none."""
    part = text[start:end].rstrip(_SPACE)
    place = 0
    while place < len(part):
        place += len(part) - place - len(part[place:].lstrip(_SPACE))
        location = end_of(text[: start + place], file)
        try:
            value, place = _DECODER.raw_decode(part, place)
        except json.JSONDecodeError as error:
            where = end_of(text[: start + error.pos], file)
            yield Problem(where, f"this is not JSON: {error.msg}", _HINT, RULE)
            return
        except RecursionError:
            yield Problem(location, "the JSON is nested too deep", "flatten it", RULE)
            return
        except ValueError:  # Python reads no integer of more than 4,300 digits
            yield Problem(location, "the JSON has a number that is too long", _HINT, RULE)
            return
        yield Row(value, location)


_HINT = "import JSON as Meta's API gives it"


def _rows_in(row: Row, depth: int) -> Iterator[Row]:
    """A row itself, or those that it is around."""
    if depth < _DEEPEST and isinstance(row.value, list):
        for index, item in enumerate(row.value):
            yield from _rows_in(Row(item, row.location, f"{row.path}[{index}]"), depth + 1)
    elif depth < _DEEPEST and (key := _wrapper(row.value)):
        path = f"{row.path}.{key}".removeprefix(".")
        yield from _rows_in(Row(row.value[key], row.location, path), depth + 1)
    else:
        yield row


def _wrapper(value: Json) -> str | None:
    """The key under which an object has templates, where it is none itself."""
    if not isinstance(value, dict) or "components" in value:
        return None
    return next((key for key in _AROUND if isinstance(value.get(key), dict | list)), None)
