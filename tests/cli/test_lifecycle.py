"""What plan, apply and drift tell of a template's life; the table of cases is in tests/e2e."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.command import syncer
from support.project import CONFIG, at_home, new_project

from syncer.emulator import Settings, running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from support.project import Project

    from syncer.emulator import Running

OFFER = """\
name: shop_offer
category: UTILITY
translations:
  en: {body: Your offer is here for you to see.}
"""


@pytest.fixture
def meta() -> Iterator[Running]:
    """An emulator with all of Meta's limits, few creations, and a mind of its own."""
    settings = Settings(creations_per_hour=3, recategorisations={"offer": "MARKETING"})
    with running(settings) as emulator:
        yield emulator


@pytest.fixture
def strict(tmp_path: Path, meta: Running) -> Iterator[Project]:
    """A project of one template that Meta takes for an offer."""
    project = new_project(
        tmp_path / "project", f"{CONFIG}limits: {{creations_per_hour: 3}}\n", offer=OFFER
    )
    with at_home(project, meta):
        yield project


class TestCategory:
    COST = (
        "Meta has it as MARKETING, the file says UTILITY; MARKETING costs about four times as much"
        " as UTILITY"
    )

    @pytest.mark.usefixtures("strict")
    def test_that_meta_changed_is_told_by_plan_and_drift_with_its_cost(self) -> None:
        assert syncer("apply", "--auto-approve").code == 0
        planned = syncer("plan", "--detailed-exitcode")
        assert planned.code == 2
        assert "! blocked shop_offer/en" in planned.stdout
        assert self.COST in planned.stdout
        drifted = syncer("drift", "--format", "json")
        assert drifted.code == 2
        (finding,) = drifted.account()["health"]
        assert finding["finding"] == "recategorised"
        assert self.COST in finding["detail"]

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("category: UTILITY", "category: MARKETING"),
            ("category: UTILITY", "category: UTILITY\naccept_category: true"),
        ],
    )
    def test_that_is_followed_or_accepted_is_no_difference_any_more(
        self, strict: Project, old: str, new: str
    ) -> None:
        syncer("apply", "--auto-approve")
        strict.replace("templates/offer.yaml", old, new)
        assert syncer("plan", "--detailed-exitcode").code == 0
        assert syncer("drift").code == 0
        assert syncer("apply", "--auto-approve").code == 0


class TestCreations:
    def test_beyond_the_hour_are_left_and_the_next_apply_goes_on(
        self, strict: Project, meta: Running
    ) -> None:
        strict.replace("templates/offer.yaml", "UTILITY", "MARKETING")
        languages = "".join(f"  {one}: {{body: Hello to you.}}\n" for one in ("de", "es", "fr"))
        strict.write(
            "templates/hello.yaml", f"name: hello\ncategory: UTILITY\ntranslations:\n{languages}"
        )
        planned = syncer("plan")
        assert "3 of 3 creations this hour; apply leaves 1 for later" in planned.stdout
        ran = syncer("apply", "--auto-approve", "--format", "json")
        assert ran.code == 4
        assert ran.account()["summary"] == {"done": 3, "failed": 0, "skipped": 1}
        (left,) = (one for one in ran.account()["results"] if one["outcome"] == "skipped")
        assert left["reason"].startswith("left for later: Meta takes 3 creations an hour")
        again = syncer("apply", "--auto-approve", "--format", "json")
        assert again.account()["summary"] == {"done": 0, "failed": 0, "skipped": 1}
        assert again.code == 4, "nothing failed"
        (cost,) = syncer("plan", "--format", "json").account()["costs"]
        (left,) = again.account()["results"]
        told = cost.partition("apply again after ")[2]
        assert told.endswith(" UTC")
        assert f"apply again after {told}: it goes on" in left["reason"]
        assert len(meta.console.requests("create")) == 3

    def test_another_machine_meets_the_limit_and_is_told_what_it_is(
        self, strict: Project, meta: Running
    ) -> None:
        for number in range(3):
            meta.console.add_template({"name": f"other_{number}", "language": "en", "body": "Hi"})
        strict.replace("syncer.yaml", "creations_per_hour: 3", "creations_per_hour: 100")
        languages = "".join(f"  {one}: {{body: Hello to you.}}\n" for one in ("de", "es", "fr"))
        strict.write(
            "templates/hello.yaml", f"name: hello\ncategory: UTILITY\ntranslations:\n{languages}"
        )
        ran = syncer("apply", "--auto-approve", "--format", "json")
        failed = [one for one in ran.account()["results"] if one["outcome"] == "failed"]
        assert ran.code in {1, 4}
        assert failed
        assert all("more than 100 in an hour" in one["reason"] for one in failed)


def test_a_second_edit_within_a_day_is_a_warning_and_its_refusal_is_explained(
    strict: Project,
) -> None:
    strict.replace("templates/offer.yaml", "UTILITY", "MARKETING")
    syncer("apply", "--auto-approve")
    strict.replace("templates/offer.yaml", "to see", "to look at")
    assert syncer("apply", "--auto-approve").code == 0
    strict.replace("templates/offer.yaml", "to look at", "to read")
    planned = syncer("plan", "--format", "json")
    (warning,) = planned.account()["warnings"]
    assert warning.startswith("shop_offer/en: this machine edited it once in the last 24 hours")
    ran = syncer("apply", "--auto-approve", "--format", "json")
    assert ran.code == 1
    (refused,) = ran.account()["results"]
    assert (refused["outcome"], refused["error"]["code"]) == ("failed", 22041)
    assert refused["reason"].startswith("this machine edited it once in the last 24 hours")


def test_what_an_action_costs_is_in_text_and_json(strict: Project) -> None:
    strict.replace("templates/offer.yaml", "UTILITY", "MARKETING")
    syncer("apply", "--auto-approve")
    strict.replace("templates/offer.yaml", "to see", "to look at")
    assert "this sends a live template to review" in syncer("plan").stdout
    (action,) = syncer("plan", "--format", "json").account()["actions"]
    assert action["costs"][0].startswith("this sends a live template to review")


def test_an_unreadable_journal_is_a_warning(strict: Project) -> None:
    journal = strict.root.parent / "project-home/state/journal.jsonl"
    journal.mkdir(parents=True)
    ran = syncer("plan")
    assert ran.code == 0
    assert "what Meta counts against its limits is not known" in ran.stderr


def test_a_plan_says_from_where_and_how_far_a_rename_is(strict: Project) -> None:
    strict.replace("templates/offer.yaml", "UTILITY", "MARKETING")
    syncer("apply", "--auto-approve")
    strict.replace("templates/offer.yaml", "name: shop_offer", "name: shop_deal")
    strict.replace("templates/offer.yaml", "category", "renamed_from: shop_offer\ncategory")
    ran = syncer("apply", "--auto-approve")
    assert ran.code == 4
    assert "it is being renamed to shop_deal/en, and both exist meanwhile" in ran.stdout
    assert syncer("apply", "--auto-approve").code == 0
    assert syncer("plan", "--detailed-exitcode").code == 0


def test_a_narrowed_rename_still_sees_what_leads_to_the_old_name(
    strict: Project, meta: Running
) -> None:
    asks = (
        "name: ask\ncategory: UTILITY\nbuttons:\n"
        "  - {type: QUICK_REPLY, text: Show it, events: [{template: shop_offer}]}\n"
        "translations: {en: {body: Do you want to see it now?}}\n"
    )
    strict.replace("templates/offer.yaml", "UTILITY", "MARKETING")
    strict.write("templates/ask.yaml", asks)
    assert syncer("apply", "--auto-approve").code == 0
    strict.replace("templates/ask.yaml", "shop_offer", "shop_deal")
    strict.replace("templates/offer.yaml", "name: shop_offer", "name: shop_deal")
    strict.replace("templates/offer.yaml", "category", "renamed_from: shop_offer\ncategory")
    narrow = ("--only", "shop_deal", "--only", "shop_offer")
    syncer("apply", "--auto-approve", *narrow)
    ran = syncer("apply", "--auto-approve", *narrow)
    assert ran.code == 4
    assert "an event of ask/en still leads to it" in ran.stdout
    assert len(meta.console.requests("delete")) == 0
    assert syncer("apply", "--auto-approve").code == 0
    assert len(meta.console.requests("delete")) == 1
