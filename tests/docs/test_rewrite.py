"""What a document shows is held against what happens, and `make docs` mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docs.rewrite import rewritten
from docs.shown import agrees, calls_of

if TYPE_CHECKING:
    from pathlib import Path

FILES = """\
```yaml syncer.yaml
version: 1
accounts: {main: {phone: "8615800001795", tenant_id: 1}}
```

```yaml templates/a.yaml
name: shop_greeting
category: UTILITY
translations:
  en:
    body: Hello there
```

```yaml templates/a.yaml (one line of it)
    body: Hello {{First Name}}, good to see you.
```
"""
WRONG = """
```console
$ syncer apply
…
Apply this plan? [y/N]: y
…
2 done, 0 failed, 0 skipped.
$ syncer status
…
1 template: 1 APPROVED.
```

<!-- meanwhile: in the console, shop_greeting gets the body "Good day" -->

```console
$ syncer drift
```

```python
print("one")
```

```text
two
```
"""


def blocks(text: str) -> list[str]:
    return text.split("```")[1::2]


@pytest.mark.slow
def test_what_is_wrong_is_replaced_by_what_happens_and_nothing_else_is(tmp_path: Path) -> None:
    document = tmp_path / "page.md"
    document.write_text(FILES + WRONG, encoding="utf-8")
    text = rewritten(document)
    assert text.startswith(FILES)
    applied, drifted, code, said = blocks(text.removeprefix(FILES))
    assert (
        "\n1 done, 0 failed, 0 skipped.\n$ syncer status\n…\n1 template: 1 APPROVED.\n" in applied
    )
    assert drifted == "console\n$ syncer drift\n$ echo $?\n2\n"
    assert code == 'python\nprint("one")\n'
    assert said == "text\none\n"


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("one\ntwo\n", "one  \ntwo\n\n"),
        ("one\n…\nfour\n", "one\ntwo\nthree\nfour\n"),
        ("one\n...\ntwo\n", "one\ntwo\n"),
        ("all … of them\n", "all 12 of them\n"),
        ("at http://127.0.0.1:8321/saas\n", "at http://127.0.0.1:40123/saas\n"),
        ("2026-11-26T12:00:00Z trace id 4711\n", "2027-01-02T03:04:05.678Z trace id 0815\n"),
    ],
)
def test_what_varies_may_vary(shown: str, said: str) -> None:
    assert agrees(shown, said)


@pytest.mark.parametrize(
    ("shown", "said"),
    [
        ("one\n", "one\ntwo\n"),
        ("one\n…\nfour\n", "one\ntwo\nthree\n"),
        ("all … of them\n", "all 12 of\nthem\n"),
        ("1.0\n", "100\n"),
    ],
)
def test_nothing_else_may(shown: str, said: str) -> None:
    assert not agrees(shown, said)


def test_a_command_may_go_on_in_the_next_line() -> None:
    first, second = calls_of("$ syncer plan \\\n    --prune\nNo changes.\n$ syncer drift\n")
    assert (first.line, first.shown) == ("syncer plan --prune", "No changes.\n")
    assert (second.line, second.shown) == ("syncer drift", "")
