"""What a person should know of the files that were written: one warning for each kind of thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.model import UnnamedTags
from syncer.short_links import short_links

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

    from syncer.pull.build import FileText
    from syncer.pull.declared import Translation

_LISTED = 10


def warnings(
    account: str, written: Sequence[FileText], in_project: Collection[Path]
) -> Iterator[str]:
    """What the files do not say though it is live, and those that no plan reads."""
    translations = [one for text in written for one in text.translations]
    yield from _unnamed_tags(account, translations)
    yield from _short_links(account, translations)
    yield from _lost_comments(written)
    yield from unread([text.path for text in written if text.path not in in_project])


def unread(elsewhere: Sequence[Path]) -> Iterator[str]:
    """That these files, if there are any, are none of the project's."""
    if elsewhere:
        paths = listed([str(path) for path in elsewhere])
        yield f"no plan reads {paths}: `templates` in syncer.yaml does not name it"


def _lost_comments(written: Sequence[FileText]) -> Iterator[str]:
    found = [f"{text.path.name} ({text.lost})" for text in written if text.lost]
    if found:
        yield (
            f"comments within what changed are not kept: {listed(found)}; look at the change before"
            " you commit it"
        )


def _unnamed_tags(account: str, written: Sequence[Translation]) -> Iterator[str]:
    found = [
        f"{one.live.key} ({', '.join(map(str, one.live.tag.ids))})"
        for one in written
        if isinstance(one.live.tag, UnnamedTags) and one.writes("tag")
    ]
    if found:
        yield (
            f"no single known name stands for the tag of {listed(found)}, so it is left out; name"
            f" it under `accounts.{account}.tags` in syncer.yaml, and pull again"
        )


def _short_links(account: str, written: Sequence[Translation]) -> Iterator[str]:
    found = [
        f"{one.live.key} ({', '.join(links)})"
        for one in written
        if one.writes("body") and (links := short_links(one.live.body))
    ]
    if found:
        yield (
            f"nothing tells where the short links in the body of {listed(found)} lead; write the"
            f" real URLs in their place, or let `accounts.{account}.resolve_short_links: true` look"
            " them up and pull again"
        )


def listed(items: Sequence[str]) -> str:
    """The items, of which a long list is cut short."""
    more = len(items) - _LISTED
    return ", ".join(items[:_LISTED]) + (f" and {more} more" if more > 0 else "")
