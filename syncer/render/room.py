"""Reports for places that take only so much: sections in order of weight, the rest counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence


def utf16_units(text: str) -> int:
    """The length as JavaScript counts it: never less than characters."""
    return len(text.encode("utf-16-le")) // 2


def utf8_bytes(text: str) -> int:
    """The length of a file with this text."""
    return len(text.encode())


@dataclass(frozen=True, slots=True)
class Room:
    """A place that takes `most` by `measure`; `elsewhere` is where the rest can be seen."""

    most: int
    measure: Callable[[str], int]
    elsewhere: str


COMMENT = Room(60_000, utf16_units, "the job summary")
"""GitHub takes comments of 65,536 characters; the rest is for what a workflow adds."""

JOB_SUMMARY = Room(1_000_000, utf8_bytes, "what the command prints as text")
"""GitHub takes summaries of 1 MiB a step."""

_CLOSING = 600
"""What is kept free for the last line, the one that counts what is not shown."""


@dataclass(frozen=True, slots=True)
class Section:
    """A titled list of items of one kind, the most important first.

    An item is what makes its text, and is called only where that may be shown. `count` puts a
    number of them in words. Of the whole room the section takes no more than `share`.
    """

    title: str
    count: Callable[[int], str]
    items: Sequence[Callable[[], str]]
    share: float = 1.0


def fitted(opening: str, sections: Iterable[Section], room: Room) -> str:
    """The opening and as much of the sections as the room takes; each item whole or only counted.

    `opening` has to be short.
    """
    texts, missing = [opening], []
    left = room.most - _CLOSING - room.measure(opening)
    for section in sections:
        shown = list(_shown(section, min(left, int(room.most * section.share)), room.measure))
        if rest := len(section.items) - len(shown):
            missing.append(section.count(rest))
        if shown:
            texts.append("\n".join([f"\n{section.title}\n", *shown]))
            left -= room.measure(texts[-1]) + 1
    texts += _closing(missing, room)
    return "\n".join(texts) + "\n"


def _shown(section: Section, most: int, measure: Callable[[str], int]) -> Iterator[str]:
    left = most - measure(section.title) - 3
    for item in section.items:
        text = item()
        left -= measure(text) + 1
        if left < 0:
            return
        yield text


def _closing(missing: Sequence[str], room: Room) -> list[str]:
    if not missing:
        return []
    return [f"\n**Not shown, for want of room:** {', '.join(missing)}. See {room.elsewhere}."]


def counted(number: int, noun: str) -> str:
    """A number and its noun: `1 account`, `2 accounts`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
