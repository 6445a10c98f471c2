from __future__ import annotations

from dataclasses import replace

from syncer.render.standing_documents import listed_document, review_document, standing_document
from syncer.reviews.values import Declared, Standing

ONE = Standing("menu", "en", 314, "REJECTED", "MARKETING", "GREEN", "SCAM")
DOCUMENT = {
    "name": "menu",
    "language": "en",
    "template_id": 314,
    "status": "REJECTED",
    "category": "MARKETING",
    "quality": "GREEN",
    "rejected_reason": "SCAM",
    "declared_category": None,
    "category_accepted": False,
}


def test_a_template_has_all_that_is_known() -> None:
    assert standing_document(ONE) == DOCUMENT


def test_what_the_files_say_stands_beside_it() -> None:
    document = standing_document(replace(ONE, declared=Declared("UTILITY", accepted=True)))
    assert document["declared_category"] == "UTILITY"
    assert document["category_accepted"] is True


def test_a_review_says_whether_it_has_ended() -> None:
    assert review_document(ONE) == {**DOCUMENT, "ended": True, "error": None}
    unknown = review_document(replace(ONE, status="UNKNOWN", error="no answer"))
    assert (unknown["ended"], unknown["error"]) == (False, "no answer")


def test_the_fields_of_the_list_come_under_their_own_names_but_never_in_place_of_ours() -> None:
    fields = {"id": 314, "status": 2, "name": "other", "created_at": "2026-01-31", "extra": [1]}
    assert listed_document(ONE, fields) == {
        **DOCUMENT,
        "list_status": 2,
        "id": 314,
        "created_at": "2026-01-31",
        "extra": [1],
    }
