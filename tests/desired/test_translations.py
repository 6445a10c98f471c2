from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.templates import MEDIA

from syncer.errors import Location
from syncer.model import (
    DesiredTemplate,
    FlowButton,
    MediaHeader,
    PhoneNumberButton,
    QuickReplyButton,
    TagEvent,
    Template,
    TemplateEvent,
    TemplateKey,
    TextEvent,
    TextHeader,
    UrlButton,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from syncer.desired import Rendered

    RenderFiles = Callable[..., Rendered]

EVERYTHING = """\
name: order
category: ${mood}
tag: orders
close_unassigned: true
examples: {First Name: Ana, 1: 007}
protect: true
sync_meta: never
header: {image: media/parcel.png}
footer: bye
translations:
  en_US:
    body: |
      Hi {{First Name}},

      on its way.
    buttons:
      - type: QUICK_REPLY
        text: no
        unsubscribe: true
        events:
          - tag: vip
          - text: |
              We will.
          - template: order
          - template: {name: order, language: es}
          - template: {name: menu, external: true}
          - template: {name: menu, language: es, external: true}
          - template: {name: order, external: false}
      - {type: URL, text: See, url: "${url}/{{1}}"}
      - {type: PHONE_NUMBER, text: Call, phone_number: +86 131 2800-0000}
    ignore:
      quick-reply-beside-others: all have phones
  es:
    body: 12:30
    header: {text: on}
    footer:
    buttons: [{type: FLOW, text: Book, flow: 803348158336427}]
"""


@pytest.fixture
def order(render_files: RenderFiles) -> tuple[DesiredTemplate, DesiredTemplate]:
    files = {"templates/order.yaml": EVERYTHING, "templates/media/parcel.png": MEDIA[0].content}
    rendered = render_files(files)
    assert not rendered.problems
    first, second = rendered.templates
    return first, second


def test_everything_is_translated(order: tuple[DesiredTemplate, DesiredTemplate]) -> None:
    digest = MEDIA[0].digest
    assert order[0].template == Template(
        name="order",
        language="en_US",
        category="UTILITY",
        body="Hi {{First Name}},\n\non its way.",
        header=MediaHeader("IMAGE", digest, "parcel.png"),
        footer="bye",
        buttons=(
            QuickReplyButton(
                "no",
                unsubscribe=True,
                events=(
                    TagEvent("vip"),
                    TextEvent("We will."),
                    TemplateEvent("order", "en_US"),
                    TemplateEvent("order", "es"),
                    TemplateEvent("menu", "en_US"),
                    TemplateEvent("menu", "es"),
                    TemplateEvent("order", "en_US"),
                ),
            ),
            UrlButton("See", "https://shop.example/{{1}}"),
            PhoneNumberButton("Call", "+8613128000000"),
        ),
        tag="orders",
        close_unassigned=True,
    )
    assert order[1].template == Template(
        name="order",
        language="es",
        category="UTILITY",
        body="12:30",
        header=TextHeader("on"),
        buttons=(FlowButton("Book", "803348158336427"),),
        tag="orders",
        close_unassigned=True,
    )


def test_what_only_the_files_know_is_kept(order: tuple[DesiredTemplate, DesiredTemplate]) -> None:
    first, second = order
    assert first.media is not None
    assert first.media.path.name == "parcel.png"
    assert first.media.digest == MEDIA[0].digest
    assert second.media is None
    assert first.external == {TemplateKey("menu", "en_US"), TemplateKey("menu", "es")}
    assert (first.sync_meta, first.protect) == ("never", True)
    assert first.examples == {"First Name": "Ana", "1": "007"}


def test_every_value_knows_where_it_stands(
    order: tuple[DesiredTemplate, DesiredTemplate],
) -> None:
    places = {path: str(place) for path, place in order[0].locations.items()}
    assert str(order[0].location) == "templates/order.yaml:11:3"
    expected = {
        "name": "1:7",
        "category": "2:11",
        "tag": "3:6",
        "header.image": "8:17",
        "footer": "9:9",
        "body": "12:11",
        "buttons[0].text": "18:15",
        "buttons[0].events[0].tag": "21:18",
        "buttons[0].events[2].template": "24:23",
        "buttons[0].events[3].template.name": "25:30",
        "buttons[1].url": "29:37",
    }
    assert (
        expected.items()
        <= {
            path: place.removeprefix("templates/order.yaml:") for path, place in places.items()
        }.items()
    )
    assert order[1].locations["header.text"] == Location("templates/order.yaml", 35, 20)
    assert order[1].locations["tag"] == order[0].locations["tag"]


ONLY_IN_FILES = ("examples", "protect", "sync_meta", "ignore", "accept_category")
SHARED = """\
name: order
category: UTILITY
header: {text: Top}
footer: bye
tag: orders
close_unassigned: true
examples: {a: b}
protect: true
sync_meta: always
ignore: {body-edge: it is a greeting}
accept_category: true
buttons: [{type: QUICK_REPLY, text: Yes}]
translations:
  en:
    body: Hello
"""


@pytest.mark.parametrize("empty", ["", "null", "~"])
@pytest.mark.parametrize(
    ("key", "attribute", "unset"),
    [
        ("header", "header", None),
        ("footer", "footer", None),
        ("buttons", "buttons", ()),
        ("tag", "tag", None),
        ("close_unassigned", "close_unassigned", False),
    ],
)
def test_an_empty_value_in_a_translation_removes_the_inherited_one(
    render_files: RenderFiles, key: str, attribute: str, unset: object, empty: str
) -> None:
    (inherits,) = render_files({"templates/a.yaml": SHARED}).templates
    assert getattr(inherits.template, attribute) != unset
    (template,) = render_files({"templates/a.yaml": f"{SHARED}    {key}: {empty}\n"}).templates
    assert getattr(template.template, attribute) == unset


def test_what_only_the_files_know_is_inherited_and_removed_too(render_files: RenderFiles) -> None:
    unset = "".join(f"    {key}:\n" for key in ONLY_IN_FILES)
    text = f"{SHARED}  es:\n    body: x\n{unset}"
    inherits, removes = render_files({"templates/a.yaml": text}).templates
    assert (inherits.examples, inherits.protect, inherits.sync_meta) == ({"a": "b"}, True, "always")
    assert (inherits.ignore, inherits.accept_category) == ({"body-edge": "it is a greeting"}, True)
    assert (removes.examples, removes.protect, removes.sync_meta) == ({}, False, "auto")
    assert (removes.ignore, removes.accept_category) == ({}, False)


@pytest.mark.parametrize(
    ("written", "renamed_from"), [("renamed_from: old", "old"), ("renamed_from:", None), ("", None)]
)
def test_all_translations_know_the_old_name(
    render_files: RenderFiles, written: str, renamed_from: str | None
) -> None:
    text = f"{written}\n{SHARED}  es: {{body: x}}\n"
    templates = render_files({"templates/a.yaml": text}).templates
    assert [one.renamed_from for one in templates] == [renamed_from, renamed_from]


@pytest.mark.parametrize("value", ["footer: ''", "tag: ''", "buttons: []", "buttons: "])
def test_an_empty_text_or_list_is_not_set_either(render_files: RenderFiles, value: str) -> None:
    rendered = render_files({"templates/a.yaml": f"{SHARED}    {value}\n"})
    (template,) = rendered.templates
    assert not getattr(template.template, value.partition(":")[0])
    assert not rendered.problems


def test_a_translations_value_replaces_the_inherited_one_whole(render_files: RenderFiles) -> None:
    text = f"{SHARED}    buttons: [{{type: QUICK_REPLY, text: No}}]\n    header: {{text: Own}}\n"
    (template,) = render_files({"templates/a.yaml": text}).templates
    assert template.template.buttons == (QuickReplyButton("No"),)
    assert template.template.header == TextHeader("Own")


def test_merged_and_aliased_values_stand_where_they_were_written(
    render_files: RenderFiles,
) -> None:
    text = """\
name: order
category: UTILITY
translations:
  en: &en
    body: Hello
    footer: &bye bye
  es:
    <<: *en
    body: Hola
  fr:
    body: *bye
"""
    rendered = render_files({"templates/a.yaml": text})
    _, es, fr = rendered.templates
    assert (es.template.body, es.template.footer, fr.template.body) == ("Hola", "bye", "bye")
    assert str(es.locations["footer"]) == "templates/a.yaml:6:13"
    assert str(fr.locations["body"]) == "templates/a.yaml:6:13"


@pytest.mark.parametrize(
    ("kind", "format_"), [("image", "IMAGE"), ("video", "VIDEO"), ("document", "DOCUMENT")]
)
def test_media_headers_have_three_formats(
    render_files: RenderFiles, kind: str, format_: str
) -> None:
    text = SHARED.replace("{text: Top}", f'{{{kind}: "${{file}}.bin"}}')
    files = {"templates/a.yaml": text, "templates/f.bin": b"x"}
    config = "version: 1\naccounts: {shop: {vars: {file: f}}}\n"
    (template,) = render_files(files, config=config).templates
    header = template.template.header
    assert isinstance(header, MediaHeader)
    assert (header.format, header.filename) == (format_, "f.bin")
