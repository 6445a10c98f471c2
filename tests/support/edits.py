"""Single edits of a template, each with the one change that a plan must show for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from hypothesis import assume
from hypothesis import strategies as st
from support.templates import (
    arranged,
    bodies,
    buttons,
    events,
    headers,
    labels,
    quick_replies,
    templates,
    texts,
)

from syncer.model import QuickReplyButton, Template, TemplateKey
from syncer.template_document import button_document, event_document, header_document

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from syncer.model import Button
    from syncer.template_document import Json


_TARGETS = (TemplateKey("menu", "en"), TemplateKey("menu", "de"), TemplateKey("terms", "en"))


@dataclass(frozen=True, slots=True)
class Edit:
    """A template before and after, and the change: its path, and the value on each side."""

    before: Template
    after: Template
    path: str
    old: Json
    new: Json

    @property
    def reverse(self) -> Edit:
        """The same edit the other way round."""
        return Edit(self.after, self.before, self.path, self.new, self.old)


@st.composite
def edits(draw: st.DrawFn) -> Edit:
    """One field changed, added or removed in a template that may lead to others."""
    one = draw(templates(targets=_TARGETS))
    made: Edit = draw(draw(_KINDS)(one))
    assume(_is_arranged(made.before) and _is_arranged(made.after))
    return made.reverse if draw(st.booleans()) else made


def _is_arranged(one: Template) -> bool:
    """Whether Meta takes these buttons in this order."""
    orders = (arranged(one.buttons), arranged(one.buttons, replies_first=False))
    return one.buttons in orders


def _field(name: str, values: st.SearchStrategy[Any]) -> Callable[[Template], Any]:
    """An edit of a field whose values are shown as they are."""

    def edit(one: Template) -> st.SearchStrategy[Edit]:
        old = getattr(one, name)
        return values.filter(lambda value: value != old).map(
            lambda value: Edit(one, replace(one, **{name: value}), name, old, value)
        )

    return edit


@st.composite
def _header(draw: st.DrawFn, one: Template) -> Edit:
    before, after = draw(st.none() | headers()), draw(headers())
    assume(before != after)
    one = replace(one, header=before)
    path, old, new = _header_change(header_document(before), header_document(after))
    return Edit(one, replace(one, header=after), path, old, new)


def _header_change(old: Json, new: Json) -> tuple[str, Json, Json]:
    """Of the same kind, the kind's value changes; otherwise the header as a whole."""
    if old and old.keys() == new.keys():
        (kind,) = old
        return f"header.{kind}", old[kind], new[kind]
    return "header", old, new


@st.composite
def _added_button(draw: st.DrawFn, one: Template) -> Edit:
    have = one.buttons[:2]
    more = draw(buttons(_TARGETS).filter(lambda new: all(new.text != old.text for old in have)))
    at = draw(st.integers(0, len(have)))
    one = replace(one, buttons=have)
    shown = button_document(more, one.language)
    return Edit(
        one, _with_buttons(one, (*have[:at], more, *have[at:])), f"buttons[{at}]", None, shown
    )


@st.composite
def _other_button(draw: st.DrawFn, one: Template) -> Edit:
    """A button becomes one of another type."""
    at, old = _some_button(draw, one)
    new = draw(buttons(_TARGETS).filter(lambda new: type(new) is not type(old)))
    shown = button_document(old, one.language), button_document(new, one.language)
    return Edit(_with_button(one, at, old), _with_button(one, at, new), f"buttons[{at}]", *shown)


@st.composite
def _button_text(draw: st.DrawFn, one: Template) -> Edit:
    at, old = _some_button(draw, one)
    text = draw(labels())
    assume(all(text != button.text for button in one.buttons) and text != old.text)
    after = _with_button(one, at, replace(old, text=text))
    return Edit(_with_button(one, at, old), after, f"buttons[{at}].text", old.text, text)


@st.composite
def _unsubscribe(draw: st.DrawFn, one: Template) -> Edit:
    at, old = _some_quick_reply(draw, one)
    new = replace(old, unsubscribe=not old.unsubscribe)
    path = f"buttons[{at}].unsubscribe"
    before, after = _with_button(one, at, old), _with_button(one, at, new)
    return Edit(before, after, path, old.unsubscribe, new.unsubscribe)


@st.composite
def _added_event(draw: st.DrawFn, one: Template) -> Edit:
    at, old = _some_quick_reply(draw, one)
    more = draw(events(_TARGETS).filter(lambda event: event not in old.events))
    place = draw(st.integers(0, len(old.events)))
    new = replace(old, events=(*old.events[:place], more, *old.events[place:]))
    path, shown = f"buttons[{at}].events[{place}]", event_document(more, one.language)
    return Edit(_with_button(one, at, old), _with_button(one, at, new), path, None, shown)


@st.composite
def _other_event(draw: st.DrawFn, one: Template) -> Edit:
    """An event becomes one of another type."""
    at, old = _some_quick_reply(draw, one)
    assume(old.events)
    place = draw(st.integers(0, len(old.events) - 1))
    event = old.events[place]
    another = draw(events(_TARGETS).filter(lambda other: type(other) is not type(event)))
    assume(another not in old.events)
    new = replace(old, events=(*old.events[:place], another, *old.events[place + 1 :]))
    shown = event_document(event, one.language), event_document(another, one.language)
    path = f"buttons[{at}].events[{place}]"
    return Edit(_with_button(one, at, old), _with_button(one, at, new), path, *shown)


def _some_button(draw: st.DrawFn, one: Template) -> tuple[int, Button]:
    """One of the template's buttons, or a new one where it has none."""
    if not one.buttons:
        return 0, draw(buttons(_TARGETS))
    at = draw(st.integers(0, len(one.buttons) - 1))
    return at, one.buttons[at]


def _some_quick_reply(draw: st.DrawFn, one: Template) -> tuple[int, QuickReplyButton]:
    at, found = _some_button(draw, one)
    if isinstance(found, QuickReplyButton):
        return at, found
    return at, replace(draw(quick_replies(_TARGETS)), text=found.text)


def _with_button(one: Template, at: int, button: Button) -> Template:
    return _with_buttons(one, (*one.buttons[:at], button, *one.buttons[at + 1 :]))


def _with_buttons(one: Template, some: Sequence[Button]) -> Template:
    return replace(one, buttons=tuple(some))


_KINDS = st.sampled_from(
    (
        _field("category", st.sampled_from(("MARKETING", "UTILITY"))),
        _field("body", bodies()),
        _field("footer", st.none() | texts()),
        _field("tag", st.none() | texts()),
        _field("close_unassigned", st.booleans()),
        _header,
        _added_button,
        _other_button,
        _button_text,
        _unsubscribe,
        _added_event,
        _other_event,
    )
)
