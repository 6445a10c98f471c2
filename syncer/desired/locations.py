"""Where the values of a translation stand: looked up in the file once somebody asks."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from syncer.documents.nodes import entry_of, key_locations, locations, node_at
from syncer.errors import Location
from syncer.key_order import TRANSLATION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from syncer.documents.nodes import Node

_KEYS = ("name", "category", "renamed_from", *TRANSLATION)


class Locations(Mapping[str, Location]):
    """The place of each value of a translation by its path, such as `buttons[0].text`.

    An inherited value stands where it is inherited from. Nobody asks where most translations are
    right, so `root` gives the document's nodes only then.
    """

    def __init__(self, root: Callable[[], Node], language: str, file: str) -> None:
        self._root = root
        self._language = language
        self._file = file

    def __getitem__(self, path: str) -> Location:
        return self._all[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    @cached_property
    def _all(self) -> dict[str, Location]:
        return dict(_locations(self._root(), self._language, self._file))


def _locations(root: Node, language: str, file: str) -> Iterator[tuple[str, Location]]:
    translation = node_at(root, ("translations", language))
    for key in _KEYS:
        entry = entry_of(translation, key) or entry_of(root, key)
        if entry is not None:
            yield from locations(file, entry.value, key)
            if key == "ignore":
                yield from key_locations(file, entry.value, key)
