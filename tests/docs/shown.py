"""What a document shows against what is really printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_VARYING = (
    (re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z"), "<time>"),
    (re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC"), "<minute>"),
    (re.compile(r"http://127\.0\.0\.1:\d+|https://api\.nxcloud\.com"), "<address>"),
    (re.compile(r"trace id \w+"), "trace id <id>"),
)
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
_CALL = re.compile(r"(\$ (?:.*\\\n)*.*\n)((?:(?!\$ ).*\n)*)")
_ANY_LINES, _ANYTHING = ("…", "..."), " *… *"


@dataclass(frozen=True, slots=True)
class Call:
    """A command line, as it is `typed` behind `$ `, and the lines below it: what it shows."""

    typed: str
    shown: str

    @property
    def line(self) -> str:
        """The command, without the shell's own ways of writing it in several lines."""
        return " ".join(self.typed.removeprefix("$ ").replace("\\\n", "").split())


def calls_of(text: str) -> Iterator[Call]:
    """The calls of a `console` block; a line that ends in a backslash goes on in the next."""
    calls = _CALL.findall(text)
    assert "".join(typed + shown for typed, shown in calls) == text, "it begins with `$ `"
    for typed, shown in calls:
        yield Call(typed, shown)


def as_shown(said: str) -> str:
    """What is printed, as a document shows it."""
    text = _ADDRESS.sub("http://127.0.0.1:8321", said)
    return "".join(f"{line.rstrip()}\n" for line in text.rstrip().splitlines())


def agrees(shown: str, said: str) -> bool:
    """Whether a text is what a document shows of it.

    A line `…` or `...` stands for any lines, `…` in a line for anything; times, addresses and trace
    ids may be others.
    """
    pattern = "".join(map(_pattern, _without_varying(shown).rstrip().splitlines()))
    return bool(re.fullmatch(pattern, _without_varying(as_shown(said))))


def _without_varying(text: str) -> str:
    for pattern, name in _VARYING:
        text = pattern.sub(name, text)
    return text


def _pattern(line: str) -> str:
    if line.strip() in _ANY_LINES:
        return r"(?:.*\n)*?"
    return r".*".join(map(re.escape, re.split(_ANYTHING, line.rstrip()))) + r"\n"
