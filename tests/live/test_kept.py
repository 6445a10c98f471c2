"""Details as the cache keeps them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from syncer.live import kept
from syncer.live.kept import Read, from_documents, is_keepable, row_digest, to_document
from syncer.model import LiveRow, TemplateKey
from syncer.nxcloud.answers import ButtonDetails, EventDetails, HeaderDetails, TemplateDetails

HEADER = HeaderDetails("IMAGE", "", "11", "4:handle", "menu.png", "https://media.test/x?Sign=1")
DETAILS = TemplateDetails(
    1_234_567_890_123_456,
    "menu",
    "APPROVED",
    "en",
    "UTILITY",
    "GREEN",
    (33989, 33991),
    True,  # noqa: FBT003 - one of many values
    HEADER,
    "Hällo 🌞\n{{First Name}}",
    "Bye",
    (
        ButtonDetails("QUICK_REPLY", "Yes", events=(EventDetails("tag", "vip", 33989),)),
        ButtonDetails("URL", "See", "https://shop.example"),
    ),
    ("CAROUSEL",),
)
ROW = LiveRow(314, TemplateKey("menu", "en"), "", "GREEN", "UTILITY", "")


def revived(details: TemplateDetails) -> Read | None:
    (read,) = from_documents([to_document(Read(details, "sha256:1"))])
    return read


def test_what_is_kept_comes_back_without_handles_and_addresses() -> None:
    without = replace(DETAILS, header=replace(HEADER, h="", url=""))
    assert revived(DETAILS) == Read(without, "sha256:1")
    bare = TemplateDetails(None, "menu", "APPROVED", "en", "UTILITY")
    assert revived(bare) == Read(bare, "sha256:1")


def test_neither_a_handle_nor_a_signed_address_is_kept() -> None:
    document = to_document(Read(DETAILS, ""))
    assert "4:handle" not in document
    assert "media.test" not in document


def test_what_another_version_kept_is_not_understood(monkeypatch: pytest.MonkeyPatch) -> None:
    document = to_document(Read(DETAILS, ""))
    monkeypatch.setattr(kept, "__version__", "another")
    assert from_documents([document]) == [None]


@pytest.mark.parametrize("odd", ["", "{", "null", "[]", "7", "[1]", "[" * 100_000])
def test_what_is_no_document_is_never_taken_for_one(odd: str) -> None:
    assert from_documents([to_document(Read(DETAILS, "sha256:1")), odd]) == []


def test_the_digest_of_a_row_sees_everything_in_it() -> None:
    fields: dict[str, object] = {"id": 314, "updated_at": "2025-03-02 09:30:00", "status": 2}
    assert row_digest(fields) == row_digest(dict(fields))
    for changed in ({"status": 3}, {"status": "2"}, {"updated_at": ""}, {"new": None}):
        assert row_digest(fields | changed) != row_digest(fields)
    assert row_digest({"content": "\ud83d"})


@pytest.mark.parametrize(
    "changes",
    [
        *(
            {"status": status}
            for status in ("PENDING", "IN_APPEAL", "PAUSED", "PENDING_DELETION", "")
        ),
        {"name": "menus"},
        {"language": "de"},
        {"category": "MARKETING"},
        {"quality": "RED"},
        {"header": replace(HEADER, media_id="")},
    ],
)
def test_details_that_are_not_settled_or_do_not_fit_the_row_are_not_kept(
    changes: dict[str, Any],
) -> None:
    assert is_keepable(ROW, DETAILS)
    assert not is_keepable(ROW, replace(DETAILS, **changes))


@pytest.mark.parametrize("changes", [{"quality": ""}, {"header": None}, {"status": "REJECTED"}])
def test_details_that_say_less_than_the_row_are_kept(changes: dict[str, Any]) -> None:
    assert is_keepable(ROW, replace(DETAILS, **changes))
