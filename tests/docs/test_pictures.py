from __future__ import annotations

import re
from html import unescape

import pytest
from rich.text import Text

from docs.pictures import PLAN, REVIEW, printed, reviewed


def without_blanks(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.slow
def test_the_picture_of_a_plan_shows_what_is_printed_today() -> None:
    picture = PLAN.read_text(encoding="utf-8")
    shown = unescape("".join(re.findall(r"<text[^>]*>(.*?)</text>", picture)))
    with reviewed():
        now = f"syncer $ syncer plan {Text.from_ansi(printed('plan')).plain}"
    assert without_blanks(shown) == without_blanks(now), "run `make pictures`"


def test_a_picture_fetches_nothing_from_elsewhere() -> None:
    picture = PLAN.read_text(encoding="utf-8")
    assert "url(" not in picture.replace("url(#plan", "")
    assert "@import" not in picture
    assert " href=" not in picture


def test_the_picture_of_the_page_is_there_and_small_enough_for_a_readme() -> None:
    content = REVIEW.read_bytes()
    assert content.startswith(b"\x89PNG")
    assert len(content) < 300_000
