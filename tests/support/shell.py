"""Lines for a shell, as documents and --help show them."""

from __future__ import annotations

import re
import shlex

_SHELL_ONLY = re.compile(r"[|&<>;$`]|(?:^|[\s/])[*?]|^\w+=")
"""What a shell has to make sense of. Quoted, it does no harm to ask one."""


def is_plain(line: str) -> bool:
    """Whether a line is one program with its words, so that no shell is needed."""
    return not _SHELL_ONLY.search(re.sub(r"'[^']*'", "", line))


def programs(line: str) -> list[list[str]]:
    """The programs that a line starts, each with its words, without redirections."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="|&><;")
    lexer.whitespace_split = True
    found: list[list[str]] = [[]]
    redirected = False
    for word in lexer:
        if set(word) <= set("|&;"):
            found.append([])
        elif not redirected and not set(word) <= set("<>"):
            found[-1].append(word)
        redirected = set(word) <= set("<>")
    return found
