from __future__ import annotations

from support.templates import desired, template

from syncer.errors import Location, Problem
from syncer.model import TemplateKey
from syncer.pictures.findings import Findings, previewed, problems_by_template

FILE = "templates/menu.yaml"
NAME, SHARED = Location(FILE, 1, 7), Location(FILE, 3, 9)
ENGLISH, GERMAN = TemplateKey("menu", "en"), TemplateKey("menu", "de")
TEMPLATES = (
    desired(
        template("menu", "en"),
        location=Location(FILE, 5, 3),
        locations={"name": NAME, "footer": SHARED, "body": Location(FILE, 6, 11)},
        examples={"First Name": "Ana"},
    ),
    desired(
        template("menu", "de"),
        location=Location(FILE, 8, 3),
        locations={"name": NAME, "footer": Location(FILE, 9, 13)},
    ),
)


def at(line: int, column: int, file: str = FILE) -> Problem:
    return Problem(Location(file, line, column), "is wrong")


def test_a_problem_is_of_the_template_whose_value_it_is_about() -> None:
    found = problems_by_template(TEMPLATES, [at(6, 11), at(9, 13), at(8, 3)])
    assert found == Findings({ENGLISH: (at(6, 11),), GERMAN: (at(9, 13), at(8, 3))}, ())


def test_a_problem_of_what_translations_share_is_of_each_of_them() -> None:
    found = problems_by_template(TEMPLATES, [at(1, 7), at(3, 9)])
    assert found == Findings({ENGLISH: (at(1, 7), at(3, 9)), GERMAN: (at(1, 7),)}, ())


def test_a_problem_of_no_value_is_of_no_template() -> None:
    problems = (at(2, 1), at(5, 3, "templates/other.yaml"))
    assert problems_by_template(TEMPLATES, problems) == Findings({}, problems)


def test_a_preview_has_only_what_belongs_to_what_is_shown_and_what_belongs_to_nothing() -> None:
    one = previewed("main", TEMPLATES, [at(6, 11), at(9, 13), at(2, 1)], TEMPLATES[1:])
    assert one.account == "main"
    assert [picture.key for picture in one.pictures] == [GERMAN]
    assert one.findings == Findings({GERMAN: (at(9, 13),)}, (at(2, 1),))
    assert one.problems == (at(2, 1), at(9, 13))


def test_a_preview_counts_a_problem_of_several_templates_once() -> None:
    assert previewed("main", TEMPLATES, [at(1, 7)], TEMPLATES).problems == (at(1, 7),)
