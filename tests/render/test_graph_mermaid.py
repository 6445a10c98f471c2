from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from support.hostile import some
from support.maps import SHOP, declared, hostile_maps, map_of

from syncer.model import QuickReplyButton, TemplateEvent
from syncer.render.graph_drawing import Box, Drawing, drawing
from syncer.render.graph_mermaid import fits_github, mermaid

if TYPE_CHECKING:
    from syncer.graph.values import Graph

LABEL = r'"(?:[^\W_]|[_ ,/-]|#\d+;|<br/>)+"'
"""No letter of a text can mean anything to Mermaid, to Markdown or to HTML, but our line break."""

LINES = tuple(
    re.compile(pattern.replace("LABEL", LABEL))
    for pattern in (
        "flowchart LR",
        " {2,4}classDef outside stroke-dasharray:5 5",
        r" {2,4}subgraph \w+\[LABEL\]",
        " {2,4}end",
        r" {2,4}\w+ -->\|LABEL\| \w+",
        r" {2,4}\w+\[LABEL\](:::outside)?",
        r" {2,4}\w+(\(\[LABEL\]\)|\[\[LABEL\]\]|\{\{LABEL\}\}|\[/LABEL/\])",
    )
)
"""All that a line may be."""


def decoded(label: str) -> str:
    return re.sub(r"#(\d+);", lambda match: chr(int(match[1])), label)


def box(*lines: str) -> str:
    """The line of a template's box."""
    one = Drawing("a1", "main", (Box("a1t0", "template", lines),), ())
    return mermaid([one]).splitlines()[1].strip()


def test_a_map_is_a_flowchart() -> None:
    assert mermaid([drawing(map_of(*SHOP[:2], SHOP[4]), 1)]).splitlines() == [
        "flowchart LR",
        '  a1t0{{"menu/en<br/>loop"}}',
        '  a1t1{{"orders/en<br/>loop"}}',
        '  a1t3["care/de<br/>outside these files"]:::outside',
        '  a1t4["track/en<br/>outside these files"]:::outside',
        '  a1t5["thanks/en<br/>outside these files"]:::outside',
        '  a1e0[/"tag#58; orders"/]',
        '  a1e2[/"text#58; We are open #9166; until eight#46;"/]',
        '  a1alone["unreachable, and leading nowhere#58;<br/>news/en"]:::outside',
        '  a1t0 -->|"Orders #40;1#41;"| a1e0',
        '  a1t0 -->|"Orders #40;2#41;"| a1t1',
        '  a1t0 -->|"Hours"| a1e2',
        '  a1t0 -->|"Help"| a1t3',
        '  a1t1 -->|"Go"| a1t0',
        '  a1t1 -->|"Go #40;1#41;"| a1t4',
        '  a1t1 -->|"Go #40;2#41;"| a1t5',
        "  classDef outside stroke-dasharray:5 5",
    ]


def test_several_accounts_have_a_frame_each() -> None:
    one = map_of(*SHOP[4:])
    accounts = [drawing(replace(one, account=name), n) for n, name in enumerate("ab", 1)]
    assert mermaid(accounts).splitlines() == [
        "flowchart LR",
        '  subgraph a1["a"]',
        '    a1alone["unreachable, and leading nowhere#58;<br/>news/en"]:::outside',
        "  end",
        '  subgraph a2["b"]',
        '    a2alone["unreachable, and leading nowhere#58;<br/>news/en"]:::outside',
        "  end",
        "  classDef outside stroke-dasharray:5 5",
    ]


def test_letters_and_what_joins_them_stay_readable() -> None:
    assert box("shop_order-shipped/pt_BR", "قبول, 你好") == (
        'a1t0["shop_order-shipped/pt_BR<br/>قبول, 你好"]'
    )


def test_whatever_could_be_obeyed_is_an_entity() -> None:
    assert box('"<b>`%%{_x_') == 'a1t0["#34;#60;b#62;#96;#37;#37;#123;#95;x#95;"]'
    assert box(" a  b ") == 'a1t0["#32;a#32;#32;b#32;"]'
    assert box("#quot;") == 'a1t0["#35;quot#59;"]'
    assert box("ﬂ°°60¶ß") == 'a1t0["ﬂ#176;#176;60#182;ß"]'  # how Mermaid writes &#60; inside


def test_a_backslash_is_a_wide_one_and_nothing_is_a_space() -> None:
    assert box("a\\nb") == 'a1t0["a#65340;nb"]'
    assert box("") == 'a1t0["#160;"]'


@some
@given(hostile_maps())
def test_no_text_can_be_anything_but_text(one: Graph) -> None:
    for accounts in (1, 2):
        lines = mermaid([drawing(one, number) for number in range(accounts)]).split("\n")
        assert lines.pop() == ""
        for line in lines:
            assert any(one.fullmatch(line) for one in LINES), line


@some
@given(hostile_maps())
def test_all_of_every_text_is_there(one: Graph) -> None:
    made = drawing(one, 1)
    text = mermaid([made])
    lines = (line for label in re.findall(r'"([^"]+)"', text) for line in label.split("<br/>"))
    wanted = [line for box in made.boxes for line in box.lines]
    wanted += [each.words for each in made.arrows]
    shown = [each.replace("\\", "＼") or "\xa0" for each in wanted]
    assert Counter(map(decoded, lines)) == Counter(shown)


def test_what_leads_back_to_its_own_template_is_one_arrow() -> None:
    again = [QuickReplyButton(text, events=(TemplateEvent("menu", "en"),)) for text in "AB"]
    made = drawing(map_of(declared("menu", *again)), 1)
    assert 'a1t0 -->|"A<br/>B"| a1t0' in mermaid([made])


def test_what_github_would_not_draw_is_known() -> None:
    made = drawing(map_of(*SHOP), 1)
    assert fits_github("x" * 50_000, [made])
    assert not fits_github("x" * 50_001, [made])
    assert fits_github("", [replace(made, arrows=made.arrows[:1] * 500)])
    assert not fits_github("", [replace(made, arrows=made.arrows[:1] * 501)])
