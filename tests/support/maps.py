"""Templates that lead to each other, plain ones and hostile ones, and their maps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st
from support.hostile import hostile_texts
from support.templates import desired, template

from syncer.graph.build import graph_of
from syncer.model import (
    QuickReplyButton,
    TagEvent,
    TemplateEvent,
    TemplateKey,
    TextEvent,
    UrlButton,
)

if TYPE_CHECKING:
    from syncer.graph.values import Graph
    from syncer.model import ButtonEvent, DesiredTemplate


def to(*names: str, language: str = "en") -> QuickReplyButton:
    """A button that leads to these templates."""
    return QuickReplyButton("Go", events=tuple(TemplateEvent(name, language) for name in names))


def declared(name: str, *buttons: Any, language: str = "en") -> DesiredTemplate:
    """A template with these buttons."""
    return desired(template(name, language, buttons=buttons))


def key(name: str, language: str = "en") -> TemplateKey:
    return TemplateKey(name, language)


def map_of(*templates: DesiredTemplate, account: str = "main") -> Graph:
    """The map of these templates."""
    return graph_of(account, templates)


SHOP = (
    declared(
        "menu",
        QuickReplyButton("Orders", events=(TagEvent("orders"), TemplateEvent("orders", "en"))),
        QuickReplyButton("Hours", events=(TextEvent("We are open\nuntil eight."),)),
        QuickReplyButton("Help", events=(TemplateEvent("care", "de"),)),
    ),
    declared("orders", to("menu"), to("track", "thanks")),
    declared("track", UrlButton("Where it is", "https://shop.example/track")),
    declared("thanks"),
    declared("news"),
)
"""A start, a loop, a dead end, one outside, one without buttons; a text and a tag."""


def hostile_maps() -> st.SearchStrategy[Graph]:
    """Maps in which every text is hostile."""
    texts = hostile_texts(longest=4)
    keys = st.lists(st.builds(TemplateKey, texts, texts), min_size=1, max_size=5, unique=True)
    return st.tuples(texts, keys.flatmap(lambda all_: _templates(texts, all_))).map(
        lambda one: graph_of(*one)
    )


def _templates(
    texts: st.SearchStrategy[str], keys: list[TemplateKey]
) -> st.SearchStrategy[list[DesiredTemplate]]:
    events: st.SearchStrategy[ButtonEvent] = st.one_of(
        texts.map(TagEvent),
        texts.map(TextEvent),
        st.sampled_from(keys).map(lambda one: TemplateEvent(one.name, one.language)),
    )
    button = st.builds(QuickReplyButton, texts, events=st.lists(events, max_size=3).map(tuple))
    buttons = st.lists(button, max_size=3).map(tuple)
    return st.tuples(*(buttons for _ in keys[:4])).map(
        lambda all_: [
            desired(template(one.name, one.language, buttons=each))
            for one, each in zip(keys, all_, strict=False)
        ]
    )
