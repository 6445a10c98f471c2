"""Real templates of other people: all of their text is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from support.corpus import corpus, needs_corpus
from support.templates import desired, quick_reply

from syncer.model import Template, TextHeader, plain_text
from syncer.pictures.findings import previewed
from syncer.render.preview_text import preview_lines
from syncer.render.values import visible

if TYPE_CHECKING:
    from support.corpus import CorpusRow

pytestmark = needs_corpus


def test_of_real_templates_nothing_is_lost() -> None:
    shown = 0
    for row in corpus():
        one = _template(row)
        texts = [one.body, one.footer or "", *(button.text for button in one.buttons)]
        texts += [one.header.text] if isinstance(one.header, TextHeader) else []
        picture = _letters("".join(_rows(one)))
        for text in texts:
            assert _letters(visible(text)) in picture, (row.number, text)
            shown += bool(text)
    assert shown > len(corpus())


def _rows(one: Template) -> list[str]:
    account = previewed("main", [desired(one)], [], [desired(one)])
    return [line.plain for line in preview_lines([account], colour=False, columns=60)]


def _letters(text: str) -> str:
    """What people read: neither blanks nor marks, which a bubble may show in another way."""
    return "".join(filter(str.isalnum, text))


def _template(row: CorpusRow) -> Template:
    """The texts of a definition in Meta's shape."""
    parts: dict[str, Any] = {
        str(part.get("type")).upper(): part for part in row.definition.get("components") or []
    }
    header = str(parts.get("HEADER", {}).get("text") or "")
    buttons = parts.get("BUTTONS", {}).get("buttons") or []
    return Template(
        *row.key,
        category="UTILITY",
        body=plain_text(str(parts.get("BODY", {}).get("text") or "")),
        header=TextHeader(header) if header else None,
        footer=str(parts.get("FOOTER", {}).get("text") or "") or None,
        buttons=tuple(quick_reply(str(button.get("text") or "")) for button in buttons),
    )
