from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from syncer.desired import Rendered

    RenderFiles = Callable[..., Rendered]

HEAD = "name: shop\ncategory: UTILITY\n"
EDGES = "{en: {body: 'Hi there {{1}}', footer: 👍}, es: {body: '{{1}}, hola'}}\n"
REASON = "ignore: {body-edge: it is so}\n"


def told(rendered: Rendered) -> list[tuple[str, str]]:
    """Where a problem stands, and its rule."""
    return [
        (str(one.location).rpartition("/")[2], one.rule)
        for one in rendered.problems
        if one.severity == "error"
    ]


def ignored(rendered: Rendered) -> list[str]:
    return sorted(problem.rule for problem in rendered.ignored)


def test_a_rule_that_a_template_ignores_is_not_told_of_any_of_its_translations(
    render_files: RenderFiles,
) -> None:
    files = {"templates/a.yaml": f"{HEAD}{REASON}translations: {EDGES}"}
    rendered = render_files(files)
    assert told(rendered) == []
    assert ignored(rendered) == ["body-edge", "body-edge"]


def test_a_translation_ignores_for_itself_and_replaces_what_it_inherits(
    render_files: RenderFiles,
) -> None:
    edges = EDGES.replace("es: {", "es: {ignore: {footer-emoji: we like it}, ")
    files = {"templates/a.yaml": f"{HEAD}{REASON}translations: {edges}"}
    rendered = render_files(files)
    assert told(rendered) == [("a.yaml:4:104", "body-edge")]
    assert ignored(rendered) == ["body-edge"]


def test_a_rule_that_the_project_ignores_is_told_of_no_template(render_files: RenderFiles) -> None:
    files = {
        "templates/a.yaml": f"{HEAD}translations: {EDGES}",
        "templates/b.yaml": f"{HEAD.replace('shop', 'other')}translations: {EDGES}",
    }
    config = "version: 1\nignore: {body-edge: it is so, same-text: so, footer-emoji: so}\n"
    rendered = render_files(files, config=config)
    assert told(rendered) == []
    assert {"body-edge", "same-text", "footer-emoji"} <= set(ignored(rendered))
    assert "body-edge" in rendered.templates[0].ignore


def test_only_the_files_that_were_asked_for_are_counted(read_files: Callable[..., object]) -> None:
    from syncer.desired import Sources, render

    files = {
        "templates/a.yaml": f"{HEAD}{REASON}translations: {EDGES}",
        "templates/b.yaml": f"{HEAD.replace('shop', 'b')}translations: {{en: {{body: hello}}}}\n",
    }
    sources = read_files(files, paths=["templates/b.yaml"])
    assert isinstance(sources, Sources)
    assert not render(sources, sources.config.accounts[0]).ignored


@pytest.mark.parametrize(
    ("rule", "words", "hint"),
    [
        ("body-egde", "there is no rule `body-egde`", "did you mean `body-edge`?"),
        ("zzzzzzz", "there is no rule `zzzzzzz`", "docs/rules.md has all rules, such as"),
        ("name", "the rule `name` cannot be switched off", "use 1 to 512 of"),
        ("media", "the rule `media` cannot be switched off", "put the file below"),
        ("dangling-reference", "the rule `dangling-reference` cannot be", "declare it"),
    ],
)
def test_what_is_no_rule_or_cannot_be_ignored_is_told_at_its_key(
    rule: str, words: str, hint: str, render_files: RenderFiles
) -> None:
    template = (
        f"{HEAD}ignore:\n  {rule}: so\ntranslations: {{en: {{body: a b}}, es: {{body: c d}}}}\n"
    )
    (problem,) = render_files({"templates/a.yaml": template}).problems
    assert (problem.location.line, problem.location.column) == (4, 3)
    assert (problem.rule, problem.severity) == ("ignore", "error")
    assert problem.message.startswith(words)
    assert problem.hint.startswith(hint)


def test_the_same_is_told_of_the_project_s_own_ones(render_files: RenderFiles) -> None:
    config = "version: 1\nignore: {body-edge: ok,\n  langauge: no}\n"
    (problem,) = render_files({}, config=config).problems
    assert str(problem.location) == "syncer.yaml:3:3"
    assert problem.message == "there is no rule `langauge`"


@pytest.mark.parametrize("reason", ["''", "'   '", '"\\n"', '"\\u00a0"'])
def test_a_rule_is_not_ignored_without_a_reason(reason: str, render_files: RenderFiles) -> None:
    template = f"{HEAD}ignore: {{body-edge: {reason}}}\ntranslations: {EDGES}"
    problems = render_files({"templates/a.yaml": template}).problems
    (found,) = [problem for problem in problems if problem.rule == "schema"]
    assert (found.location.line, found.location.column) == (3, 21)
    assert found.message.endswith("is not a reason")
    assert found.hint == "say why the rule does not count here"


def test_media_are_taken_whatever_their_type_and_size_where_a_template_says_so(
    render_files: RenderFiles,
) -> None:
    files = {
        "templates/x.png": b"GIF89a" + bytes(6 * 1024 * 1024),
        "templates/a.yaml": f"{HEAD}ignore: {{media-type: so, media-size: so}}\n"
        "translations: {en: {body: Hello there, header: {image: x.png}}}\n",
    }
    rendered = render_files(files)
    assert told(rendered) == []
    assert ignored(rendered) == ["media-size", "media-type"]
