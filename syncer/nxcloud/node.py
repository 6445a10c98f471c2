"""A JSON value of an answer together with its place, so that every surprise can be named.

Null and a missing member read alike, numbers may come as text and texts as numbers: NxCloud does
both. Anything that is understood neither way is an UnexpectedAnswerError that names the path.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn, TypeGuard

from syncer.errors import UnexpectedAnswerError

if TYPE_CHECKING:
    from collections.abc import Mapping

# Ids, counts and codes are not longer, and a URL or a database could not hold them.
_WHOLE_NUMBER = re.compile(r"-?[0-9]{1,19}")
_TOO_LONG = 10**19
_FLAGS = {"0": False, "1": True, "false": False, "true": True, "": None}
_HINT = "NxCloud's answer is not as documented; if it stays so, report it with the trace id"


def whole_number(value: object) -> int | None:
    """A JSON number of up to 19 digits without a fraction, or the same as text; otherwise None."""
    if isinstance(value, str):
        return int(value) if _WHOLE_NUMBER.fullmatch(value) else None
    return value if _is_integer(value) and -_TOO_LONG < value < _TOO_LONG else None


def _is_integer(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


@dataclass(frozen=True, slots=True)
class Node:
    """A value and its `path` in the answer (`data.components[0]`), for one `call`."""

    value: object
    path: str = "data"
    call: str = ""
    trace_id: str = ""

    def mapping(self) -> Mapping[str, object]:
        """The members of an object; none of null. Raises UnexpectedAnswerError."""
        if self.value is None:
            return {}
        return self.value if isinstance(self.value, dict) else self._unexpected("an object")

    def member(self, name: str) -> Node:
        """A member; null where it, or the object, is missing. Raises UnexpectedAnswerError."""
        return self._at(self.mapping().get(name), f"{self.path}.{name}")

    def expected(self, name: str) -> Node:
        """A member that has to be there, if only as null. Raises UnexpectedAnswerError."""
        member = self.member(name)
        return member if name in self.mapping() else member._unexpected("a value")  # noqa: SLF001

    def text_of(self, name: str) -> str:
        """`member(name).text()`, quicker: a list has many texts, and most are just that."""
        value = self.value_of(name)
        return value if isinstance(value, str) else self.member(name).text()

    def value_of(self, name: str) -> object:
        """`member(name).value`, quicker. Raises UnexpectedAnswerError."""
        return self.value.get(name) if isinstance(self.value, dict) else self.mapping().get(name)

    def elements(self) -> tuple[Node, ...]:
        """The elements of a list; none of null. Raises UnexpectedAnswerError."""
        if self.value is None:
            return ()
        if not isinstance(self.value, list):
            self._unexpected("a list")
        return tuple(self._at(item, f"{self.path}[{i}]") for i, item in enumerate(self.value))

    def present(self) -> Node:
        """The value, if it is not null. Raises UnexpectedAnswerError."""
        return self if self.value is not None else self._unexpected("a value")

    def text(self) -> str:
        """A text, or a whole number as text; empty for null. Raises UnexpectedAnswerError."""
        if self.value is None:
            return ""
        if isinstance(self.value, str):
            return self.value
        return str(self.value) if _is_integer(self.value) else self._unexpected("a text")

    def number(self) -> int | None:
        """A whole number, also as text; None for null and "". Raises UnexpectedAnswerError."""
        if self.value is None or self.value == "":
            return None
        number = whole_number(self.value)
        return number if number is not None else self._unexpected("a whole number")

    def required_number(self) -> int:
        """A whole number that must be there. Raises UnexpectedAnswerError."""
        number = self.number()
        return number if number is not None else self._unexpected("a whole number")

    def required_text(self) -> str:
        """A text that must be there and not empty. Raises UnexpectedAnswerError."""
        return self.text() or self._unexpected("a text that is not empty")

    def flag(self) -> bool | None:
        """True or false, also as 1 or 0; None for null and "". Raises UnexpectedAnswerError."""
        if self.value is None or isinstance(self.value, bool):
            return self.value
        word = str(self.value).lower() if isinstance(self.value, int | str) else "?"
        return _FLAGS[word] if word in _FLAGS else self._unexpected("true, false, 1 or 0")

    def _at(self, value: object, path: str) -> Node:
        return Node(value, path, self.call, self.trace_id)

    def _unexpected(self, wanted: str) -> NoReturn:
        raise UnexpectedAnswerError(
            f"{self.call}: {self.path} is {_json_type(self.value)}, where {wanted} is expected",
            hint=_HINT,
            trace_id=self.trace_id,
        )


def _json_type(value: object) -> str:
    names = {dict: "an object", list: "a list", bool: "a boolean", str: "a text", int: "a number"}
    return "null" if value is None else names.get(type(value), "a fraction")
