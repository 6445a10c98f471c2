"""What a person should know of the files that were written: one warning for each kind of thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.importing.examples import placeholders
from syncer.model import MediaHeader
from syncer.pull.media import FOLDER
from syncer.pull.warnings import listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from syncer.importing.values import Expressed


def warnings(written: Sequence[Expressed]) -> Iterator[str]:
    """Media that only stand in for the real ones, and placeholders with names of their own."""
    yield from _placeholder_media(written)
    yield from _names(written)


def _placeholder_media(written: Sequence[Expressed]) -> Iterator[str]:
    keys: dict[str, list[str]] = {}
    for one in written:
        if isinstance(one.template.header, MediaHeader):
            keys.setdefault(one.template.header.filename, []).append(str(one.key))
    for filename, found in keys.items():
        yield (
            f"Meta's JSON does not have the bytes of media: {FOLDER}/{filename} stands in for those"
            f" of {listed(found)}; name the real files before you apply"
        )


def _names(written: Sequence[Expressed]) -> Iterator[str]:
    found = [
        f"{one.key} ({', '.join(names)})"
        for one in written
        if (names := [name for name in placeholders(one.template.body) if not name.isdigit()])
    ]
    if found:
        yield (
            "NxCloud fills in a placeholder with the customer field of that name; check that there"
            f" are such fields: {listed(found)}"
        )
