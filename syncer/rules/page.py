"""docs/rules.md, made of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.rules.sources import EXPLAINED
from syncer.rules.table import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from syncer.rules.rule import Rule

_HEAD = """\
# Rules

What Meta and NxCloud refuse, or make you pay for, and can be known before anything is sent.
`syncer validate` and every plan check it. This page is made of the table in `syncer/rules/`: run
`make docs` after a change there.

**Sure** says how well a rule is known. *doc*: Meta's or NxCloud's own documentation states it.
*live*: recorded from the live API, or shown by really approved templates. *said*: providers of
WhatsApp's API say so. What is merely said is at most a warning, because to refuse what Meta would
accept is the worse error. `syncer validate --strict` makes an error of each warning.

**Switching a rule off.** In a template, or in one translation of it, with the reason:

```yaml
ignore:
  body-length-recommended: legal wants the whole text
```

The same in `syncer.yaml` counts for the whole project. `validate` says how many findings were
ignored. Rules marked *always* cannot be switched off, because syncer could not work without them.
`syncer pull` writes `ignore` beside a live template that breaks a rule that is an error: Meta has
taken it all the same.

**Counting.** A limit is in characters, and a character is a Unicode code point: 👍 is one, a family
of four with its joiners seven, a combining mark one of its own unless Unicode has one code point
for the letter with its mark. A line break is one, and a variable counts as it is written.
`syncer/rules/counting.py` says why. As emoji, a flag, a family or a keycap counts once, and signs
such as ™ that are text by default do not count.

Where it says *plan*, only a plan can tell, because the account has to be asked.
"""
_COLUMNS = "| rule | severity | sure | what | what to do | stated by |\n|---|---|---|---|---|---|"


def rules_page() -> str:
    """The whole page, in Markdown."""
    sections = (_section(title, rules) for title, rules in SUBJECTS.items())
    return "\n".join([_HEAD, *sections, _sources()])


def _section(title: str, rules: Iterable[Rule]) -> str:
    return "\n".join([f"## {title}", "", _COLUMNS, *map(_row, rules), ""])


def _sources() -> str:
    return "\n".join(
        ["## Sources", "", *(f"* {name}: {text}" for name, text in EXPLAINED.items()), ""]
    )


def _row(rule: Rule) -> str:
    cells = (
        f"`{rule.id}`",
        ", ".join(_severity(rule)),
        rule.certainty,
        rule.message.format_map(_Anything()),
        rule.advice,
        rule.source,
    )
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _severity(rule: Rule) -> Iterator[str]:
    yield rule.severity
    if not rule.ignorable:
        yield "always"
    if rule.found_by == "plan":
        yield "plan"


class _Anything(dict[str, str]):
    """What stands for the details of a message."""

    def __missing__(self, key: str) -> str:
        return "…"
