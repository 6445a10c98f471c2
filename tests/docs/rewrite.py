"""`make docs`: what the documents show becomes what is really printed. Look at the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docs.session import followed
from support.markdown import FOLLOWED, Block

if TYPE_CHECKING:
    from pathlib import Path


def rewritten(document: Path) -> str:
    """The document, each of its blocks with the text that it should have."""
    text, at = document.read_text(encoding="utf-8"), 0
    for part, now in followed(document):
        if isinstance(part, Block) and part.text in text:  # indented ones are not as they stand
            start = text.index(part.text, at)
            at = start + len(now)
            text = f"{text[:start]}{now}{text[start + len(part.text) :]}"
    return text


def main() -> None:
    """Rewrite all documents that are not as they should be."""
    for document in FOLLOWED:
        document.write_text(rewritten(document), encoding="utf-8")


if __name__ == "__main__":
    main()
