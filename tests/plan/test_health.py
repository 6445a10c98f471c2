from __future__ import annotations

from typing import Any

import pytest
from support.planning import planned
from support.templates import desired, live, snapshot, template

from syncer.plan.health import findings
from syncer.plan.values import Finding


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, [], id="healthy"),
        pytest.param({"status": "PENDING"}, [], id="in review"),
        pytest.param(
            {"status": "REJECTED", "rejected_reason": "INVALID_FORMAT"},
            [
                (
                    "rejected",
                    (
                        "Meta rejected it and it cannot be sent: INVALID_FORMAT: something is"
                        " malformed: variables, their place, spelling, or a link; look at the"
                        " variables first: none at the start or the end, words between them"
                    ),
                )
            ],
            id="rejected",
        ),
        pytest.param(
            {"status": "REJECTED", "rejected_reason": ""},
            [
                (
                    "rejected",
                    (
                        "Meta rejected it and it cannot be sent: no reason given: Meta gives no"
                        " reason; look at the template in WhatsApp Manager, where a review can be"
                        " asked for again"
                    ),
                )
            ],
            id="rejected without a reason",
        ),
        pytest.param(
            {"status": "PAUSED"},
            [("paused", "Meta paused it for its quality and it cannot be sent")],
            id="paused",
        ),
        pytest.param(
            {"status": "DISABLED"},
            [("disabled", "Meta disabled it and it cannot be sent")],
            id="disabled",
        ),
        pytest.param(
            {"quality": "RED"},
            [("quality_red", "its quality is RED: Meta pauses and then disables such a template")],
            id="bad quality",
        ),
        pytest.param({"quality": "YELLOW"}, [], id="middling quality"),
        pytest.param(
            {"template": template(category="MARKETING")},
            [
                (
                    "recategorised",
                    (
                        "Meta has it as MARKETING, the file says UTILITY; MARKETING costs about"
                        " four times as much as UTILITY; write `category: MARKETING` or"
                        " `accept_category: true` in the file, or make a new template under another"
                        " name"
                    ),
                )
            ],
            id="another category",
        ),
        pytest.param(
            {"template": template(category="MARKETING"), "status": "PENDING"},
            [],
            id="another category, that can still change",
        ),
        pytest.param({"template": template(footer="By hand")}, [], id="a difference is no finding"),
    ],
)
def test_what_a_person_should_know(
    changes: dict[str, Any], expected: list[tuple[str, str]]
) -> None:
    found = list(findings([desired()], snapshot(live(**changes))))
    assert [(one.finding, one.detail) for one in found] == expected
    assert {(one.name, one.language) for one in found} <= {("shop_greeting", "en")}


def test_one_template_can_have_several_findings() -> None:
    sick = live(template(category="MARKETING"), quality="RED")
    assert [one.finding for one in findings([desired()], snapshot(sick))] == [
        "recategorised",
        "quality_red",
    ]


def test_a_plan_tells_the_health_of_declared_live_templates_only() -> None:
    files = [desired(), desired(template("not_live"))]
    lives = snapshot(live(quality="RED"), live(template("unmanaged"), 2, quality="RED"))
    detail = "its quality is RED: Meta pauses and then disables such a template"
    assert planned(files, lives).health == (Finding("shop_greeting", "en", "quality_red", detail),)
