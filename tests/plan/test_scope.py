from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.templates import desired, keys, template

from syncer.config import Scope
from syncer.model import TemplateKey
from syncer.plan.scope import (
    matters,
    ownership,
    prunes,
    scope_warnings,
    selection_warnings,
    selects,
)
from syncer.plan.values import Selection

SHOP = TemplateKey("shop_greeting", "en")
MENU = TemplateKey("menu", "de")
GLOBS = st.lists(st.sampled_from(("*", "shop_*", "*/en", "a*", "?", "*_/de")), max_size=2)


def test_without_include_the_scope_is_the_declared_names_in_any_language() -> None:
    owned = ownership(Scope(), [desired(template("menu", "en"))])
    assert owned.includes(MENU)
    assert not owned.includes(SHOP)


def test_include_alone_says_what_is_in_scope() -> None:
    owned = ownership(Scope(include=("shop_*", "terms")), [desired(template("menu", "en"))])
    assert owned.includes(SHOP)
    assert not owned.includes(MENU)


@pytest.mark.parametrize("include", [(), ("shop",), ("SHOP_*",), ("greeting",)])
def test_include_is_a_glob_on_the_whole_name_in_its_case(include: tuple[str, ...]) -> None:
    assert not ownership(Scope(include=include), []).includes(SHOP)


def test_protection_of_one_translation_protects_the_name() -> None:
    files = [
        desired(template("menu", "en"), protect=True),
        desired(template("menu", "de")),
        desired(template("shop_greeting", "en")),
    ]
    owned = ownership(Scope(protect=("terms_*",)), files)
    assert owned.protects(MENU)
    assert owned.protects(TemplateKey("terms_2", "en"))
    assert not owned.protects(SHOP)


@pytest.mark.parametrize(
    ("only", "exclude", "selected"),
    [
        ((), (), True),
        (("shop_*",), (), True),
        (("menu",), (), False),
        (("menu", "*greeting"), (), True),
        (("shop_greeting/en",), (), True),
        (("shop_greeting/de",), (), False),
        (("*/en",), (), True),
        ((), ("shop_*",), False),
        ((), ("*/de",), True),
        (("shop_*",), ("*/en",), False),
    ],
)
def test_only_and_exclude_are_globs_on_the_name_or_on_name_and_language(
    only: tuple[str, ...], exclude: tuple[str, ...], *, selected: bool
) -> None:
    assert selects(Selection(only, exclude), SHOP) is selected


def test_prune_takes_what_is_in_scope_and_not_protected() -> None:
    owned = ownership(Scope(include=("shop_*",), protect=("shop_terms*",)), [])
    prune = Selection(prune=True)
    assert prunes(prune, owned, SHOP)
    assert not prunes(Selection(), owned, SHOP)
    assert not prunes(prune, owned, MENU)
    assert not prunes(prune, owned, TemplateKey("shop_terms_2", "en"))


@given(
    keys(),
    st.builds(Selection, GLOBS.map(tuple), GLOBS.map(tuple), st.booleans()),
    st.builds(Scope, st.none() | GLOBS.map(tuple), GLOBS.map(tuple)),
)
def test_details_matter_for_what_can_be_written_and_with_prune_for_all_that_is_owned(
    key: TemplateKey, selection: Selection, scope: Scope
) -> None:
    owned = ownership(scope, [desired(template("a"))])
    all_owned = selection.prune and owned.includes(key)
    declared = matters(selection, owned, key, declared=True)
    assert declared == (selects(selection, key) or all_owned)
    assert matters(selection, owned, key, declared=False) == all_owned


def test_patterns_that_match_nothing_and_files_that_declare_nothing_are_told() -> None:
    scope = Scope(include=("shop_*", "spring_*", "old_*"))
    owned = ownership(scope, [desired(template("shop_greeting"))])
    assert list(scope_warnings(owned, [TemplateKey("old_menu", "en")])) == [
        "`scope.include` has 'spring_*', which no live or declared name matches"
    ]
    assert list(scope_warnings(ownership(Scope(), []), [])) == [
        "the files declare no template at all: check `templates` in syncer.yaml"
    ]


@pytest.mark.parametrize(
    ("selection", "told"),
    [
        (Selection(), []),
        (Selection(only=("shop_*", "menu/de")), []),
        (Selection(only=("shp_*",)), ["--only shp_*"]),
        (Selection(only=("menu",), exclude=("menu/en", "*")), ["--exclude menu/en"]),
    ],
)
def test_a_pattern_that_matches_nothing_live_or_declared_is_told(
    selection: Selection, told: list[str]
) -> None:
    warnings = selection_warnings(selection, [desired(template("shop_greeting", "en"))], [MENU])
    expected = [f"{one} matches no template, live or in the files" for one in told]
    assert list(warnings) == expected
