"""An object of Meta's JSON; its keys come in either case: `body_text`, `bodyText`, `BODY`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.model import plain_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from syncer.template_document import Json

_EMPTY: tuple[Json, ...] = (None, "", [], {})


class InexpressibleError(Exception):
    """A template cannot be made of this; the text says why. Never leaves this package."""


def plain(word: str) -> str:
    """A key or a type, however it is spelled: lower case without underscores."""
    return word.replace("_", "").lower()


class Fields:
    """The fields of an object. `path` is where it is in the template: `buttons[0]`."""

    def __init__(self, value: Json, path: str = "") -> None:
        """Raises InexpressibleError for what is no object."""
        if not isinstance(value, dict):
            raise InexpressibleError(f"its {path} is no object")
        self.path = path
        self._values = {plain(key): (key, item) for key, item in value.items()}

    def called(self, path: str) -> Fields:
        """The same fields under a path that says more."""
        return Fields(dict(self._values.values()), path)

    def get(self, name: str) -> Json:
        """A field's value; None where it is missing, null or empty."""
        value = self._values.get(plain(name), (name, None))[1]
        return None if value in _EMPTY else value

    def text(self, name: str) -> str:
        """A field's text in the normal form of the model; "" where there is none.

        Raises InexpressibleError for what is no text.
        """
        value = self.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            raise InexpressibleError(f"its {self.at(name)} is no text")
        return plain_text(value)

    def required(self, name: str) -> str:
        """The same, where it has to be there. Raises InexpressibleError where it is not."""
        text = self.text(name)
        if not text:
            raise InexpressibleError(f"its {self.at(name)} is missing")
        return text

    def items(self, name: str) -> list[Fields]:
        """The objects of a list. Raises InexpressibleError for what is no list of objects."""
        value = self.get(name) or []
        if not isinstance(value, list):
            raise InexpressibleError(f"its {self.at(name)} is no list")
        return [Fields(item, f"{self.at(name)}[{index}]") for index, item in enumerate(value)]

    def others(self, known: Collection[str]) -> Iterator[str]:
        """Where all that has a value and is not known stands."""
        names = {plain(name) for name in known}
        for name, (key, value) in self._values.items():
            if name not in names and value not in _EMPTY:
                yield self.at(key)

    def at(self, name: str) -> str:
        """A field's place in the template."""
        return f"{self.path}.{name}" if self.path else name
