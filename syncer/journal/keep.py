"""An old template as the journal keeps it: YAML, and beside it what YAML cannot say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from syncer.documents.yaml_text import yaml_text
from syncer.journal.media import MEDIA_FOLDER
from syncer.journal.values import KeptHeader, KeptMedia, KeptTemplate
from syncer.model import MediaHeader, UnnamedTags
from syncer.template_fields import Names, new_document
from syncer.unwritable import unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.model import Form, LiveTemplate, Template


def kept_template(
    live: LiveTemplate, forms: tuple[Form, ...], media: KeptMedia | None
) -> KeptTemplate:
    """The template's document as a pull would write it beside the journal, all events external.

    A comment stands there for each thing that it does not say.
    """
    template, header = live.template, _header(live.template, media)
    tags = template.tag if isinstance(template.tag, UnnamedTags) else None
    missing = unwritable(template)
    comments = map(_comment, (*missing, *_left_out(header, tags)))
    return KeptTemplate("".join((*comments, _text(template, header, forms))), header, tags, missing)


def _header(template: Template, media: KeptMedia | None) -> KeptHeader | None:
    header = template.header
    if not isinstance(header, MediaHeader):
        return None
    unread = KeptMedia(header.digest, header.filename, "its bytes were not read")
    return KeptHeader(header.format, media or unread)


def _text(template: Template, header: KeptHeader | None, forms: tuple[Form, ...]) -> str:
    paths = {}
    if header and header.media.digest and header.media.is_kept:
        digest = header.media.digest
        template = replace(template, header=MediaHeader(header.format, digest))
        paths = {digest: f"{MEDIA_FOLDER}/{digest}"}
    return yaml_text(new_document([template], Names((), forms, paths)))


def _left_out(header: KeptHeader | None, tags: UnnamedTags | None) -> Iterator[str]:
    if header and not header.media.is_kept:
        name = f" {header.media.filename}" if header.media.filename else ""
        yield f"its {header.format} header{name} is left out: {header.media.reason}"
    if tags:
        named = zip(tags.ids, tags.names, strict=True)
        listed = ", ".join(f"{id_} ({name})" if name else str(id_) for id_, name in named)
        yield f"its tags are left out, as no single known name stands for them: {listed}"


def _comment(text: str) -> str:
    """A comment on one line, without what YAML refuses."""
    shown = (one if one.isprintable() else ascii(one)[1:-1] for one in text)
    return f"# {''.join(shown)}\n"
