"""YAML syntax errors in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yaml.reader import ReaderError

from syncer.documents.text import end_of
from syncer.errors import Location, Problem

if TYPE_CHECKING:
    import yaml

RULE = "yaml-syntax"
MAX_DEPTH = 100
TOO_DEEP = (f"values are nested more than {MAX_DEPTH} deep", "flatten them")
"""Message and hint: PyYAML from 6.0.4 on has a limit of its own, and may notice first."""


class _Wording(NamedTuple):
    """What a fragment of the parser's message means, and what to do."""

    fragment: str
    message: str
    hint: str


_QUOTE_IT = "put the value in quotes, or in a block after `|-`"
_IN_BRACKETS = ", and quotes around a value with `{{…}}` or `${…}`"
_UNKNOWN_ESCAPE = ("an unknown escape in double quotes", "write `\\\\` for a backslash")
_TAB = "a tab character"

_WORDINGS = (
    _Wording(_TAB, "a tab in the indentation", "indent with spaces"),
    _Wording("cannot start any token", "a value cannot begin with this character", _QUOTE_IT),
    _Wording("mapping values are not allowed", "a `: ` where no key can stand", _QUOTE_IT),
    _Wording("could not find expected ':'", "a key without `:`", "write `key: value`"),
    _Wording(
        "expected ',' or ']'", "a list that `[` opens is not closed", f"add the `]`{_IN_BRACKETS}"
    ),
    _Wording(
        "expected ',' or '}'", "a map that `{` opens is not closed", f"add the `}}`{_IN_BRACKETS}"
    ),
    _Wording("node content", "a value should stand here", f"close the `[` or `{{`, or {_QUOTE_IT}"),
    _Wording("unexpected end of stream", "a quote is opened and not closed", "add the quote"),
    _Wording(
        "invalid Unicode character escape",  # half an emoji, as JSON writes it, or beyond Unicode
        "an escape that stands for no character",
        "write the character itself, such as 😀, or its one code, such as `\\U0001F600`",
    ),
    _Wording("unknown escape", *_UNKNOWN_ESCAPE),
    _Wording("decimal number", *_UNKNOWN_ESCAPE),
    _Wording("alphabetic or numeric", "`*` and `&` have a meaning in YAML", _QUOTE_IT),
    _Wording("expected '-' indicator", "an item of a list without `- `", "check the indentation"),
    _Wording("block sequence entries", "a `- ` where no list can begin", "begin a new line for it"),
    _Wording("expected key", "a key should stand here", f"check the indentation, or {_QUOTE_IT}"),
    _Wording("maximum nesting depth", *TOO_DEEP),
    _Wording("<document start>", "something follows the end of a document", "put `---` before it"),
)

# The parser notices these only further on; the place to mend is where the construct begins.
_NOTICED_LATE = (
    "expected ',' or ']'",
    "expected ',' or '}'",
    "unexpected end of stream",
    "could not find expected ':'",
)


def syntax_problem(error: ReaderError | yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    """What the YAML parser stumbled over, where, and what to do about it."""
    if isinstance(error, ReaderError):
        before = text.encode()[: error.position].decode(errors="ignore")
        message = f"a control character (code {error.character}) cannot stand in a file"
        return Problem(end_of(before, file), message, "remove it", RULE)
    problem = _TAB if _at_a_tab(error, text) else str(error.problem)
    wording = next((known for known in _WORDINGS if known.fragment in problem), None)
    if wording is None:
        wording = _Wording("", f"this is not YAML: {problem}", _QUOTE_IT)
    return Problem(_place(error, file), wording.message, wording.hint, RULE)


def _place(error: yaml.MarkedYAMLError, file: str) -> Location:
    late = any(fragment in str(error.problem) for fragment in _NOTICED_LATE)
    mark = (error.context_mark if late else None) or error.problem_mark
    return Location(file, mark.line + 1, mark.column + 1) if mark else Location(file)


def _at_a_tab(error: yaml.MarkedYAMLError, text: str) -> bool:
    mark = error.problem_mark if "cannot start" in str(error.problem) else None
    return mark is not None and text.startswith("\t", mark.index)
