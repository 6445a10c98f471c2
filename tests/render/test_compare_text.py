from __future__ import annotations

from dataclasses import replace

from syncer.plan.compare import Comparison, Difference, OneSided
from syncer.plan.values import Change
from syncer.render.compare_text import compare_document, compare_lines

NOTHING = Comparison((), (), (), (), ())
FOOTER = Difference("menu", "en", (Change("footer", "Old", "New"),))
URL = Difference("menu", "en", (Change("buttons[0].url", "https://b", "https://a"),))
ALL = Comparison(
    missing=(OneSided("terms", "en", whole_name=True), OneSided("menu", "de", whole_name=False)),
    extra=(OneSided("legacy", "en", whole_name=True),),
    different=(FOOTER,),
    expected=(URL,),
    warnings=("staging: odd",),
)


def plain(comparison: Comparison, *, verbose: bool = False) -> list[str]:
    lines = compare_lines("staging", "production", comparison, colour=False, verbose=verbose)
    return [line.plain for line in lines]


def test_everything_is_told_in_its_section() -> None:
    assert plain(ALL) == [
        "staging → production",
        "",
        "  missing in production",
        "    + terms/en",
        "    + menu/de  (a translation)",
        "",
        "  only in production",
        "    - legacy/en",
        "",
        "  different: what would have to change in production to be as in staging",
        "    ~ menu/en",
        '      ~ footer: "Old" → "New"',
        "  warning: staging: odd",
        "",
        "2 missing, 1 extra, 1 different; 1 differs as the files say (-v lists them).",
    ]


def test_what_is_as_the_files_say_is_listed_on_demand() -> None:
    lines = plain(replace(ALL, expected=(URL, URL)), verbose=True)
    at = lines.index("  as the files say")
    assert lines[at + 1 : at + 3] == [
        "    ~ menu/en",
        '      ~ buttons[0].url: "https://b" → "https://a"',
    ]
    assert lines[-1].endswith("; 2 differ as the files say.")


def test_no_difference_is_said() -> None:
    assert plain(NOTHING) == [
        "staging → production",
        "",
        "No differences. 0 differ as the files say.",
    ]


def test_nothing_from_outside_reaches_the_terminal_raw() -> None:
    nasty = Comparison(
        (OneSided("a\x1b", "e\nn", whole_name=True),),
        (),
        (Difference("b\r", "en", (Change("x\x1b", "\x1b", None),)),),
        (),
        ("w\x1b",),
    )
    assert not {"\x1b", "\r", "\n"} & set("".join(plain(nasty)))


def test_json_has_the_same() -> None:
    assert compare_document("staging", "production", ALL) == {
        "format_version": "1.0",
        "from": "staging",
        "to": "production",
        "missing": [
            {"name": "terms", "language": "en", "whole_name": True},
            {"name": "menu", "language": "de", "whole_name": False},
        ],
        "extra": [{"name": "legacy", "language": "en", "whole_name": True}],
        "different": [
            {
                "name": "menu",
                "language": "en",
                "changes": ({"path": "footer", "before": "Old", "after": "New"},),
            }
        ],
        "expected": [
            {
                "name": "menu",
                "language": "en",
                "changes": (
                    {"path": "buttons[0].url", "before": "https://b", "after": "https://a"},
                ),
            }
        ],
        "warnings": ["staging: odd"],
    }
