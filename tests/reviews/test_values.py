from __future__ import annotations

from dataclasses import replace

import pytest
from support.templates import desired, live, template

from syncer.reviews.values import Standing, standing


def of(category: str = "UTILITY", status: str = "APPROVED") -> Standing:
    return standing(live(template(category=category), status=status), desired())


def test_a_live_template_is_held_against_the_files() -> None:
    rejected = live(status="REJECTED", rejected_reason="SCAM", quality="RED")
    one = standing(rejected, desired(template(category="MARKETING")))
    assert (one.key, one.template_id) == (template().key, 314)
    assert (one.status, one.quality, one.rejected_reason) == ("REJECTED", "RED", "SCAM")
    assert one.category == "UTILITY"
    assert one.declared
    assert one.declared.category == "MARKETING"
    assert not one.declared.accepted
    accepting = standing(live(), desired(accept_category=True)).declared
    assert accepting
    assert accepting.accepted


def test_one_that_no_file_declares_stands_alone() -> None:
    assert standing(live(), None).declared is None


@pytest.mark.parametrize(
    ("status", "ended"),
    [
        ("PENDING", False),
        ("IN_APPEAL", False),
        ("UNKNOWN", False),
        ("APPROVED", True),
        ("REJECTED", True),
        ("PAUSED", True),
        ("DELETED", True),
    ],
)
def test_a_review_ends_with_anything_that_meta_says(status: str, ended: bool) -> None:  # noqa: FBT001
    assert of(status=status).ended is ended


def test_another_category_counts_once_it_is_approved() -> None:
    assert of("MARKETING").recategorised
    assert not of("UTILITY").recategorised
    assert not of("MARKETING", "PENDING").recategorised
    assert not replace(of("MARKETING"), declared=None).recategorised
