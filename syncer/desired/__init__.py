"""Template files → the templates that one account should have, or every problem in them.

`read_sources` reads the files once; `render` makes templates of them for one account.
"""

from __future__ import annotations

from syncer.desired.render import Rendered, render
from syncer.desired.sources import (
    SourceDocument,
    SourceFile,
    Sources,
    read_sources,
    replace_document,
)

__all__ = [
    "Rendered",
    "SourceDocument",
    "SourceFile",
    "Sources",
    "read_sources",
    "render",
    "replace_document",
]
