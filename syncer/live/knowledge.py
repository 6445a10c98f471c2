"""What is known about an account beside what its API answers: tag names, short links, media bytes.

Some of it cannot be read back from NxCloud, and is remembered from own writes and events
(`memory`); some only saves reading again (`cache`). None of it is ever needed: what is not known is
reported as unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from syncer.short_links import expand, originals, short_links

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from syncer.live.cache import Cache
    from syncer.live.facts import Facts
    from syncer.live.kept import Kept

_TAG = "tag"
_UNREAD_TAG = "unread_tag"
_SHORT_LINK = "short_link"


@dataclass(frozen=True, slots=True)
class Knowledge:
    """One sender's knowledge.

    `scope` keeps accounts and endpoints apart; `tags` is `accounts.X.tags`, ids by name.
    """

    scope: str
    tags: Mapping[str, int]
    memory: Facts
    cache: Cache

    def tag_names(self) -> dict[int, str]:
        """Tag names by id: remembered ones, and those of syncer.yaml, which win."""
        remembered = self.memory.recall_all(self.scope, _TAG)
        return {int(id_): name for id_, name in remembered.items()} | {
            id_: name for name, id_ in self.tags.items()
        }

    def learn_tag(self, id_: int, name: str) -> None:
        """Remember what a tag id is called."""
        self.memory.remember(self.scope, _TAG, str(id_), name)

    def unread_tag(self, template_id: int) -> str | None:
        """The tag that an own write gave to a template, and that NxCloud shows as `tag_ids: []`."""
        return self.memory.recall(self.scope, _UNREAD_TAG, str(template_id))

    def learn_unread_tag(self, template_id: int, name: str | None) -> None:
        """Remember, or with None forget, that a written tag is not shown."""
        if name is None:
            self.memory.forget(self.scope, _UNREAD_TAG, str(template_id))
        else:
            self.memory.remember(self.scope, _UNREAD_TAG, str(template_id), name)

    def unread_tags(self) -> dict[int, str]:
        """All tags of own writes that NxCloud does not show, by the template's id."""
        return {
            int(id_): name for id_, name in self.memory.recall_all(self.scope, _UNREAD_TAG).items()
        }

    def media_digests(self) -> dict[str, str]:
        """The SHA-256 of the bytes behind each media id that is known."""
        return self.cache.media(self.scope)

    def media_digest(self, media_id: str) -> str | None:
        """The SHA-256 of the bytes behind a media id."""
        return self.cache.media_digest(self.scope, media_id)

    def learn_media(self, media_id: str, digest: str) -> None:
        """Remember the SHA-256 of the bytes behind a media id, which never change."""
        self.cache.keep_media(self.scope, media_id, digest)

    def kept_details(self) -> dict[int, Kept]:
        """The details read in earlier runs, by the platform's id."""
        return self.cache.details(self.scope)

    def keep_details(self, kept: Sequence[Kept], gone: Sequence[int]) -> None:
        """Keep what was read just now, and drop the details of templates that are gone."""
        if kept or gone:
            self.cache.keep_details(self.scope, kept, gone)
        self.cache.note_use(self.scope)

    def forget_details(self, template_id: int) -> None:
        """Take nothing for granted of a template that is about to be written."""
        self.cache.forget_details(self.scope, template_id)

    def learn_body(self, shortened: str, written: str) -> None:
        """Remember which URL each short link of a body stands for, from the body as written."""
        for link, original in (originals(shortened, written) or {}).items():
            self.memory.remember(self.scope, _SHORT_LINK, link, original)

    def full_body(self, body: str, content: str, follow: Callable[[str], str | None]) -> str:
        """The body with its original URLs, as far as they can be known.

        Looked for in `content`, the list's text, which may hold them; then in what was remembered;
        then with `follow`, which asks the link itself or gives None.
        """
        links = short_links(body)
        if not links:
            return body
        if not short_links(content) and originals(body, content) is not None:
            return content
        known = {link: self._original(link, follow) for link in links}
        return expand(body, {link: url for link, url in known.items() if url})

    def _original(self, link: str, follow: Callable[[str], str | None]) -> str | None:
        if remembered := self.memory.recall(self.scope, _SHORT_LINK, link):
            return remembered
        if found := follow(link):
            self.memory.remember(self.scope, _SHORT_LINK, link, found)
        return found
