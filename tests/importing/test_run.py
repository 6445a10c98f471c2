"""What an import writes, and what it leaves alone: through the command, on a project on disk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from importing.meta import BODY, buttons, definition
from support.command import Ran, syncer

from syncer.formatting.formatting import formatted
from syncer.importing.placeholders import placeholders

if TYPE_CHECKING:
    from pathlib import Path

    from support.project import Project

IMAGE = {"type": "HEADER", "format": "IMAGE"}
NEW = definition(name="shop_new")


def imported(*rows: Any, options: tuple[str, ...] = ()) -> Ran:
    """The import of these rows, in the current folder."""
    with open("dump.json", "w", encoding="utf-8") as file:  # noqa: PTH123 -- the current folder's
        json.dump(list(rows), file)
    return syncer("import", "dump.json", "--format", "json", *options)


def rows_of(ran: Ran) -> list[tuple[str, str, str | None]]:
    """Name and language, outcome and file of each row."""
    return [
        (f"{row['name']}/{row['language']}", row["outcome"], row["file"])
        for row in ran.json["templates"]
    ]


def reasons(ran: Ran) -> list[str]:
    return [row["reason"] for row in ran.json["templates"]]


def text_of(project: Project, name: str) -> str:
    return (project.root / "templates" / f"{name}.yaml").read_text(encoding="utf-8")


def test_a_template_is_written_in_canonical_form_and_validates(offline: Project) -> None:
    body = {"type": "BODY", "text": "Hi {{1}}, it is\n${5}.", "example": {"body_text": [["$${A"]]}}
    ran = imported(
        definition(
            {"type": "FOOTER", "text": "Bye"},
            IMAGE,
            body,
            buttons({"type": "PHONE_NUMBER", "text": "Call", "phone_number": "1"}),
            name="shop_new",
        )
    )
    assert ran.code == 0
    assert rows_of(ran) == [("shop_new/en", "written", "templates/shop_new.yaml")]
    assert text_of(offline, "shop_new") == (
        """\
name: shop_new
category: UTILITY
translations:
  en:
    examples:
      '1': $$${A
    header:
      image: media/placeholder.png
    body: |-
      Hi {{1}}, it is
      $${5}.
    footer: Bye
    buttons:
      - type: PHONE_NUMBER
        text: Call
        phone_number: '+1'
"""
    )
    assert formatted(text_of(offline, "shop_new"), "a").text == text_of(offline, "shop_new")
    assert syncer("validate").code == 0


def test_languages_share_a_document_and_categories_do_not(offline: Project) -> None:
    ran = imported(
        definition(name="shop_new", language="es"),
        definition(name="shop_new", language="de", category="MARKETING"),
        definition(name="shop_new", language="en"),
    )
    assert ran.code == 0
    documents = text_of(offline, "shop_new").split("---\n")
    assert [document.count("body:") for document in documents] == [2, 1]
    assert documents[0].index("es:") < documents[0].index("en:")
    assert "category: MARKETING" in documents[1]


def test_the_same_again_is_taken_once_and_another_content_is_told(offline: Project) -> None:
    other = definition({"type": "BODY", "text": "Something else"}, name="shop_new")
    ran = imported(NEW, dict(NEW), other)
    assert ran.code == 4
    assert rows_of(ran) == [
        ("shop_new/en", "written", "templates/shop_new.yaml"),
        ("shop_new/en", "skipped", None),
    ]
    assert reasons(ran)[1].startswith("it stands in the input twice")
    assert "Something else" not in text_of(offline, "shop_new")


def test_a_second_import_changes_nothing(offline: Project) -> None:
    rows = (NEW, definition(IMAGE, BODY, name="shop_image"))
    imported(*rows)
    (offline.root / "templates/media/placeholder.png").write_bytes(b"the real one")
    assert [outcome for _, outcome, _ in rows_of(imported(*rows))] == ["unchanged"] * 2
    ran = imported(rows[0], definition(IMAGE, name="shop_image", category="MARKETING"))
    assert ran.code == 4
    content = (offline.root / "templates/media/placeholder.png").read_bytes()
    assert content == b"the real one"


def test_a_file_that_would_change_is_left_without_overwrite(offline: Project) -> None:
    imported(NEW)
    before = text_of(offline, "shop_new")
    changed = {**NEW, "category": "MARKETING"}
    ran = imported(changed)
    assert ran.code == 4
    assert rows_of(ran) == [("shop_new/en", "left", "templates/shop_new.yaml")]
    assert reasons(ran) == ["the file would change: add --overwrite"]
    assert text_of(offline, "shop_new") == before
    assert rows_of(imported(changed, options=("--overwrite",)))[0][1] == "written"
    assert "MARKETING" in text_of(offline, "shop_new")


def test_a_file_that_declares_more_is_never_overwritten(offline: Project) -> None:
    del offline
    imported(NEW, {**NEW, "language": "es"})
    ran = imported({**NEW, "category": "MARKETING"}, options=("--overwrite",))
    assert ran.code == 4
    assert reasons(ran) == ["the file declares `shop_new/es` too, which the input has not"]


def test_a_file_that_is_no_yaml_is_overwritten_only_if_asked(offline: Project) -> None:
    offline.write("templates/shop_new.yaml", b"\xff")
    assert rows_of(imported(NEW))[0][1] == "left"
    assert rows_of(imported(NEW, options=("--overwrite",)))[0][1] == "written"


def test_a_template_that_another_file_declares_is_left_to_it(offline: Project) -> None:
    del offline
    ran = imported(definition(), NEW)
    assert ran.code == 4
    assert rows_of(ran) == [
        ("shop_greeting/en", "left", "templates/greeting.yaml"),
        ("shop_new/en", "written", "templates/shop_new.yaml"),
    ]
    assert reasons(ran)[0] == "this file of the project declares it already"


def test_another_folder_is_taken_with_a_warning_where_no_plan_reads_it(offline: Project) -> None:
    ran = imported(definition(IMAGE, BODY), options=("--out", "elsewhere"))
    assert ran.code == 0
    assert rows_of(ran) == [("shop_greeting/en", "written", "elsewhere/shop_greeting.yaml")]
    assert (offline.root / "elsewhere/media/placeholder.png").exists()
    assert f"no plan reads {offline.root}/elsewhere/shop_greeting.yaml" in ran.json["warnings"][1]
    assert ran.json["warnings"][0].startswith(
        "Meta's JSON does not have the bytes of media: media/placeholder.png stands in for those"
        " of shop_greeting/en"
    )


def test_media_stand_in_once_for_each_format(offline: Project) -> None:
    kinds = ("IMAGE", "VIDEO", "IMAGE", "DOCUMENT")
    rows = [
        definition({"type": "HEADER", "format": kind}, BODY, name=f"shop_{index}")
        for index, kind in enumerate(kinds)
    ]
    ran = imported(*rows)
    media = offline.root / "templates" / "media"
    assert {path.name: path.read_bytes() for path in media.iterdir()} == {
        one.filename: one.content for one in placeholders().values()
    }
    assert ["shop_0/en, shop_2/en" in warning for warning in ran.json["warnings"]].count(True) == 1
    assert len(ran.json["warnings"]) == 3


def test_placeholders_with_names_are_told(offline: Project) -> None:
    del offline
    body = {"type": "BODY", "text": "Hi {{first_name}} and {{1}}, welcome"}
    (warning,) = imported(definition(body, name="shop_new")).json["warnings"]
    assert warning.endswith("there are such fields: shop_new/en (first_name)")


@pytest.mark.parametrize("text", ["\x00", "a\x07b", "\x85", "\u2028", "\ufeffa", "\ufffe", " a \r"])
def test_any_character_is_said_just_so_or_the_template_is_skipped(
    text: str, offline: Project
) -> None:
    value = definition({"type": "BODY", "text": f"Hello {text} you"}, name="shop_new")
    (row,) = imported(value).json["templates"]
    if row["outcome"] == "written":
        assert syncer("validate").code == 0
        assert (
            imported(
                definition({"type": "BODY", "text": f"Hello {text} you"}, name="shop_new")
            ).code
            == 0
        )
    else:
        assert row["reason"] == "no file can say just what stands in its texts"
        assert not (offline.root / "templates/shop_new.yaml").exists()


def test_a_name_that_is_too_long_for_a_file_is_skipped(offline: Project) -> None:
    del offline
    ran = imported(definition(name="x" * 300))
    assert ran.code == 1
    assert reasons(ran)[0].startswith("its name is too long for a file")


def test_the_configuration_is_never_overwritten(offline: Project) -> None:
    offline.replace("syncer.yaml", "templates: templates", 'templates: ["*.yaml"]')
    ran = imported(definition(name="syncer"), options=("--overwrite",))
    assert reasons(ran)[0].startswith("its file would be syncer.yaml itself")


def test_a_folder_in_the_way_is_an_error(offline: Project) -> None:
    (offline.root / "templates/shop_new.yaml").mkdir()
    ran = syncer("import", str(_dump(offline.root)))
    assert ran.code == 1
    assert "shop_new.yaml" in ran.stderr


def _dump(folder: Path) -> Path:
    path = folder / "one.json"
    path.write_text(json.dumps(NEW), encoding="utf-8")
    return path
