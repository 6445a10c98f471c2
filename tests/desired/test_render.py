from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syncer.config import Account, load_config
from syncer.desired import Rendered, Sources, read_sources, render
from syncer.desired import sources as sources_module
from syncer.documents import compose as compose_module
from syncer.model import UnsupportedButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from syncer.documents.compose import Composition

    ReadFiles = Callable[..., Sources]
    RenderFiles = Callable[..., Rendered]

HEAD = "name: shop\ncategory: UTILITY\n"
BODY = f"{HEAD}translations:\n  en:\n    body: x\n"


def told(rendered: Rendered) -> list[str]:
    return [str(problem).removeprefix("templates/a.yaml:") for problem in rendered.problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- x\n", ["1:1: a list where a map belongs (write a map here)"]),
        ("hello\n", ["1:1: `hello` where a map belongs (write a map here)"]),
        (
            "{}\n",
            ["1:1: `name`, `category`, `translations` are missing in a template (add them)"],
        ),
        (
            BODY.replace("category", "catgory"),
            [
                "1:1: `category` is missing in a template (add it)",
                "2:1: unknown key `catgory` in a template (did you mean `category`?)",
            ],
        ),
        (
            BODY.replace("UTILITY", "UTILTY"),
            ["2:11: `category`: `UTILTY` is not one of the values here (did you mean `UTILITY`?)"],
        ),
        (
            BODY.replace("UTILITY", "AUTHENTICATION"),
            [
                (
                    "2:11: `category`: `AUTHENTICATION` is not one of the values here (write"
                    " MARKETING or UTILITY; an AUTHENTICATION template cannot be made through this"
                    " API)"
                )
            ],
        ),
        (
            BODY.replace("en:", "en-us:"),
            ["4:3: `en-us` is not a language code of NxCloud (did you mean `en_US`?)"],
        ),
        (
            f"{HEAD}translations: [en]\n",
            ["3:15: `translations`: a list where a map belongs (write a map here)"],
        ),
        (
            f"{HEAD}translations: {{}}\n",
            ["3:15: `translations`: the translations cannot be empty (write something here)"],
        ),
        (
            f"{HEAD}translations: {{en: }}\n",
            ["3:20: `translations.en`: nothing where a map belongs (write a map here)"],
        ),
        (
            f"{HEAD}translations: {{en: {{footer: x}}}}\n",
            ["3:20: `translations.en`: `body` is missing in a translation (add it)"],
        ),
        (
            f"{HEAD}translations: {{en: {{body: }}}}\n",
            ["3:27: `translations.en.body`: nothing where text belongs (write text here)"],
        ),
        (
            f"{BODY}    header: {{text: a, image: b.png}}\n",
            [
                (
                    "6:13: `translations.en.header`: a header takes one of its keys only"
                    " (keep one of `text`, `image`)"
                )
            ],
        ),
        (
            f"{BODY}    header: {{}}\n",
            [
                (
                    "6:13: `translations.en.header`: a header cannot be empty"
                    " (the keys here are `text`, `image`, `video`, `document`)"
                )
            ],
        ),
        (
            f"{BODY}    close_unassigned: yes\n",
            [
                (
                    "6:23: `translations.en.close_unassigned`: `yes` where true or false belongs"
                    " (write true or false here)"
                )
            ],
        ),
        (
            f"{BODY}    sync_meta: sometimes\n",
            [
                (
                    "6:16: `translations.en.sync_meta`: `sometimes` is not one of the values here"
                    " (write one of `auto`, `always`, `never`)"
                )
            ],
        ),
        (
            f"{BODY}    buttons: {{type: URL}}\n",
            ["6:14: `translations.en.buttons`: a map where a list belongs (write a list here)"],
        ),
        (
            f"{BODY}    buttons: [{{text: x}}]\n",
            ["6:15: `translations.en.buttons[0]`: `type` is missing in a button (add it)"],
        ),
        (
            f"{BODY}    buttons: [{{type: LINK, text: x, typo: y}}]\n",
            [
                (
                    "6:22: `translations.en.buttons[0].type`: `LINK` is not one of the values here"
                    " (write one of `QUICK_REPLY`, `URL`, `PHONE_NUMBER`, `FLOW`)"
                ),
                "6:37: unknown key `typo` in a button (did you mean `type`?)",
            ],
        ),
        (
            f"{BODY}    buttons: [{{type: URL, text: x}}]\n",
            ["6:15: `translations.en.buttons[0]`: `url` is missing in a URL button (add it)"],
        ),
        (
            f"{BODY}    buttons: [{{type: URL, text: x, url: https://y, events: []}}]\n",
            [
                (
                    "6:52: unknown key `events` in a URL button"
                    " (the keys here are `type`, `text`, `url`)"
                )
            ],
        ),
        (
            f"{BODY}    buttons: [{{type: FLOW, text: x, flow: y, unsubscribe: true}}]\n",
            [
                (
                    "6:46: unknown key `unsubscribe` in a FLOW button"
                    " (the keys here are `type`, `text`, `flow`)"
                )
            ],
        ),
        (
            f"{BODY}    buttons: [{{type: QUICK_REPLY, text: x, url: y}}]\n",
            [
                (
                    "6:44: unknown key `url` in a QUICK_REPLY button"
                    " (the keys here are `type`, `text`, `events`, `unsubscribe`)"
                )
            ],
        ),
    ],
)
def test_what_does_not_fit_the_schema_is_told(
    render_files: RenderFiles, text: str, expected: list[str]
) -> None:
    assert told(render_files({"templates/a.yaml": text})) == expected


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        ("{}", "an event cannot be empty (the keys here are `tag`, `text`, `template`)"),
        ("{tag: a, text: b}", "an event takes one of its keys only (keep one of `tag`, `text`)"),
        ("x", "`x` where a map belongs (write a map here)"),
    ],
)
def test_an_event_is_exactly_one_thing(
    render_files: RenderFiles, event: str, expected: str
) -> None:
    text = f"{BODY}    buttons: [{{type: QUICK_REPLY, text: x, events: [{event}]}}]\n"
    assert told(render_files({"templates/a.yaml": text})) == [
        f"6:53: `translations.en.buttons[0].events[0]`: {expected}"
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (
            "${shp}",
            (
                "6:13: the account `shop` has no variable `shp` (its variables are"
                " `url`, `mood`, `on`)"
            ),
        ),
        (
            "a ${ur} b",
            "6:13: the account `shop` has no variable `ur` (did you mean `url`?)",
        ),
        (
            "${env:HOME}",
            (
                "6:13: `${env:HOME}` is allowed in syncer.yaml only (give it to a variable of the"
                " account there, and write that)"
            ),
        ),
        ("${url", "6:13: `${` is not closed (write `${name}`, or `$${` for a literal `${`)"),
    ],
)
def test_a_variable_without_a_value_is_told(
    render_files: RenderFiles, value: str, expected: str
) -> None:
    assert told(render_files({"templates/a.yaml": f"{BODY}    footer: {value}\n"})) == [expected]


def test_an_account_without_variables_is_told_where_to_add_one(render_files: RenderFiles) -> None:
    rendered = render_files(
        {"templates/a.yaml": f"{BODY}    footer: ${{x}}\n"}, config="version: 1\n"
    )
    assert told(rendered) == [
        (
            "6:13: the account `default` has no variable `x`"
            " (add it to accounts.default.vars in syncer.yaml)"
        )
    ]


def test_a_variable_without_a_value_is_told_once_wherever_it_stands(
    render_files: RenderFiles,
) -> None:
    text = """\
name: ${x}
category: ${x}
close_unassigned: ${x}
sync_meta: ${x}
header: {image: "${x}"}
translations:
  en:
    body: ${x}
    buttons:
      - {type: "${x}", text: "${x}"}
      - {type: QUICK_REPLY, text: a, events: [{template: "${x}"}]}
      - {type: QUICK_REPLY, text: b, events: [{template: {name: shop, language: "${x}"}}]}
"""
    rendered = render_files({"templates/a.yaml": text})
    assert {problem.rule for problem in rendered.problems} == {"variable"}
    assert len(rendered.problems) == 10
    (template,) = rendered.templates
    assert template.template.buttons[0] == UnsupportedButton("${x}", "${x}")


def test_values_are_checked_as_they_are_filled_in(render_files: RenderFiles) -> None:
    text = BODY.replace("UTILITY", "${mood}") + "    close_unassigned: ${on}\n"
    (template,) = render_files({"templates/a.yaml": text}).templates
    assert (template.template.category, template.template.close_unassigned) == ("UTILITY", True)
    rendered = render_files({"templates/a.yaml": BODY.replace("UTILITY", "${url}")})
    assert told(rendered)[0].startswith("2:11: `category`: `https://shop.example` is not one of")


def test_each_account_has_its_own_values(read_files: ReadFiles) -> None:
    sources = read_files({"templates/a.yaml": f"{BODY}    footer: ${{url}}\n"})
    (account,) = sources.config.accounts
    other = replace(account, name="other", vars={"url": "https://other.example"})
    footers = [render(sources, each).templates[0].template.footer for each in (account, other)]
    assert footers == ["https://shop.example", "https://other.example"]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("image: none.png", "6:21: the media file `none.png` does not exist"),
        ("video: ../../x.mp4", "6:21: the media file `../../x.mp4` is outside the project"),
        ("document: .", "6:24: the media file `.` is a folder"),
    ],
)
def test_media_that_cannot_be_used_are_told(
    render_files: RenderFiles, header: str, expected: str
) -> None:
    rendered = render_files({"templates/a.yaml": f"{BODY}    header: {{{header}}}\n"})
    assert told(rendered)[0].startswith(expected)
    assert [problem.rule for problem in rendered.problems] == ["media"]
    assert len(rendered.templates) == 1


def test_a_problem_of_an_inherited_value_is_told_once_where_it_stands(
    render_files: RenderFiles,
) -> None:
    text = f"{HEAD}header: {{image: x.png}}\ntranslations: {{en: {{body: x}}, es: {{body: x}}}}\n"
    rendered = render_files({"templates/a.yaml": text})
    assert [str(problem.location) for problem in rendered.problems] == ["templates/a.yaml:3:17"]
    assert len(rendered.templates) == 2


def test_everything_in_all_files_is_told_in_one_run(render_files: RenderFiles) -> None:
    rendered = render_files(
        {
            "templates/a.yaml": "a: [\n",
            "templates/b.yaml": BODY.replace("UTILITY", "x").replace("shop", "Shop"),
            "templates/c.yaml": b"\xff",
            "templates/d.yaml": f"{BODY}    footer: ${{x}}\n    header: {{image: x.png}}\n"
            "    buttons: [{type: QUICK_REPLY, text: '', events: [{template: nowhere}]}, 5]\n"
            f"---\n{BODY}    fotoer: x\n---\n{BODY.replace('x', '')}\n",
        }
    )
    assert [(problem.location.file[10], problem.rule) for problem in rendered.problems] == [
        ("a", "yaml-syntax"),
        ("b", "name"),
        ("b", "category"),
        ("c", "yaml-encoding"),
        ("d", "variable"),
        ("d", "media"),
        ("d", "button-text-empty"),
        ("d", "dangling-reference"),
        ("d", "schema"),
        ("d", "duplicate-template"),
        ("d", "schema"),
        ("d", "duplicate-template"),
        ("d", "body-empty"),
    ]
    assert rendered.names == {"Shop", "shop"}


def test_hidden_characters_of_a_file_are_never_printed_as_they_are(
    render_files: RenderFiles,
) -> None:
    text = BODY.replace("shop", '"\\e[31mred\\u202e"').replace("UTILITY", '"\\a"')
    problems = told(render_files({"templates/a.yaml": text}))
    assert len(problems) == 2
    assert all(problem.isprintable() for problem in problems)


def test_a_folder_without_files_gives_no_templates(render_files: RenderFiles) -> None:
    assert render_files({}) == Rendered("shop", (), (), frozenset())


def test_the_example_project_shows_everything_without_a_problem() -> None:
    root = Path(__file__).parents[2] / "templates.example"
    config = load_config(root / "syncer.yaml", {})
    rendered = render(read_sources(config), config.accounts[0])
    assert not rendered.problems
    templates = [desired.template for desired in rendered.templates]
    shown = " ".join(map(repr, templates))
    for kind in (
        "TextHeader", "IMAGE", "VIDEO", "DOCUMENT", "QuickReplyButton", "UrlButton",
        "PhoneNumberButton", "FlowButton", "TagEvent", "TextEvent", "TemplateEvent",
        "unsubscribe=True", "close_unassigned=True", "footer='",
    ):  # fmt: skip
        assert kind in shown
    assert len({template.language for template in templates}) >= 3
    assert {template.tag for template in templates} == {"orders", "vip", "support", None}


PIECES = st.lists(
    st.sampled_from(
        [
            "name: shop\n", "category: UTILITY\n", "translations:\n", "  en:\n", "  es: &e\n",
            "    body: x\n", "    body: |\n      a\n", "    <<: *e\n", "    header: {image: a}\n",
            "    buttons:\n", "      - type: QUICK_REPLY\n", "        text: ${url}\n", "---\n",
            "        events: [{template: shop}]\n", "footer: ~\n", "tag: [1]\n", "\t", "{{", "*e",
            "!x ", "? ", "'", '"', "protect: yes\n", "examples: {a: 1.0}\n", "\ufeff", "&a [*a]",
        ]
    )
)  # fmt: skip
ACCOUNT = Account("shop", None, None, "", None, None, vars={"url": "x"})


def rendered_bytes(folder: Path, data: bytes) -> Rendered:
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates" / "a.yaml").write_bytes(data)
    (folder / "syncer.yaml").write_text("version: 1\n")
    return render(read_sources(load_config(folder / "syncer.yaml", {})), ACCOUNT)


@given(
    data=st.binary() | st.text().map(str.encode) | PIECES.map(lambda each: "".join(each).encode())
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
def test_any_file_gives_templates_or_problems(tmp_path: Path, data: bytes) -> None:
    rendered = rendered_bytes(tmp_path, data)
    for problem in rendered.problems:
        assert problem.location.line >= 1
        assert str(problem).isprintable()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["text", "image", "type", "events", "template", "name", "url", "flow"])
            | st.text(max_size=5),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
TEMPLATE = st.fixed_dictionaries(
    {
        "name": st.just("shop") | JSON,
        "category": st.just("UTILITY") | JSON,
        "translations": JSON
        | st.dictionaries(
            st.sampled_from(["en", "es", "xx"]),
            JSON
            | st.fixed_dictionaries(
                {"body": st.just("x") | JSON},
                optional=dict.fromkeys(
                    ("header", "buttons", "footer", "tag", "examples", "protect"), JSON
                ),
            ),
            max_size=2,
        ),
    }
)


@given(template=TEMPLATE)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_shape_gives_templates_or_problems(tmp_path: Path, template: dict[str, object]) -> None:
    rendered = rendered_bytes(tmp_path, json.dumps(template, ensure_ascii=False).encode())
    assert rendered.problems or rendered.templates


GOOD = {
    "templates/a.yaml": f"{HEAD}translations:\n  en:\n    body: x\n    footer: &f same\n",
    "templates/b.yaml": "name: b\ncategory: UTILITY\ntranslations: {en: {body: y, footer: z}}\n",
}
BY_URL = "name: c\ncategory: UTILITY\ntranslations:\n  en:\n    body: at ${url}\n"


def accounts(**urls: str) -> str:
    entries = (f"{name}: {{vars: {{url: {url}, unused: {name}}}}}" for name, url in urls.items())
    return f"version: 1\naccounts: {{{', '.join(entries)}}}\n"


def test_accounts_share_what_their_variables_do_not_make_different(read_files: ReadFiles) -> None:
    config = accounts(one="https://a.example", two="https://a.example", three="https://b.example")
    sources = read_files({**GOOD, "templates/c.yaml": BY_URL}, config=config)
    one, two, three = (render(sources, account) for account in sources.config.accounts)
    assert [rendered.account for rendered in (one, two, three)] == ["one", "two", "three"]
    assert two.templates is one.templates
    pairs = zip(one.templates, three.templates, strict=True)
    assert [ours is theirs for ours, theirs in pairs] == [True, True, False]
    assert three.templates[2].template.body == "at https://b.example"


@pytest.mark.parametrize("hidden", [r"\x24{url}", r"\u0024{url}", r"$\x7burl\x7d", "$\\\n  {url}"])
def test_a_variable_that_escapes_make_is_the_accounts_own(
    hidden: str, read_files: ReadFiles
) -> None:
    body = f'"${{same}} {hidden}"'
    one, two = (f"{{vars: {{same: x, url: {url}}}}}" for url in "ab")
    config = f"version: 1\naccounts: {{one: {one}, two: {two}}}\n"
    text = BY_URL.replace("at ${url}", body)
    sources = read_files({"templates/c.yaml": text}, config=config)
    rendered = [render(sources, account) for account in sources.config.accounts]
    assert [one.templates[0].template.body for one in rendered] == ["x a", "x b"]


@pytest.mark.parametrize("written", [r"\x24{url}", r"$\u007burl}", "$\\\n      {url}"])
@pytest.mark.parametrize("anchor", ["", "&anchor "])
def test_a_variable_is_filled_in_where_escapes_make_the_only_one(
    written: str, anchor: str, read_files: ReadFiles
) -> None:
    config = "version: 1\naccounts: {one: {vars: {url: a}}, two: {vars: {url: b}}}\n"
    text = BY_URL.replace("at ${url}", f'{anchor}"at {written}"')
    sources = read_files({"templates/c.yaml": text}, config=config)
    rendered = [render(sources, account) for account in sources.config.accounts]
    assert [one.templates[0].template.body for one in rendered] == ["at a", "at b"]


def test_an_account_without_a_variable_is_told_by_its_own_name(read_files: ReadFiles) -> None:
    config = "version: 1\naccounts: {one: {vars: {x: y}}, two: {vars: {x: y}}}\n"
    sources = read_files({"templates/c.yaml": BY_URL}, config=config)
    messages = [render(sources, one).problems[0].message for one in sources.config.accounts]
    assert messages == [f"the account `{name}` has no variable `url`" for name in ("one", "two")]


def test_nothing_is_composed_of_plain_files_that_are_right(
    read_files: ReadFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed: list[str] = []
    original = compose_module.compose

    def compose(text: str, file: str) -> Composition:
        composed.append(file)
        return original(text, file)

    monkeypatch.setattr(sources_module, "compose", compose)
    sources = read_files({**GOOD, "templates/c.yaml": BY_URL})
    templates = render(sources, sources.config.accounts[0]).templates
    assert composed == ["templates/a.yaml"]  # it has an anchor
    assert [one.location.line for one in templates] == [4, 3, 4]
    assert composed == ["templates/a.yaml"]
    footer = templates[1].locations["footer"]
    assert str(footer) == "templates/b.yaml:3:38"
    assert composed == ["templates/a.yaml", "templates/b.yaml"]


@pytest.mark.parametrize("text", [GOOD["templates/a.yaml"], GOOD["templates/b.yaml"], BY_URL])
def test_a_plain_file_means_the_same_as_one_that_takes_more_than_reading(
    text: str, render_files: RenderFiles
) -> None:
    plain = render_files({"templates/a.yaml": text})
    anchored = render_files({"templates/a.yaml": text.replace("name: ", "name: &n ", 1)})
    assert [one.template for one in plain.templates] == [one.template for one in anchored.templates]
    assert plain.problems == anchored.problems == ()
    (ours,), (theirs,) = plain.templates, anchored.templates
    assert (ours.location, ours.locations.keys()) == (theirs.location, theirs.locations.keys())
    assert len(ours.locations) == len(list(ours.locations))
