from __future__ import annotations

from rich.text import Text

from syncer.render.table import aligned


def plain(*rows: tuple[str, ...]) -> list[str]:
    return [line.plain for line in aligned([list(map(Text, row)) for row in rows])]


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert plain(("A", "B"), ("long", "x"), ("", "yy")) == ["A     B", "long  x", "      yy"]


def test_a_line_ends_with_its_last_letter() -> None:
    assert plain(("A", "long"), ("x", "y"), ("z", "")) == ["A  long", "x  y", "z"]


def test_what_takes_two_places_counts_two() -> None:
    assert plain(("日本", "x"), ("abcd", "y")) == ["日本  x", "abcd  y"]


def test_styles_are_kept() -> None:
    (line,) = aligned([[Text("a", style="red"), Text("b")]])
    assert [(span.start, span.end, span.style) for span in line.spans] == [(0, 1, "red")]
