"""One of Meta's template definitions → the template that NxCloud can have, or why it cannot.

Sources: Meta, Business Management API, "Message Templates" and "Template Components".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

from syncer.documents.words import nearest, quoted
from syncer.errors import Problem
from syncer.importing.buttons import button_of, lost_of_button
from syncer.importing.examples import examples_of
from syncer.importing.fields import Fields, InexpressibleError, plain
from syncer.importing.placeholders import placeholder_header
from syncer.importing.reading import RULE
from syncer.importing.values import Expressed, Imported
from syncer.model import MediaFormat, Template, TemplateKey, TextHeader, UnsupportedHeader
from syncer.schema_files import load_schema
from syncer.unwritable import unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.importing.values import Row
    from syncer.model import Header
    from syncer.template_document import Json

_NAME = re.compile(r"[a-z0-9_]{1,512}")
_MOST_BUTTONS = 3
_COMPONENTS = ("HEADER", "BODY", "FOOTER", "BUTTONS")
_KNOWN = ("name", "language", "category", "components")
_SAID_OF_ITSELF = (
    "id",
    "status",
    "quality_score",
    "quality_rating",
    "previous_category",
    "correct_category",
    "rejected_reason",
    "reason",
    "parameter_format",
    "allow_category_change",
    "created_time",
    "last_updated_time",
    "specific_rejection_reason",
)
"""What the live side says of a template, and what its own text shows: nothing is lost with it."""


def definition_of(row: Row) -> Expressed | Imported | Problem:
    """The template of a row, or why it is skipped, or why it is none at all. Never raises."""
    if not isinstance(row.value, dict):
        return _no_template(row, "an object is expected")
    fields = Fields(row.value)
    name = fields.get("name")
    if not isinstance(name, str):
        return _no_template(row, "it has no name")
    try:
        return _expressed(fields, name)
    except InexpressibleError as error:
        key = TemplateKey(name, _written_language(fields))
        return Imported(key, "skipped", reason=str(error))


def _no_template(row: Row, reason: str) -> Problem:
    where = f"{row.path}: " if row.path else ""
    hint = "a template has name, language, category and components"
    return Problem(row.location, f"{where}this is no template: {reason}", hint, RULE)


def _expressed(fields: Fields, name: str) -> Expressed:
    _check_name(name)
    components = _components(fields)
    language, notes = _language(fields)
    buttons = components["BUTTONS"].items("buttons")
    template = Template(
        name=name,
        language=language,
        category=fields.required("category").upper(),
        body=_body(components["BODY"]),
        header=_header(components["HEADER"]),
        footer=components["FOOTER"].text("text") or None,
        buttons=tuple(map(button_of, buttons)),
    )
    if reasons := unwritable(template):
        raise InexpressibleError("; ".join(dict.fromkeys(reasons)))
    if len(buttons) > _MOST_BUTTONS:
        raise InexpressibleError(f"it has {len(buttons)} buttons, where NxCloud takes 3")
    lost = [*fields.others((*_KNOWN, *_SAID_OF_ITSELF)), *_lost(components)]
    lost += [place for button in buttons for place in lost_of_button(button)]
    if lost:
        notes = (*notes, f"left out, because NxCloud has no place for it: {', '.join(lost)}")
    return Expressed(template, examples_of(components["BODY"]), notes)


def _check_name(name: str) -> None:
    if not _NAME.fullmatch(name):
        raise InexpressibleError(
            "this cannot be a template's name: it has 1 to 512 lower-case letters a-z, digits and"
            " underscores"
        )


def _components(fields: Fields) -> dict[str, Fields]:
    """The components by type, each of which there can be once; one that is missing is empty."""
    found: dict[str, Fields] = {}
    for component in fields.items("components"):
        written = component.required("type")
        kind = next((one for one in _COMPONENTS if plain(one) == plain(written)), "")
        if not kind:
            raise InexpressibleError(
                f"its component {quoted(written)} cannot be written through this API"
            )
        if kind in found:
            raise InexpressibleError(f"it has two {kind} components")
        found[kind] = component.called("" if kind == "BUTTONS" else kind.lower())
    return {kind: Fields({}) for kind in _COMPONENTS} | found


def _body(body: Fields) -> str:
    text = body.text("text")
    if not text:
        raise InexpressibleError("it has no body")
    return text


def _header(header: Fields) -> Header | None:
    if not header.get("type"):
        return None
    written = header.text("format") or ("TEXT" if header.get("text") else "")
    for kind in get_args(MediaFormat):
        if plain(written) == plain(kind):
            return placeholder_header(kind)
    if plain(written) == plain("TEXT"):
        return TextHeader(header.required("text"))
    if not written:
        raise InexpressibleError("its header has no format")
    return UnsupportedHeader(written.upper())


def _written_language(fields: Fields) -> str:
    """As the input has it; "" where it has none."""
    value = fields.get("language")
    if isinstance(value, dict):
        value = Fields(value).get("code")
    return value if isinstance(value, str) else ""


def _language(fields: Fields) -> tuple[str, tuple[str, ...]]:
    """A code of NxCloud, and what is to be told of it."""
    written = _written_language(fields)
    codes = load_schema("template")["$defs"]["language"]["enum"]
    if written in codes:
        return written, ()
    if (meant := written.replace("-", "_")) in codes:
        return meant, (f"the language {quoted(written)} is written {meant}, as Meta does",)
    if not written:
        raise InexpressibleError("it has no language")
    close = nearest(written, codes)
    raise InexpressibleError(
        f"its language {quoted(written)} is none of NxCloud's; the nearest is {close}"
    )


def _lost(components: dict[str, Fields]) -> Iterator[str]:
    """What components have that NxCloud has no place for."""
    for kind, component in components.items():
        known = ["type", "text", "format", "buttons"]
        if kind == "BODY" or not _is_sample_of_text(component):
            known.append("example")
        yield from component.others(known)


def _is_sample_of_text(component: Fields) -> bool:
    example: Json = component.get("example")
    return isinstance(example, dict) and not Fields(example).get("header_handle")
