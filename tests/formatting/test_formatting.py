"""What the canonical form is, and that it means the same."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from support.files import document_of
from support.project import Project, example_project
from support.templates import template_sets

from syncer.config import load_config
from syncer.desired import read_sources, render
from syncer.documents.yaml_text import yaml_text
from syncer.formatting.formatting import formatted
from syncer.template_fields import Names, new_document

if TYPE_CHECKING:
    from pathlib import Path

    from syncer.model import Template

some = settings(max_examples=int(os.environ.get("SYNCER_EXAMPLES", "10")))
styles = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([True, False, None]),
        "sort_keys": st.booleans(),
    }
)


def fmt(text: str) -> str:
    """The canonical form, which is its own canonical form."""
    result = formatted(text, "a.yaml")
    assert result.problems == ()
    assert formatted(result.text, "a.yaml") == result
    return result.text


def wanted(project: Project) -> list[Template]:
    config = load_config(project.root / "syncer.yaml", {})
    return [one.template for one in render(read_sources(config), config.accounts[0]).templates]


def problem(text: str) -> str:
    """Why a text stays as it is."""
    result = formatted(text, "a.yaml")
    assert result.text == text
    return str(result.problems[0])


def test_keys_stand_in_the_order_of_the_contract() -> None:
    text = """\
translations:
  es:
    buttons:
      - url: https://shop.example
        text: See
        type: URL
      - events:
          - template:
              external: true
              language: en
              name: shop_menu
        unsubscribe: true
        text: Stop
        type: QUICK_REPLY
    footer: Adiós
    body: Hola
    tag: vip
  en:
    body: Hello
    header:
      text: Hi
    accept_category: true
    ignore:
      body-length: It is long.
renamed_from: shop_old
footer: Bye
tag: orders
category: UTILITY
name: shop
"""
    assert (
        fmt(text)
        == """\
name: shop
category: UTILITY
tag: orders
renamed_from: shop_old
footer: Bye
translations:
  es:
    tag: vip
    body: Hola
    footer: Adiós
    buttons:
      - type: URL
        text: See
        url: https://shop.example
      - type: QUICK_REPLY
        text: Stop
        unsubscribe: true
        events:
          - template:
              name: shop_menu
              language: en
              external: true
  en:
    ignore:
      body-length: It is long.
    accept_category: true
    header:
      text: Hi
    body: Hello
"""
    )


def test_maps_and_lists_are_written_as_blocks_and_texts_of_several_lines_too() -> None:
    text = """\
{name: "shop", translations: {en: {body: "One\\n\\ntwo", buttons: [], header: {text: 'Hi'}}}}
"""
    assert (
        fmt(text)
        == """\
name: shop
translations:
  en:
    header:
      text: Hi
    body: |-
      One

      two
    buttons: []
"""
    )


def test_a_last_line_break_that_does_not_count_is_not_written() -> None:
    text = "translations:\n  en:\n    body: |\n      One\n      two\n    footer: |\n      Bye\n"
    assert fmt(text) == (
        "translations:\n  en:\n    body: |-\n      One\n      two\n    footer: Bye\n"
    )


@pytest.mark.parametrize(
    ("folded", "canonical"),
    [
        (">-\n    Hello,\n    you\n", "Hello, you\n"),
        (">\n    Hello,\n    you\n", "Hello, you\n"),
        (">-\n    Hello,\n    you\n\n    Bye\n", "|-\n    Hello, you\n    Bye\n"),
    ],
)
def test_folded_lines_are_written_as_the_lines_that_they_mean(folded: str, canonical: str) -> None:
    assert fmt(f"header:\n  text: {folded}") == f"header:\n  text: {canonical}"


def test_a_line_break_that_counts_stays() -> None:
    assert fmt("examples:\n  name: |\n    Ana\n") == 'examples:\n  name: "Ana\\n"\n'


@pytest.mark.parametrize(
    "scalar", ["007", "1.10", "12:30", "on", "Yes", "0x1F", "1e3", "2026-11-26", "~", "null", ""]
)
def test_plain_scalars_stay_as_they_are(scalar: str) -> None:
    text = f"name: shop\nfooter: {scalar}".rstrip() + "\n"
    assert fmt(text) == text


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("footer:\tOne\n", "footer: One\n"),
        ("footer: One\t# two\n", "footer: One # two\n"),
        ("footer: 5\tpieces\n", 'footer: "5\\tpieces"\n'),
        ("footer: |-\n \n  One\n", 'footer: "\\nOne"\n'),
    ],
)
def test_tabs_between_words_and_blank_lines_before_them_are_read(text: str, canonical: str) -> None:
    assert fmt(text) == canonical


def test_a_tag_that_makes_text_is_written_as_quotes() -> None:
    assert fmt("tag: !!str 007\nfooter: !!str Bye\nheader: !!map {text: ! ''}\n") == (
        "tag: '007'\nheader:\n  text: ''\nfooter: Bye\n"
    )


def test_quotes_that_mean_nothing_go_and_others_stay() -> None:
    text = 'name: "shop"\ntag: \'007\'\nfooter: "a: b"\n'
    assert fmt(text) == "name: shop\ntag: '007'\nfooter: 'a: b'\n"


def test_comments_go_where_their_key_goes() -> None:
    text = """\
# yaml-language-server: $schema=template.schema.json

# About the whole.
category: UTILITY # what it costs
# What it is called.
name: shop
translations:
  en:
    # The words.
    body: |- # several lines
      # no comment
      Hello
    # The picture.
    header: {text: Hi} # or an image
    buttons: # at most 3
      # The first.
      - {type: URL, # a link
         text: See, url: x} # where to
      # - type: QUICK_REPLY
    # The end of English.
  es:
    body: Hola
# The end.
"""
    assert (
        fmt(text)
        == """\
# yaml-language-server: $schema=template.schema.json

# About the whole.
# What it is called.
name: shop
category: UTILITY # what it costs
translations:
  en:
    # The picture.
    header:
      text: Hi         # or an image
    # The words.
    body: |- # several lines
      # no comment
      Hello
    buttons: # at most 3
      # The first.
      - type: URL   # a link
        text: See
        url: x              # where to
      # - type: QUICK_REPLY
    # The end of English.
  es:
    body: Hola
# The end.
"""
    )


def test_comments_of_what_has_no_place_for_them_go_above_it() -> None:
    text = """\
name: &name shop
tag: *name # the same
buttons:
  - # a link
    type: URL
  - {} # nothing
footer: "over
  two lines" # quoted
examples: # one
  [] # two
"""
    assert (
        fmt(text)
        == """\
name: &name shop
# the same
tag: *name
# two
# one
examples: []
footer: over two lines # quoted
buttons:
  # a link
  - type: URL
  # nothing
  - {}
"""
    )


def test_comments_go_above_the_dash_where_their_key_comes_to_stand_behind_it() -> None:
    text = """\
buttons:
  # The first.
  - text: Stop
    # For now.
    type: QUICK_REPLY
  - url: x
    # A link.
    type: URL
"""
    assert (
        fmt(text)
        == """\
buttons:
  # The first.
  # For now.
  - type: QUICK_REPLY
    text: Stop
  # A link.
  - type: URL
    url: x
"""
    )


def test_comments_in_a_list_in_a_list_go_above_the_outer_dash() -> None:
    text = "examples:\n  -\n    # a\n    - b\n"
    assert fmt(text) == "examples:\n  # a\n  -   - b\n"


def test_a_comment_beside_a_key_whose_value_stands_below_is_written_beside_the_value() -> None:
    text = "footer:  # short\n  See you\n\nbody: Hello\n"
    assert fmt(text) == "footer: See you # short\n\nbody: Hello\n"


def test_one_empty_line_is_kept_where_there_are_some() -> None:
    text = "\n\nname: shop\n\n\ncategory: UTILITY\ntranslations:\n\n  en:\n    body: Hi\n\n"
    assert fmt(text) == "name: shop\n\ncategory: UTILITY\ntranslations:\n  en:\n    body: Hi\n"


def test_documents_keep_their_separators_and_their_comments() -> None:
    text = "# top\n---\n# one\nname: a\n# end of one\n---  # two\nname: b\n---\n# three\n\n---\n"
    assert (
        fmt(text)
        == "# top\n---\n# one\nname: a\n# end of one\n---\n# two\nname: b\n---\n# three\n---\n"
    )


def test_anchors_aliases_and_merges_are_kept_and_an_anchor_stands_first() -> None:
    text = """\
footer: &bye Bye
tag: *bye
translations:
  en: &english
    footer: &unused Later
    body: Hi
  es:
    body: Hola
    <<: [*english]
"""
    assert (
        fmt(text)
        == """\
tag: &bye Bye
footer: *bye
translations:
  en: &english
    body: Hi
    footer: &unused Later
  es:
    <<:
      - *english
    body: Hola
"""
    )


@pytest.mark.parametrize("indent", ["    ", "      "])
def test_comments_in_a_list_under_an_anchor_stay_in_it(indent: str) -> None:
    links = f"{indent}- text: See\n{indent}# the last\n"
    assert fmt(f"translations:\n  en:\n    buttons: &a\n{links}  es:\n") == (
        "translations:\n  en:\n    buttons: &a\n      - text: See\n      # the last\n  es:\n"
    )


def test_texts_in_double_quotes_are_escaped_as_in_new_files() -> None:
    document = {"footer": "\x07 \U0001f600", "tag": "é\r"}
    assert fmt(yaml.safe_dump(document, default_style='"')) == (
        'tag: "é\\r"\nfooter: "\\a \U0001f600"\n'
    )


@pytest.mark.parametrize("text", ["Dear 😀 é\n\nItem:\t5\n bye", "One\n\tTwo\n\t\nThree"])
def test_blocks_with_tabs_stay_blocks(text: str) -> None:
    lines = "".join(f"  {line}".rstrip(" ") + "\n" for line in text.split("\n"))
    assert fmt(f"footer: |-\n{lines}") == f"footer: |-\n{lines}"


def test_line_ends_are_those_of_the_first_line() -> None:
    canonical = "name: shop\r\nfooter: |-\r\n  a\r\n  b\r\n"
    assert fmt(canonical) == canonical
    assert fmt("name: 'shop'\r\nfooter: |-\n  a\r\n  b\n") == canonical
    assert fmt("name: shop\nfooter: |-\r\n  a\n  b\r\n") == canonical.replace("\r", "")


def test_what_is_left_keeps_its_line_ends() -> None:
    assert "a value should stand here" in problem("name: [\r\n")


def test_the_version_of_yaml_that_is_so_anyway_is_not_written() -> None:
    assert fmt("%YAML 1.2\n---\nname: a\n") == "---\nname: a\n"
    assert fmt("# a\n%YAML 1.2 # b\n---\nname: a\n...\n%YAML 1.2\n---\nname: b\n") == (
        "# a\n# b\n---\nname: a\n---\nname: b\n"
    )


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n"])
def test_a_file_without_templates_stays(text: str) -> None:
    assert fmt(text) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name: [\n", "a.yaml:2:1: a value should stand here"),
        ("name: a\nname: b\n", "a.yaml:2:1: the key `name` stands here and at"),
        ("- a\n", "a.yaml:1:1: this is no template"),
        (
            "# a\n%YAML 1.1\n---\nname: a\n",
            "a.yaml:2:1: a line that begins with `%` has no meaning",
        ),
        (
            "footer: &text One\ntag: *text\nheader: {text: &text Two}\n",
            "a.yaml:1:9: the canonical form of this would mean something else",
        ),
    ],
)
def test_what_has_no_canonical_form_stays_and_is_told(text: str, told: str) -> None:
    assert problem(text).startswith(told)


def test_the_example_wants_the_same_as_before(tmp_path: Path) -> None:
    project = example_project(tmp_path / "project")
    before = wanted(project)
    for path in sorted((project.root / "templates").glob("*.yaml")):
        path.write_text(fmt(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert wanted(project) == before


@some
@given(template_sets())
def test_what_is_written_anew_is_canonical(templates: tuple[Template, ...]) -> None:
    written = "---\n".join(yaml_text(new_document([one], Names((), (), {}))) for one in templates)
    assert fmt(written) == written


@some
@given(template_sets(), styles)
def test_any_style_of_any_document_has_a_canonical_form(
    templates: tuple[Template, ...], style: dict[str, Any]
) -> None:
    documents = [document_of(one) for one in templates]
    text = yaml.safe_dump_all(documents, allow_unicode=True, width=40, **style)
    assert list(yaml.safe_load_all(fmt(text))) == documents
