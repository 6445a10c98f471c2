from __future__ import annotations

from syncer.errors import Location, Problem
from syncer.model import DesiredTemplate, Template
from syncer.rules import Finding, Rule, RuleBook

PLACE = Location("a.yaml", 3, 5)
DESIRED = DesiredTemplate(
    Template("shop", "en", "UTILITY", "Hello"),
    Location("a.yaml", 2, 3),
    locations={"body": PLACE},
)


def rule(path: str) -> Rule:
    return Rule(
        id="greeting",
        severity="warning",
        certainty="said",
        message="{count} greetings",
        advice="greet less",
        source="our own",
        check=lambda desired: [Finding(path, {"count": len(desired.template.body)})],
    )


def test_a_finding_is_a_problem_at_the_very_value() -> None:
    assert list(RuleBook((rule("body"),)).broken_by(DESIRED)) == [
        Problem(PLACE, "5 greetings", "greet less", "greeting", "warning")
    ]


def test_a_finding_of_a_value_that_stands_nowhere_is_told_of_the_translation() -> None:
    (problem,) = RuleBook((rule("footer"),)).broken_by(DESIRED)
    assert problem.location == DESIRED.location
