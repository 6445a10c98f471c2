"""Live values into a document that the files have already: only what differs is exchanged.

A value that renders to what is live stays as it is written, `${…}`, inheritance and all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.template_fields import fields_of, ignore_document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syncer.pull.declared import Translation
    from syncer.template_document import Document, Json
    from syncer.template_fields import Names

_UNSET: tuple[Json, ...] = (None, [])


def merged_documents(
    data: Document, category: str, translations: Sequence[Translation], names: Names
) -> list[Document]:
    """The document with the live values of these translations; the others stay as they are.

    `category` is what the document's own renders to. Translations that now have another one are
    taken out, into documents of their own that inherit the same values.
    """
    rows = dict(data["translations"])
    groups: dict[str, Document] = {category: dict.fromkeys(rows)}
    for one in translations:
        language = one.live.language
        rows[language] = _merged(rows.get(language) or {}, data, one, names)
        groups[category].pop(language, None)
        home = one.live.category if one.writes("category") else category
        groups.setdefault(home, {})[language] = None
    return [
        {
            **data,
            "category": data["category"] if name == category else name,
            "translations": {language: rows[language] for language in rows if language in group},
        }
        for name, group in groups.items()
        if group
    ]


def _merged(row: Document, inherited: Document, one: Translation, names: Names) -> Document:
    merged = dict(row)
    fields = fields_of(one.live, names)
    written = row.get("buttons", inherited.get("buttons")) or []
    fields["buttons"] = _buttons(written, one, fields["buttons"])
    for field, value in fields.items():
        if not one.writes(field):
            continue
        if value not in _UNSET:
            merged[field] = value
        elif inherited.get(field) not in _UNSET:
            merged[field] = None
        else:
            merged.pop(field, None)
    if one.ignore:
        known = row.get("ignore", inherited.get("ignore")) or {}
        merged["ignore"] = {**known, **ignore_document(one.ignore), **known}
    return merged


def _buttons(written: Sequence[Json], one: Translation, values: Sequence[Json]) -> list[Json]:
    """The live buttons, each as it is written already if it is."""
    known = one.desired.buttons if one.desired else ()
    return [
        written[known.index(button)] if button in known else value
        for button, value in zip(one.live.buttons, values, strict=True)
    ]
