from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from syncer.desired import Rendered

    RenderFiles = Callable[..., Rendered]


def template(name: str, *languages: str, event: str = "") -> str:
    events = f", events: [{event}]" if event else ""
    buttons = f"buttons: [{{type: QUICK_REPLY, text: x{events}}}]\n"
    rows = "".join(f"  {language}: {{body: {name}}}\n" for language in languages or ("en",))
    return f"name: {name}\ncategory: UTILITY\n{buttons}translations:\n{rows}"


def told(rendered: Rendered) -> list[str]:
    return [str(problem).removeprefix("templates/") for problem in rendered.problems]


def test_names_may_be_declared_in_several_documents_and_files(render_files: RenderFiles) -> None:
    files = {
        "templates/a.yaml": template("shop", "en") + "---\n" + template("shop", "es"),
        "templates/b.yaml": template("shop", "fr"),
    }
    assert [str(each.key) for each in render_files(files).templates] == [
        "shop/en",
        "shop/es",
        "shop/fr",
    ]


def test_a_name_and_language_declared_twice_names_both_places(render_files: RenderFiles) -> None:
    files = {
        "templates/a.yaml": template("shop"),
        "templates/b.yaml": template("shop", "es", "en").replace("body", "bdy"),
    }
    rendered = render_files(files)
    assert (
        "b.yaml:6:3: `shop/en` is declared here and at templates/a.yaml:5:3 (keep one of them)"
        in told(rendered)
    )
    assert [str(each.key) for each in rendered.templates] == ["shop/en"]


@pytest.mark.parametrize(
    "event",
    [
        "{template: menu}",
        "{template: shop}",
        "{template: {name: menu}}",
        "{template: {name: other, language: es}}",
        "{template: {name: elsewhere, external: true}}",
        "{tag: nowhere}",
        "{text: nowhere}",
    ],
)
def test_an_event_may_lead_to_what_is_declared_or_external(
    render_files: RenderFiles, event: str
) -> None:
    files = {
        "templates/a.yaml": template("shop", event=event),
        "templates/b.yaml": template("menu") + "---\n" + template("other", "es"),
    }
    assert told(render_files(files)) == []


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        (
            "{template: zzz}",
            (
                "3:60: there is no template `zzz` in these files"
                " (declare it; if it lives elsewhere, write `{name: …, external: true}`)"
            ),
        ),
        (
            "{template: meun}",
            (
                "3:60: there is no template `meun` in these files"
                " (did you mean `menu`? if it lives elsewhere, write `{name: …, external: true}`)"
            ),
        ),
        (
            "{template: {name: other, external: false}}",
            (
                "3:67: the template `other` has no translation `en`"
                " (it has `es`, `fr`: add one, or say which with `{name: …, language: …}`)"
            ),
        ),
        (
            "{template: {name: menu, language: es}}",
            (
                "3:67: the template `menu` has no translation `es`"
                " (it has `en`: add one, or say which with `{name: …, language: …}`)"
            ),
        ),
    ],
)
def test_an_event_that_leads_nowhere_is_told(
    render_files: RenderFiles, event: str, expected: str
) -> None:
    files = {
        "templates/a.yaml": template("shop", event=event),
        "templates/b.yaml": template("menu") + "---\n" + template("other", "es", "fr"),
    }
    assert told(render_files(files)) == [f"a.yaml:{expected}"]


def test_of_many_events_that_lead_nowhere_the_first_have_a_suggestion(
    render_files: RenderFiles,
) -> None:
    text = "---\n".join(template(f"shop{n}", event=f"{{template: shpo{n}}}") for n in range(60))
    problems = render_files({"templates/a.yaml": text}).problems
    assert ["did you mean `shop" in problem.hint for problem in problems] == [
        number < 50 for number in range(60)
    ]


def test_a_template_with_problems_is_declared_all_the_same(render_files: RenderFiles) -> None:
    files = {
        "templates/a.yaml": template("shop", event="{template: menu}"),
        "templates/b.yaml": template("menu").replace("category: UTILITY\n", ""),
        "templates/c.yaml": "name: [menu]\ncategory: UTILITY\ntranslations: {en: {body: x}}\n",
    }
    rendered = render_files(files)
    assert {problem.rule for problem in rendered.problems} == {"schema"}
    assert rendered.names == {"shop", "menu"}


def test_what_a_file_with_broken_yaml_may_declare_is_not_dangling(
    render_files: RenderFiles,
) -> None:
    files = {
        "templates/a.yaml": template("shop", event="{template: menu}, {template: none}"),
        "templates/b.yaml": template("menu") + "  es: {",
    }
    rendered = render_files(files)
    assert {problem.rule for problem in rendered.problems} == {"yaml-syntax", "dangling-reference"}
    assert len(rendered.problems) == 2


@pytest.mark.parametrize(
    ("include", "hint"),
    [
        ('["menu_*", "sho"]', "add it there; the patterns are `menu_*`, `sho`"),
        ("[]", "add it there; the patterns are none"),
    ],
)
def test_a_name_outside_the_scope_is_told(
    render_files: RenderFiles, include: str, hint: str
) -> None:
    config = f"version: 1\nscope: {{include: {include}}}\n"
    rendered = render_files({"templates/a.yaml": template("shop", "en", "es")}, config=config)
    assert told(rendered) == [f"a.yaml:1:7: `shop` is outside `scope.include` ({hint})"]


def test_a_name_within_the_scope_is_not_told(render_files: RenderFiles) -> None:
    config = 'version: 1\nscope: {include: ["x", "sh?p"]}\n'
    assert told(render_files({"templates/a.yaml": template("shop")}, config=config)) == []


def renamed(name: str, old: str, *languages: str) -> str:
    return f"renamed_from: {old}\n{template(name, *languages)}"


RENAME_CONFIG = "version: 1\nscope: {include: ['shop_*', 'terms'], protect: ['terms']}\n"


@pytest.mark.parametrize(
    ("files", "problems"),
    [
        pytest.param({"a": renamed("shop_new", "shop_old")}, [], id="a name that nobody declares"),
        pytest.param(
            {"a": renamed("shop_new", "shop_old"), "b": template("shop_old", "de")},
            [],
            id="a name that is declared in another language",
        ),
        pytest.param(
            {"a": renamed("shop_new", "shop_old"), "b": template("shop_old")},
            [
                (
                    "a.yaml:1:15: `shop_old/en` is still declared, at templates/b.yaml:5:3 (a"
                    " rename moves it: remove that one, or leave renamed_from out)"
                )
            ],
            id="a name that is still declared",
        ),
        pytest.param(
            {"a": renamed("shop_new", "shop_new", "en", "de")},
            [
                (
                    "a.yaml:1:15: a template cannot be renamed from its own name (write the old"
                    " name, or leave renamed_from out)"
                )
            ],
            id="its own name",
        ),
        pytest.param(
            {"a": renamed("shop_new", "shop_old"), "b": renamed("shop_next", "shop_old")},
            [
                (
                    "b.yaml:1:15: `shop_old/en` is renamed at templates/a.yaml:1:15 already (keep"
                    " one of them)"
                )
            ],
            id="a name that another one had",
        ),
        pytest.param(
            {"a": renamed("shop_new", "terms")},
            [
                (
                    "a.yaml:1:15: `terms` is protected, and a rename deletes it in the end (take it"
                    " out of `scope.protect`, or leave renamed_from out)"
                )
            ],
            id="a protected name",
        ),
        pytest.param(
            {"a": renamed("shop_new", "theirs")},
            [
                (
                    "a.yaml:1:15: `theirs` is outside `scope.include`, and a rename deletes it (add"
                    " it there; the patterns are `shop_*`, `terms`)"
                )
            ],
            id="a name that others own",
        ),
        pytest.param(
            {"a": renamed("shop_new", "${old}")},
            ["a.yaml:1:15: the account `default` has no variable `old`"],
            id="a variable without a value",
        ),
    ],
)
def test_an_old_name_is_one_that_can_go(
    render_files: RenderFiles, files: dict[str, str], problems: list[str]
) -> None:
    paths = {f"templates/{name}.yaml": text for name, text in files.items()}
    found = told(render_files(paths, config=RENAME_CONFIG))
    assert [text[: len(problem)] for text, problem in zip(found, problems, strict=True)] == problems


def test_without_include_any_old_name_can_go(render_files: RenderFiles) -> None:
    assert told(render_files({"templates/a.yaml": renamed("new", "old", "en", "de")})) == []


def test_a_name_that_is_protected_in_another_language_stays(render_files: RenderFiles) -> None:
    protected = f"protect: true\n{template('shop_old', 'de')}"
    files = {"templates/a.yaml": renamed("shop_new", "shop_old"), "templates/b.yaml": protected}
    assert told(render_files(files)) == [
        (
            "a.yaml:1:15: `shop_old` is protected in another language, and this deletes it (take"
            " `protect: true` away there)"
        )
    ]


def test_an_old_name_is_a_name(render_files: RenderFiles) -> None:
    (problem,) = told(render_files({"templates/a.yaml": renamed("shop_new", "Shop Old")}))
    assert "is not a template's name" in problem
