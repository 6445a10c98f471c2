"""Template files as people write them by hand: hypothesis strategies of their text.

Keys stand in any order, each value in any style that YAML has for it, and comments and empty lines
wherever one may put them. Each comment is `# note` with a number of its own.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any, TypeAlias

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator

Value: TypeAlias = Any  # texts in lists and maps

WORDS = st.sampled_from(
    (
        "Hello",
        "Hi {{name}}!",
        "two words",
        "it's 5 o'clock",
        'say "hi"',
        "a: b",
        "é 你好 😀",
        "#1",
        "5\tpieces",
        "007",
    )
)
PARAGRAPHS = st.lists(WORDS, min_size=1, max_size=4).map(" and ".join)
TEXTS = st.lists(PARAGRAPHS | st.just(""), max_size=3).map(
    lambda lines: "\n".join(["First", *lines, "last"])
)
BUTTONS = st.fixed_dictionaries(
    {"type": st.just("QUICK_REPLY"), "text": WORDS},
    optional={
        "unsubscribe": st.just("true"),
        "events": st.just([{"template": {"name": "shop", "language": "en"}}]),
    },
)
MESSAGES: dict[str, st.SearchStrategy[Any]] = {
    "header": st.fixed_dictionaries({"text": WORDS}),
    "footer": WORDS,
    "buttons": st.lists(BUTTONS, min_size=1, max_size=3),
}
TRANSLATIONS = st.fixed_dictionaries(
    {"body": TEXTS | WORDS}, optional={**MESSAGES, "ignore": st.just({"body-length": "It is long"})}
)
TEMPLATES = st.fixed_dictionaries(
    {
        "name": st.just("shop"),
        "category": st.just("UTILITY"),
        "translations": st.dictionaries(
            st.sampled_from(("en", "es", "pt_BR")), TRANSLATIONS, min_size=1
        ),
    },
    optional={
        **MESSAGES,
        "tag": st.just("orders"),
        "examples": st.dictionaries(st.sampled_from(("name", "day")), WORDS, min_size=1),
    },
)


@st.composite
def handwritten(draw: st.DrawFn) -> str:
    """The text of a file with one or two templates."""
    documents = draw(st.lists(TEMPLATES, min_size=1, max_size=2))
    return "---\n".join(_Hand(draw).document(one) for one in documents)


def _unfolded(text: str) -> str:
    """What folds into the text."""
    return text.replace("\n", "\n\n").replace(" and ", " and\n")


def _indented(text: str, column: int) -> Iterator[str]:
    return (line and f"{' ' * column}{line}" for line in text.split("\n"))


class _Hand:
    """Writes values, each in a style of its own."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self._numbers = count()

    def document(self, value: Value) -> str:
        lines = [*self._map(value, 0), *self._notes(0)]
        return "".join(f"{line}\n" for line in lines)

    def _one_of(self, *options: Any) -> Any:
        return self._draw(st.sampled_from(options))

    def _one_in(self, several: int) -> bool:
        return self._draw(st.integers(1, several)) == 1

    def _note(self) -> str:
        return f"# note {next(self._numbers)}"

    def _notes(self, column: int) -> Iterator[str]:
        """Comments and empty lines on lines of their own."""
        for _ in range(self._one_of(0, 0, 0, 1, 2)):
            yield " " * self._one_of(column, column, 0) + self._note() if self._one_in(2) else ""

    def _beside(self) -> str:
        blanks: str = self._one_of("", "", "", " ", "\t")
        return blanks and f"{blanks}{self._note()}"

    def _map(self, value: Value, column: int) -> Iterator[str]:
        for key in self._draw(st.permutations(list(value))):
            yield from self._notes(column)
            yield from self._entry(f"{' ' * column}{key}:", value[key], column)
        yield from self._notes(column)

    def _entry(self, start: str, value: Value, column: int) -> Iterator[str]:
        """A value behind a key, or below it, and perhaps under an anchor."""
        if self._one_in(6):
            start += f" &a{next(self._numbers)}"
        if isinstance(value, str):
            yield from self._text(start, value, column + 2)
        elif self._one_in(4):
            yield from self._flow(start, value, column + 2)
        else:
            yield f"{start}{self._beside()}"
            yield from self._block(value, column)

    def _block(self, value: Value, column: int) -> Iterator[str]:
        if isinstance(value, dict):
            yield from self._map(value, column + self._one_of(2, 2, 4))
        else:
            yield from self._list(value, column + self._one_of(0, 2))

    def _list(self, items: Value, column: int) -> Iterator[str]:
        for item in items:
            yield from self._notes(column)
            lines = list(self._map(item, column + 2))
            if self._one_in(3):
                beside = self._beside().replace("\t", " ")  # YAML allows no tab behind a dash
                yield f"{' ' * column}-{beside}"
            else:
                while not lines[0].strip() or lines[0].strip().startswith("#"):
                    yield " " * column + lines.pop(0).strip()
                lines[0] = f"{' ' * column}- {lines[0].strip()}"
            yield from lines
        yield from self._notes(column)

    def _flow(self, start: str, value: Value, column: int) -> Iterator[str]:
        """On one line, or, with comments between, one item or key on each."""
        inner = list(self._items(value))
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        if self._one_in(2):
            yield f"{start} {opening}{', '.join(inner)}{closing}{self._beside()}"
            return
        yield f"{start} {opening}{self._beside()}"
        for one in inner:
            yield from self._notes(column)
            yield f"{' ' * column}{one},{self._beside()}"
        yield from self._notes(column)
        yield f"{' ' * column}{closing}{self._beside()}"

    def _items(self, value: Value) -> Iterator[str]:
        if isinstance(value, dict):
            yield from (f"{key}: {self._inline(value[key])}" for key in value)
        else:
            yield from map(self._inline, value)

    def _inline(self, value: Value) -> str:
        if isinstance(value, str):
            return self._quoted(value)
        opening, closing = "{}" if isinstance(value, dict) else "[]"
        return f"{opening}{', '.join(self._items(value))}{closing}"

    def _text(self, start: str, text: str, column: int) -> Iterator[str]:
        if "\n" in text and not self._one_in(3):
            yield f"{start} {self._one_of('|', '|-')}{self._beside()}"
            yield from _indented(text, column)
        elif self._one_in(2):
            sign = self._one_of(">", ">-") if "\n" in text else ">-"
            yield f"{start} {sign}{self._beside()}"
            yield from _indented(_unfolded(text), column)
        elif self._one_in(3):
            yield f"{start}{self._beside()}"
            yield from self._notes(column)
            yield f"{' ' * column}{self._plain(text)}{self._beside()}"
        else:
            yield f"{start} {self._plain(text)}{self._beside()}"

    def _plain(self, text: str) -> str:
        is_plain = text[0] not in "#0" and not {*'\n:"'} & {*text}
        return text if is_plain and self._one_in(2) else self._quoted(text)

    def _quoted(self, text: str) -> str:
        if "\n" not in text and self._one_in(2):
            return "'" + text.replace("'", "''") + "'"
        return '"' + text.replace('"', '\\"').replace("\n", "\\n") + '"'
