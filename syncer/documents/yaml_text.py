"""Data → YAML text as people write it: keys in their order, texts of several lines as blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import yaml

from syncer.documents.construct import core_scalar

if TYPE_CHECKING:
    from syncer.template_document import Document

# Line breaks that YAML parsers fold or replace, and what they strip or drop: escaped they are safe.
_ESCAPED = re.compile("[\n\x85\u2028\u2029]")
_PRINTABLE = r" -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010fffe"
# Several lines of printable characters that neither begin nor end with a blank or a line break.
_BLOCK = re.compile(rf"(?=\S)[\n\t{_PRINTABLE}]+(?<=\S)")
_IN_QUOTES_ESCAPED = re.compile(rf'["\\]|[^{_PRINTABLE}]')

_STYLES = frozenset("|\"'")
_TEXT = "tag:yaml.org,2002:str"

LONGEST_LINE = 2**31
_BYTE, _PLANE = 0x100, 0x10000


class _Dumper(yaml.SafeDumper):
    """Block style, lists indented below their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002 -- PyYAML's signature
        del indentless
        return super().increase_indent(flow, indentless=False)

    def ignore_aliases(self, data: object) -> bool:
        """Write equal values out: an anchor would surprise the reader."""
        del data
        return True

    def analyze_scalar(self, scalar: str) -> Any:  # noqa: ANN401 -- PyYAML has no types
        """PyYAML refuses a block with blanks at the end of a line, though it means what it says."""
        analysis = super().analyze_scalar(scalar)
        analysis.allow_block = _is_block(scalar)
        return analysis

    def write_double_quoted(self, text: str, split: bool = True) -> None:  # noqa: FBT001, FBT002 -- PyYAML's signature
        """PyYAML escapes what needs no escape: emoji, and all that is beyond the first plane."""
        del split
        self.write_indicator(quoted_text(text), need_whitespace=True)


def yaml_text(document: Document) -> str:
    """One YAML document, ending with a line break."""
    return _dumped(document)


def quoted_text(text: str) -> str:
    """A text in double quotes, just as it stands in such a document if it needs them."""
    return f'"{_IN_QUOTES_ESCAPED.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    character = match[0]
    if (letter := _Dumper.ESCAPE_REPLACEMENTS.get(character)) is not None:
        return f"\\{letter}"
    code = ord(character)
    if code < _BYTE:
        return f"\\x{code:02X}"
    return f"\\u{code:04X}" if code < _PLANE else f"\\U{code:08X}"


def scalar_style(text: str) -> str | None:
    """How a text stands in such a document: the character that it begins with, None if plain."""
    first = _dumped(text)[0]
    return first if first in _STYLES else None


def _dumped(value: Document | str) -> str:
    return yaml.dump(
        value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=LONGEST_LINE, indent=2
    )


def _is_block(text: str) -> bool:
    return "\n" in text and _BLOCK.fullmatch(text) is not None


def _represent_text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar(_TEXT, text, style=_style(text))


def _style(text: str) -> str | None:
    if _is_block(text):
        return "|"
    if _ESCAPED.search(text):
        return '"'
    # PyYAML quotes what is no text in YAML 1.1; in 1.2, which editors follow, `1e3` is none either.
    return None if isinstance(core_scalar(text), str) else "'"


_Dumper.add_representer(str, _represent_text)
