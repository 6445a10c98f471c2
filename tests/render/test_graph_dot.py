from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from hypothesis import given
from support.hostile import some
from support.maps import SHOP, hostile_maps, map_of

from syncer.render.graph_dot import dot
from syncer.render.graph_drawing import drawing

if TYPE_CHECKING:
    from syncer.graph.values import Graph

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\w=,;:{}\[\]]+|->|\s+', re.DOTALL)
"""What our graphs consist of, as Graphviz's grammar has it: strings, words and signs."""


def tokens(text: str) -> list[str]:
    """All tokens; fails where there is anything else."""
    found = TOKEN.findall(text)
    assert "".join(found) == text
    return found


def as_shown(string: str) -> str:
    """What Graphviz shows of a string: its escapes, then HTML's entities."""
    plain = re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], string[1:-1])
    return html.unescape(plain)


def test_a_map_is_a_cluster_of_its_account() -> None:
    assert dot([drawing(map_of(*SHOP[1:4]), 1)]).splitlines() == [
        "digraph templates {",
        "  rankdir=LR;",
        "  subgraph cluster_a1 {",
        '    label="main";',
        '    a1t0 [label="orders/en\\nstart", shape=box, style=rounded, penwidth=3];',
        '    a1t1 [label="track/en", shape=box];',
        '    a1t2 [label="thanks/en\\ndead end", shape=box, peripheries=2];',
        '    a1t3 [label="menu/en\\noutside these files", shape=box, style=dashed];',
        '    a1t0 -> a1t3 [label="Go"];',
        '    a1t0 -> a1t1 [label="Go (1)"];',
        '    a1t0 -> a1t2 [label="Go (2)"];',
        "  }",
        "}",
    ]


@some
@given(hostile_maps())
def test_every_text_shows_as_it_is_and_is_nothing_else(one: Graph) -> None:
    made = drawing(one, 1)
    strings = [as_shown(token) for token in tokens(dot([made])) if token.startswith('"')]
    boxes = ["\n".join(box.lines) for box in made.boxes]
    assert strings == [made.account, *boxes, *(arrow.words for arrow in made.arrows)]
