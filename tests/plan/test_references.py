from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from support.templates import FORMS, desired, live, snapshot, template, templates

from syncer.errors import InvalidFilesError, Location, Problem
from syncer.model import DesiredTemplate, FlowButton, Form, Template, TemplateKey, UrlButton
from syncer.plan.references import form_warnings, forms_used, resolve_references

BOOKING, NEWS = FORMS
URL = UrlButton("Go", "https://shop.example/")


def with_form(flow: str, **changes: object) -> DesiredTemplate:
    return desired(template(buttons=(URL, FlowButton("Book", flow))), **changes)


def problems(one: DesiredTemplate, *forms: Form) -> list[Problem]:
    with pytest.raises(InvalidFilesError) as caught:
        resolve_references([one], snapshot(forms=forms))
    return list(caught.value.problems)


@pytest.mark.parametrize("flow", [BOOKING.id, BOOKING.name])
def test_a_form_is_meant_by_its_name_or_its_id_and_becomes_its_id(flow: str) -> None:
    (one,) = resolve_references([with_form(flow)], snapshot())
    assert one.template.buttons == (URL, FlowButton("Book", BOOKING.id))


def test_an_id_wins_over_a_form_that_is_named_like_it() -> None:
    confusing = Form("9", BOOKING.id, "PUBLISHED")
    (one,) = resolve_references([with_form(BOOKING.id)], snapshot(forms=(confusing, BOOKING)))
    assert one.template.buttons[1] == FlowButton("Book", BOOKING.id)


def test_an_unknown_form_is_a_problem_where_the_file_names_it() -> None:
    place = Location("templates/a.yaml", 12, 15)
    (problem,) = problems(with_form("bokking", locations={"buttons[1].flow": place}), *FORMS)
    assert problem == Problem(
        place,
        "this account has no form with the name or id `bokking`",
        "its forms: `appointment_booking`, `newsletter`",
        "form",
    )


def test_an_account_without_forms_says_so() -> None:
    (problem,) = problems(with_form("booking"))
    assert problem.hint == "its forms: none"
    assert problem.location == desired().location


def test_a_name_that_several_forms_have_asks_for_the_id() -> None:
    twice = (Form("1", "booking", "PUBLISHED"), Form("2", "booking", "DRAFT"))
    (problem,) = problems(with_form("booking"), *twice)
    assert problem.message == "this account has several forms named `booking`"
    assert problem.hint == "write the id: 1, 2"


@pytest.mark.parametrize(("status", "shown"), [("DRAFT", "DRAFT"), ("", "not published")])
def test_a_form_has_to_be_published(status: str, shown: str) -> None:
    (problem,) = problems(with_form("booking"), Form("1", "booking", status))
    assert problem.message == (f"the form `booking` is {shown}, and a button needs a published one")
    assert problem.rule == "form-published"


def test_a_form_that_is_not_published_can_be_ignored_and_one_that_is_not_there_cannot() -> None:
    ignore = {"form-published": "it is published next week", "form": "no"}
    draft = Form("1", "booking", "DRAFT")
    (one,) = resolve_references([with_form("booking", ignore=ignore)], snapshot(forms=(draft,)))
    assert one.template.buttons[1] == FlowButton("Book", "1")
    (problem,) = problems(with_form("bokking", ignore=ignore), draft)
    assert problem.rule == "form"


def test_an_external_template_has_to_be_live() -> None:
    missing = TemplateKey("legacy_menu", "en")
    one = desired(external=frozenset({missing, TemplateKey("there", "en")}))
    with pytest.raises(InvalidFilesError) as caught:
        resolve_references([one], snapshot(live(template("there"))))
    (problem,) = caught.value.problems
    assert problem == Problem(
        one.location,
        "shop_greeting/en: a button's event points to the external template legacy_menu/en,"
        " which is not live",
        "create it in the console, or declare it in the files without `external`",
        "external",
    )
    assert resolve_references(
        [one], snapshot(live(template("there")), live(template("legacy_menu")))
    )


def test_all_problems_of_all_templates_are_told_at_once() -> None:
    missing = frozenset({TemplateKey("z", "en")})
    files = [with_form("x"), with_form("y", external=missing)]
    with pytest.raises(InvalidFilesError) as caught:
        resolve_references(files, snapshot())
    assert [problem.rule for problem in caught.value.problems] == ["external", "form", "form"]


@settings(max_examples=30)
@given(templates())
def test_templates_without_open_references_stay_as_they_are(one: Template) -> None:
    (resolved,) = resolve_references([desired(one)], snapshot())
    assert resolved == desired(one)


@pytest.mark.parametrize("forms", [(), (replace(BOOKING, status="DEPRECATED"),)], ids=str)
def test_a_form_that_a_live_button_opens_already_stays_with_a_warning(
    forms: tuple[Form, ...],
) -> None:
    one = with_form(BOOKING.id)
    (resolved,) = resolve_references([one], snapshot(live(one.template), forms=forms))
    assert resolved == one
    (warning,) = form_warnings([resolved], forms)
    assert warning.endswith("; a live button opens it")


def test_a_name_that_several_forms_have_is_a_problem_even_if_a_live_button_opens_one() -> None:
    forms = (Form("1", "booking", "PUBLISHED"), Form("2", "booking", "PUBLISHED"))
    lives = snapshot(live(with_form("1").template), forms=forms)
    with pytest.raises(InvalidFilesError):
        resolve_references([with_form("booking")], lives)


def test_forms_are_needed_where_a_button_opens_one() -> None:
    assert forms_used([desired(), with_form("x")])
    assert not forms_used([desired(), desired(template(buttons=(URL,)))])


def test_what_nxcloud_found_wrong_with_a_form_in_use_is_a_warning() -> None:
    broken = Form("1", "booking", "PUBLISHED", ("no end screen", "a typo"))
    unused = Form("2", "other", "PUBLISHED", ("bad",))
    assert form_warnings([with_form("1")], [broken, unused]) == (
        "form booking (1): no end screen",
        "form booking (1): a typo",
    )
