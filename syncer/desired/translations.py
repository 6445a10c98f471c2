"""One template document → its templates, one for each translation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypedDict, cast

from syncer.desired.buttons import ButtonData, buttons_of, external_targets
from syncer.desired.locations import Locations
from syncer.desired.media import UnusableMedia
from syncer.documents.limits import Size, data_size, size_of
from syncer.documents.nodes import MapNode, entry_of
from syncer.errors import Problem
from syncer.key_order import TRANSLATION
from syncer.model import (
    DesiredTemplate,
    MediaFile,
    MediaHeader,
    Template,
    TextHeader,
    plain_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from syncer.documents.construct import Data
    from syncer.documents.nodes import Node
    from syncer.errors import Location
    from syncer.model import Header, MediaFormat, SyncMeta

MediaReader: TypeAlias = Callable[[str], MediaFile | UnusableMedia]

_FoundMedia: TypeAlias = MediaFile | UnusableMedia | None
_HeaderData: TypeAlias = dict[str, str]

_MEDIA_FORMATS: dict[str, MediaFormat] = {
    "image": "IMAGE",
    "video": "VIDEO",
    "document": "DOCUMENT",
}
_INHERITED = frozenset(TRANSLATION) - {"body"}


class _TranslationData(TypedDict, total=False):
    """A translation with what it inherits. What is None, empty or not there is not set."""

    body: str
    header: _HeaderData | None
    footer: str | None
    buttons: list[ButtonData] | None
    tag: str | None
    close_unassigned: bool | None
    examples: dict[str, str] | None
    protect: bool | None
    sync_meta: SyncMeta | None
    ignore: dict[str, str] | None
    accept_category: bool | None


class _TemplateData(_TranslationData):
    name: str
    category: str
    renamed_from: str | None
    translations: dict[str, _TranslationData]


class Translated(NamedTuple):
    """One translation as a template, and what is wrong with its media."""

    template: DesiredTemplate
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """A document that has the schema's shape: its data, and where they stand.

    `places` are those of the translations' keys, `root` gives the nodes for all the rest.
    """

    data: Data
    file: str
    places: Mapping[str, Location]
    root: Callable[[], Node]


class _Translation(NamedTuple):
    """A translation's data with what it inherits, and where each value of it stands."""

    name: str
    category: str
    language: str
    renamed_from: str | None
    data: _TranslationData
    location: Location
    locations: Mapping[str, Location]


def translated(written: Written, media: MediaReader) -> Iterator[Translated]:
    """The templates of a document that has the schema's shape."""
    for translation in _translations(written):
        header = translation.data.get("header") or {}
        found = _media(header, media) if header else None
        template = _desired(translation, _header(header, found), found)
        yield Translated(template, _media_problems(translation, header, found))


def inherited_size(root: Node) -> Size:
    """How much the translations of a document inherit, all of them together."""
    translations = entry_of(root, "translations")
    if translations is None or not isinstance(translations.value, MapNode):
        return Size(0, 0)
    entries = (entry_of(root, key) for key in _INHERITED)
    each = size_of(*(entry.value for entry in entries if entry))
    count = len(translations.value.entries)
    return Size(each.values * count, each.characters * count)


def inherited_by_translations(documents: Iterable[Data]) -> Size:
    """The same for the data of several documents, all of them together."""
    values = characters = 0
    for data in documents:
        translations = data.get("translations") if isinstance(data, dict) else None
        if isinstance(data, dict) and isinstance(translations, dict):
            each = data_size(*(data[key] for key in data.keys() & _INHERITED))
            values += each.values * len(translations)
            characters += each.characters * len(translations)
    return Size(values, characters)


def _translations(written: Written) -> Iterator[_Translation]:
    shared = cast("_TemplateData", written.data)
    inherited = {key: value for key, value in shared.items() if key in _INHERITED}
    for language, own in shared["translations"].items():
        yield _Translation(
            shared["name"],
            shared["category"],
            language,
            shared.get("renamed_from") or None,
            cast("_TranslationData", {**inherited, **own}),
            written.places[language],
            Locations(written.root, language, written.file),
        )


def _desired(
    translation: _Translation, header: Header | None, found: _FoundMedia
) -> DesiredTemplate:
    data = translation.data
    buttons = data.get("buttons") or []
    template = Template(
        name=translation.name,
        language=translation.language,
        category=translation.category,
        body=plain_text(data["body"]),
        header=header,
        footer=plain_text(data.get("footer") or "") or None,
        buttons=buttons_of(buttons, translation.language),
        tag=plain_text(data.get("tag") or "") or None,
        close_unassigned=bool(data.get("close_unassigned")),
    )
    return DesiredTemplate(
        template=template,
        location=translation.location,
        media=found if isinstance(found, MediaFile) else None,
        sync_meta=data.get("sync_meta") or "auto",
        protect=bool(data.get("protect")),
        examples=data.get("examples") or {},
        external=external_targets(buttons, translation.language),
        ignore=data.get("ignore") or {},
        accept_category=bool(data.get("accept_category")),
        renamed_from=translation.renamed_from,
        locations=translation.locations,
    )


def _media(header: _HeaderData, media: MediaReader) -> _FoundMedia:
    for kind, written in header.items():
        # A variable that has no value has been reported, and names no file.
        if kind in _MEDIA_FORMATS and "${" not in written:
            return media(written)
    return None


def _header(header: _HeaderData, found: _FoundMedia) -> Header | None:
    for kind, value in header.items():
        if kind in _MEDIA_FORMATS:
            digest = found.digest if isinstance(found, MediaFile) else None
            return MediaHeader(_MEDIA_FORMATS[kind], digest, PurePath(value).name)
        return TextHeader(plain_text(value))
    return None


def _media_problems(
    translation: _Translation, header: _HeaderData, found: _FoundMedia
) -> tuple[Problem, ...]:
    if not isinstance(found, UnusableMedia):
        return ()
    (kind,) = header
    place = translation.locations[f"header.{kind}"]
    return (Problem(place, found.message, found.hint, "media"),)
