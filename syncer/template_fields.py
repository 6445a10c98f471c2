"""A live template as a template file writes it, media and references included."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from syncer.key_order import BUTTON, TRANSLATION, ordered
from syncer.model import (
    FlowButton,
    MediaHeader,
    QuickReplyButton,
    TagEvent,
    TemplateEvent,
    TemplateKey,
    TextEvent,
    TextHeader,
)
from syncer.template_document import button_document

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from syncer.model import Button, ButtonEvent, Form, Header, Template
    from syncer.template_document import Document


@dataclass(frozen=True, slots=True)
class Names:
    """What ids and bytes are called in a template file.

    `declared` are the templates that an event can name without saying `external`. `media` maps the
    SHA-256 of a header's bytes, in hex, to its path as the file writes it.
    """

    declared: Collection[TemplateKey]
    forms: tuple[Form, ...]
    media: Mapping[str, str]


def new_document(
    templates: Sequence[Template],
    names: Names,
    ignored: Mapping[TemplateKey, Mapping[str, str]] = MappingProxyType({}),
) -> Document:
    """A document for translations of one name and one category that no file declares.

    `ignored` has the rules that some of them switch off, with the reasons.
    """
    return {
        "name": templates[0].name,
        "category": templates[0].category,
        "translations": {
            one.language: _new_translation(one, names, ignored.get(one.key)) for one in templates
        },
    }


def _new_translation(
    template: Template, names: Names, ignore: Mapping[str, str] | None
) -> Document:
    fields = _set_fields(fields_of(template, names))
    return ordered({**fields, "ignore": ignore_document(ignore)}, TRANSLATION) if ignore else fields


def ignore_document(ignore: Mapping[str, str]) -> Document:
    """The ignored rules with their reasons, as a file writes them."""
    return {rule: escaped(reason) for rule, reason in ignore.items()}


def fields_of(template: Template, names: Names) -> Document:
    """All fields of a translation, None or [] where not set, in the order of a template file.

    Media that is not in `names`, and what this API cannot write (see `syncer.unwritable`), is left
    out as far as it has no words in a file.
    """
    fields = {
        "tag": escaped(template.tag) if isinstance(template.tag, str) else None,
        "close_unassigned": template.close_unassigned or None,
        "header": _header(template.header, names),
        "body": _text(template.body),
        "footer": _text(template.footer) if template.footer else None,
        "buttons": [_button(button, template.language, names) for button in template.buttons],
    }
    return ordered(fields, TRANSLATION)


def _set_fields(fields: Document) -> Document:
    """What a new translation consists of."""
    return {name: value for name, value in fields.items() if value not in (None, [])}


def _header(header: Header | None, names: Names) -> Document | None:
    if isinstance(header, TextHeader):
        return {"text": _text(header.text)}
    if isinstance(header, MediaHeader) and (path := names.media.get(header.digest or "")):
        return {header.format.lower(): escaped(path)}
    return None


def _button(button: Button, language: str, names: Names) -> Document:
    written = button_document(button, language)
    fields = {"type": written["type"], "text": _text(button.text)}
    match button:
        case QuickReplyButton(_, unsubscribe, events):
            fields["unsubscribe"] = unsubscribe or None
            fields["events"] = [_event(event, language, names) for event in events]
        case FlowButton(_, flow):
            fields["flow"] = escaped(_form(flow, names.forms))
        case _:
            fields |= {key: escaped(written[key]) for key in written.keys() - fields.keys()}
    return _set_fields(ordered(fields, BUTTON))


def _event(event: ButtonEvent, language: str, names: Names) -> Document:
    match event:
        case TagEvent(tag):
            return {"tag": escaped(tag)}
        case TextEvent(text):
            return {"text": _text(text)}
    return {"template": _reference(event, language, names)}


def _reference(event: TemplateEvent, language: str, names: Names) -> Document | str:
    """The target by its name, and what else has to be said of it."""
    target = event.language or language
    elsewhere = {} if target == language else {"language": target}
    external = TemplateKey(event.name, target) not in names.declared
    if not elsewhere and not external:
        return event.name
    return {"name": event.name, **elsewhere, **({"external": True} if external else {})}


def _form(flow: str, forms: tuple[Form, ...]) -> str:
    """The form's name, which is the same in other accounts, if it means just this form."""
    named = [form.name for form in forms if form.id == flow and form.name]
    same = [form for form in forms if named and named[0] in (form.name, form.id)]
    return named[0] if len(same) == 1 else flow


def _text(text: str) -> str:
    """A text of which the last line break does not count, written so that none is lost."""
    return escaped(f"{text}\n" if text.endswith("\n") else text)


def escaped(text: str) -> str:
    """The text with `${` written so that it is not taken for a variable."""
    return text.replace("${", "$${")
