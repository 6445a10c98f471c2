"""Templates to test with: plain builders for tables, and hypothesis strategies for properties.

Everything here is valid by our schema and rules, and equal on both sides where it says the same.
Single edits are in `support.edits`.
"""

from __future__ import annotations

import hashlib
import string
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from syncer.errors import Location
from syncer.model import (
    Button,
    ButtonEvent,
    DesiredTemplate,
    FlowButton,
    Form,
    Header,
    LiveMedia,
    LiveRow,
    LiveTemplate,
    MediaFile,
    MediaFormat,
    MediaHeader,
    PhoneNumberButton,
    QuickReplyButton,
    Snapshot,
    TagEvent,
    Template,
    TemplateEvent,
    TemplateKey,
    TextEvent,
    TextHeader,
    UrlButton,
)
from syncer.template_document import FIELDS, digest_of, to_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LANGUAGES = ("en", "en_US", "de", "pt_BR")
STATUSES = ("APPROVED", "REJECTED", "PAUSED", "PENDING", "IN_APPEAL", "DISABLED", "ARCHIVED")
EDITABLE_STATUSES = STATUSES[:3]
FORMS = (
    Form("803348158336427", "appointment_booking", "PUBLISHED"),
    Form("803348158336428", "newsletter", "PUBLISHED"),
)


@dataclass(frozen=True, slots=True)
class Medium:
    """A media file that a header can show: its bytes begin like a file of this format."""

    format: MediaFormat
    filename: str
    content: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()

    @property
    def header(self) -> MediaHeader:
        return MediaHeader(self.format, self.digest, self.filename)

    @property
    def file(self) -> MediaFile:
        return MediaFile(Path("media", self.filename), self.digest)


MEDIA = (
    Medium("IMAGE", "parcel.png", b"\x89PNG\r\n\x1a\n a parcel"),
    Medium("IMAGE", "shop.jpg", b"\xff\xd8\xff a shop"),
    Medium("VIDEO", "care.mp4", b"\x00\x00\x00\x20ftypisom care"),
    Medium("DOCUMENT", "sizes.pdf", b"%PDF-1.7 sizes"),
    Medium("DOCUMENT", "terms.pdf", b"%PDF-1.7 terms"),
)

# Plain builders


def template(name: str = "shop_greeting", language: str = "en", **changes: Any) -> Template:
    """A template of a category and a body, with these fields changed."""
    plain = Template(name, language, "UTILITY", "Hello {{First Name}}, good to see you.")
    return replace(plain, **changes)


def desired(one: Template | None = None, **changes: Any) -> DesiredTemplate:
    """A template as the files want it; its media is there if it is one of `MEDIA`."""
    one = one or template()
    media = next((medium.file for medium in MEDIA if medium.header == one.header), None)
    plain = DesiredTemplate(one, Location(f"templates/{one.name}.yaml", 4, 3), media)
    return replace(plain, **changes)


def live(one: Template | None = None, template_id: int = 314, **changes: Any) -> LiveTemplate:
    """An approved template as NxCloud has it; the same template has the same digest."""
    one = one or template()
    media = None
    if isinstance(one.header, MediaHeader):
        address = f"https://media.example/{template_id}"
        media = LiveMedia(f"11{template_id}", "4:handle", one.header.filename, address)
    plain = LiveTemplate(
        template_id, one, "APPROVED", "GREEN", "", digest_of(to_document(one)), media
    )
    return replace(plain, **changes)


def row(one: LiveTemplate) -> LiveRow:
    """How the list shows a live template."""
    content, category = one.template.body, one.template.category
    return LiveRow(one.template_id, one.key, content, one.quality, category, one.rejected_reason)


def snapshot(
    *lives: LiveTemplate,
    rows: Iterable[LiveRow] = (),
    forms: Sequence[Form] = FORMS,
    warnings: Sequence[str] = (),
) -> Snapshot:
    """A live side of these templates; `rows` are in the list only, and were not read further."""
    listed = [*map(row, lives), *rows]
    return Snapshot(
        {one.key: one for one in listed},
        {one.key: one for one in lives},
        tuple(forms),
        tuple(warnings),
    )


def quick_reply(text: str, *events: ButtonEvent, unsubscribe: bool = False) -> QuickReplyButton:
    """A QUICK_REPLY button with these events."""
    return QuickReplyButton(text, unsubscribe, events)


def leading_to(name: str, *targets: str, language: str = "en") -> Template:
    """A template with a button whose events lead to these templates of the same language."""
    events = tuple(TemplateEvent(target, language) for target in targets)
    return template(name, language, buttons=(QuickReplyButton("Go", events=events),))


# Strategies

# Braces and `$` are left to placeholders: in a file, `${` begins a variable.
_CHARACTERS = st.characters(exclude_categories=("C", "Zl", "Zp"), exclude_characters="${}")
_AWKWARD = """
Grüße 日本語 مرحبا 📦 👍🏽 naïve ünï_x Yes No null ~ true 007 1.10 12:30 'single' "double" O'Neil
a:b key: -dash #hash [list] % &amp; *bold* \\n @all !tag | > <b> `tick` a,b 100% x=y (…)
"""
# Neither emoji nor marks that format.
_PLAIN_CHARACTERS = st.characters(
    exclude_categories=("C", "Me", "Sk", "So", "Zl", "Zp"), exclude_characters="${}*_~`\ufe0f"
)
_PLAIN_AWKWARD = [
    word for word in _AWKWARD.split() if word not in {"📦", "👍🏽", "*bold*", "`tick`"}
]
_PLACEHOLDERS = ("{{First Name}}", "{{WhatsApp}}", "{{1}}", "{{Größe}}")
_SYNC_META = st.sampled_from(("auto", "always", "never"))
_QUALITIES = st.sampled_from(("GREEN", "YELLOW", "RED", "UNKNOWN"))
_SOME_FIELDS = st.integers(0, 3).flatmap(
    lambda count: st.sets(st.sampled_from(FIELDS), min_size=count, max_size=count)
)
_MOST_OFTEN = st.sampled_from((True, True, True, False))
_PATHS = st.text(string.ascii_letters + string.digits + "-_/", max_size=6)


@cache
def names() -> st.SearchStrategy[str]:
    """A template's name."""
    return st.text(string.ascii_lowercase + string.digits + "_", min_size=1, max_size=5)


@cache
def keys() -> st.SearchStrategy[TemplateKey]:
    """A name and a language."""
    return st.builds(TemplateKey, names(), st.sampled_from(LANGUAGES))


@cache
def texts() -> st.SearchStrategy[str]:
    """A line of text of any script, without blanks around it."""
    free = st.text(_CHARACTERS, min_size=1, max_size=8)
    return st.one_of(st.sampled_from(_AWKWARD.split()), free.map(str.strip).filter(bool))


@cache
def labels() -> st.SearchStrategy[str]:
    """The same, as a header or a button may say it."""
    free = st.text(_PLAIN_CHARACTERS, min_size=1, max_size=8)
    return st.one_of(st.sampled_from(_PLAIN_AWKWARD), free.map(str.strip).filter(bool))


@cache
def urls() -> st.SearchStrategy[str]:
    """A web address."""
    hosts = st.sampled_from(("https://shop.example/", "http://www.example.org/"))
    return st.builds(lambda host, path: host + path, hosts, _PATHS)


@cache
def bodies() -> st.SearchStrategy[str]:
    """A few lines of words, placeholders and URLs; empty lines only between others."""
    words = st.one_of(texts(), st.sampled_from(_PLACEHOLDERS), urls())
    lines = st.lists(words, max_size=4).map(" ".join)
    whole = st.lists(lines, min_size=1, max_size=4).map("\n".join).map(str.strip).filter(bool)
    return whole.map(_with_words_at_its_edges)


def _with_words_at_its_edges(text: str) -> str:
    before = "Hi " if text.startswith("{{") else ""
    return before + text + (" ok" if text.endswith("}}") else "")


@cache
def headers() -> st.SearchStrategy[Header]:
    """A text, or one of `MEDIA`."""
    media = st.sampled_from([medium.header for medium in MEDIA])
    return st.one_of(st.builds(TextHeader, labels()), media)


def events(targets: Sequence[TemplateKey] = ()) -> st.SearchStrategy[ButtonEvent]:
    """A tag, a text, or one of these templates."""
    aimed = _events().map(lambda event: _aimed_events([event], targets))
    return aimed.filter(bool).map(lambda events: events[0])


def quick_replies(targets: Sequence[TemplateKey] = ()) -> st.SearchStrategy[QuickReplyButton]:
    """A QUICK_REPLY button, with up to three events."""
    return _quick_replies().map(lambda button: _aimed_button(button, targets))


def buttons(targets: Sequence[TemplateKey] = ()) -> st.SearchStrategy[Button]:
    """A button of any type."""
    return _buttons().map(lambda button: _aimed(button, targets))


def templates(
    of: st.SearchStrategy[TemplateKey] | None = None, targets: Sequence[TemplateKey] = ()
) -> st.SearchStrategy[Template]:
    """A template with up to three buttons, none like another, that lead to some of `targets`."""
    return st.builds(
        lambda key, shape: _aimed_template(key, shape, targets),
        keys() if of is None else of,
        _shapes(),
    )


@st.composite
def template_sets(draw: st.DrawFn, min_size: int = 1, max_size: int = 4) -> tuple[Template, ...]:
    """Templates with different keys that lead to each other in any shape, or to themselves."""
    found = draw(st.lists(keys(), min_size=min_size, max_size=max_size, unique=True))
    return tuple(draw(linked_templates(key, found)) for key in found)


@st.composite
def linked_templates(draw: st.DrawFn, key: TemplateKey, targets: Sequence[TemplateKey]) -> Template:
    """A template of this name, most often with a button that leads to some of `targets`."""
    one = _aimed_template(key, draw(_shapes()), targets)
    links = draw(st.lists(st.sampled_from(targets), max_size=2, unique=True))
    if not links:
        return one
    events = tuple(TemplateEvent(target.name, target.language) for target in links)
    return replace(one, buttons=arranged([QuickReplyButton("Go", events=events), *one.buttons[1:]]))


# To build a strategy takes longer than to draw from it, so that each is built once: an event's
# target is a number at first, and then becomes one of the templates that there are.


@cache
def _events() -> st.SearchStrategy[ButtonEvent]:
    return st.one_of(
        st.builds(TagEvent, texts()),
        st.builds(TextEvent, texts()),
        st.builds(TemplateEvent, st.sampled_from("01234567"), st.none()),
    )


@cache
def _quick_replies() -> st.SearchStrategy[QuickReplyButton]:
    some = st.lists(_events(), max_size=3).map(tuple)
    return st.builds(QuickReplyButton, labels(), st.booleans(), some)


@cache
def _buttons() -> st.SearchStrategy[Button]:
    numbers = st.text(string.digits, min_size=8, max_size=10).map("+{}".format)
    return st.one_of(
        _quick_replies(),
        st.builds(UrlButton, labels(), urls()),
        st.builds(PhoneNumberButton, labels(), numbers),
        st.builds(FlowButton, labels(), st.sampled_from([form.id for form in FORMS])),
    )


def arranged(buttons: Sequence[Button], *, replies_first: bool = True) -> tuple[Button, ...]:
    """The buttons as Meta takes them: replies on one side, two URLs and one number at most."""
    replies = [one for one in buttons if isinstance(one, QuickReplyButton)]
    urls = [one for one in buttons if isinstance(one, UrlButton)][:2]
    numbers = [one for one in buttons if isinstance(one, PhoneNumberButton)][:1]
    others = [one for one in buttons if isinstance(one, FlowButton) or one in urls + numbers]
    return (*replies, *others) if replies_first else (*others, *replies)


@cache
def _shapes() -> st.SearchStrategy[Template]:
    """All of a template but what it is called."""
    several = st.lists(_buttons(), max_size=3, unique_by=lambda button: button.text)
    return st.builds(
        Template,
        st.just(""),
        st.just(""),
        category=st.sampled_from(("MARKETING", "UTILITY")),
        body=bodies(),
        header=st.none() | headers(),
        footer=st.none() | texts(),
        buttons=st.builds(arranged, several, replies_first=st.booleans()),
        tag=st.none() | texts(),
        close_unassigned=st.booleans(),
    )


def _aimed_template(key: TemplateKey, shape: Template, targets: Sequence[TemplateKey]) -> Template:
    aimed = tuple(_aimed(button, targets) for button in shape.buttons)
    return replace(shape, name=key.name, language=key.language, buttons=aimed)


def _aimed(button: Button, targets: Sequence[TemplateKey]) -> Button:
    return _aimed_button(button, targets) if isinstance(button, QuickReplyButton) else button


def _aimed_button(button: QuickReplyButton, targets: Sequence[TemplateKey]) -> QuickReplyButton:
    return replace(button, events=_aimed_events(button.events, targets))


def _aimed_events(
    events: Iterable[ButtonEvent], targets: Sequence[TemplateKey]
) -> tuple[ButtonEvent, ...]:
    """The events, each once; without targets, only those that lead to none."""
    found: dict[ButtonEvent, None] = {}
    for event in events:
        if not isinstance(event, TemplateEvent):
            found[event] = None
        elif targets:
            target = targets[int(event.name) % len(targets)]
            found[TemplateEvent(target.name, target.language)] = None
    return tuple(found)


def as_desired(one: Template) -> st.SearchStrategy[DesiredTemplate]:
    """The files' side of a template, with any setting that only the files have."""
    settings = st.tuples(_SYNC_META, st.booleans())
    return settings.map(lambda drawn: desired(one, sync_meta=drawn[0], protect=drawn[1]))


def as_live(
    one: Template, template_id: int, statuses: Sequence[str] = STATUSES
) -> st.SearchStrategy[LiveTemplate]:
    """The live side of a template, in any state."""
    states = st.tuples(st.sampled_from(statuses), _QUALITIES)
    return states.map(lambda drawn: live(one, template_id, status=drawn[0], quality=drawn[1]))


@dataclass(frozen=True, slots=True)
class Sides:
    """What the files of an account declare, and what is live there."""

    desired: tuple[DesiredTemplate, ...]
    snapshot: Snapshot


@st.composite
def sides(draw: st.DrawFn, statuses: Sequence[str] = STATUSES) -> Sides:
    """Files and a live side that share some keys: equal, different, only here, or only there."""
    found = draw(st.integers(1, 5).flatmap(_distinct_keys))
    number = max(len(found) - draw(st.integers(0, 2)), 0)
    declared = [draw(linked_templates(key, found[:number])) for key in found[:number]]
    there = [draw(_changed(one, found)) for one in declared if draw(_MOST_OFTEN)]
    there += [draw(linked_templates(key, found)) for key in found[number:]]
    lives = [draw(as_live(one, 300 + at, statuses)) for at, one in enumerate(there)]
    return Sides(tuple(draw(as_desired(one)) for one in declared), snapshot(*lives))


def _distinct_keys(count: int) -> st.SearchStrategy[list[TemplateKey]]:
    return st.lists(keys(), min_size=count, max_size=count, unique=True)


@st.composite
def _changed(draw: st.DrawFn, one: Template, targets: Sequence[TemplateKey]) -> Template:
    """The template with some of its fields like those of another."""
    fields = draw(_SOME_FIELDS)
    other = draw(linked_templates(one.key, targets)) if fields else one
    return replace(one, **{field: getattr(other, field) for field in fields})
