"""The worst answers that are known are understood or refused in bounded time and memory."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from syncer.nxcloud.client import ANSWER_LIMIT
from syncer.nxcloud.envelope import MAX_VALUES

if TYPE_CHECKING:
    from collections.abc import Callable

MEGABYTE = 1024 * 1024
LONGEST = ANSWER_LIMIT
MOST_MEMORY = 1024 * MEGABYTE
MOST_SECONDS = 60

# Everything that is done with an answer, in a process that the operating system limits.
LIMITED = f"""
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({MOST_MEMORY}, {MOST_MEMORY}))
resource.setrlimit(resource.RLIMIT_CPU, ({MOST_SECONDS}, {MOST_SECONDS}))
from syncer.errors import NxCloudError
from syncer.live.details import live_digest
from syncer.nxcloud import decode
from syncer.nxcloud.envelope import open_envelope
from syncer.nxcloud.wire import read_template
from syncer.changed_words import line_diff
from syncer.short_links import originals
from syncer.template_document import to_document
try:
    data = open_envelope(200, sys.stdin.buffer.read(), call="GET x", secrets=("key-of-ours",))
    details = decode.template_details(data)
    live_digest(details)
    template = read_template(details, {{}}, tag_names={{}}, digest=None)
    to_document(template)
    line_diff(template.body, "Hello there")
    originals(template.body, "Hello there")
except NxCloudError as error:
    print(error.message)
else:
    print("understood")
"""

NAMED = '"name": "a", "language": "en"'
UNDERSTOOD = "understood"
UNREADABLE = "no whole JSON object"
TOO_MANY = f"more than {MAX_VALUES:,} values"
MANY = MAX_VALUES - 1000


def details(members: str) -> str:
    return f'{{"code": 0, "data": {{{NAMED}, {members}}}}}'


def body(text: str, length: int = LONGEST) -> str:
    """Details with a body of this text again and again, up to the longest answer."""
    filler = text * ((length - 200) // len(text))
    return details(f'"components": [{{"type": "BODY", "text": "{filler}"}}]')


def buttons(button: str) -> str:
    listed = ", ".join([button] * (2 * MEGABYTE // len(button)))
    return details(f'"components": [{{"type": "BUTTONS", "buttons": [{listed}]}}]')


CASES: dict[str, tuple[Callable[[], str], str]] = {
    "deep lists": (lambda: '{"code": 0, "data": ' + "[" * MANY, UNREADABLE),
    "deeper lists": (lambda: '{"code": 0, "data": ' + "[" * (LONGEST - 100), TOO_MANY),
    "deep maps": (lambda: '{"a":' * MANY, UNREADABLE),
    "many lists": (lambda: details(f'"a": [{"[]," * MANY}[]]'), TOO_MANY),
    "as many numbers as can be": (lambda: details(f'"a": [{"7," * MANY}7]'), UNDERSTOOD),
    "a long number": (lambda: details('"id": ' + "9" * (LONGEST - 200)), UNREADABLE),
    "an empty page": (lambda: " " * LONGEST, "empty"),
    "a long message": (lambda: '{"code": 5, "message": "' + r"\u001b" * 1_000_000 + '"}', "code 5"),
    "carriage returns": (lambda: body(r"\r"), UNDERSTOOD),
    "halves of emojis": (lambda: body(r"\ud800"), UNDERSTOOD),
    "open braces": (lambda: body("{{", MANY), UNDERSTOOD),
    "words": (lambda: body("a "), UNDERSTOOD),
    "lines": (lambda: body(r"a\n", MEGABYTE), UNDERSTOOD),
    "addresses": (lambda: body("http://a/"), UNDERSTOOD),
    "short links": (lambda: body("http://a/api/shortLink/doAccess/a,"), UNDERSTOOD),
    "buttons": (lambda: buttons('{"type": "URL"}'), UNDERSTOOD),
    "tags": (lambda: details(f'"tag_ids": [{", ".join(["1"] * MANY)}]'), UNDERSTOOD),
}


@pytest.mark.slow
@pytest.mark.parametrize(("answer", "words"), CASES.values(), ids=CASES)
def test_the_worst_answers_cost_little(answer: Callable[[], str], words: str) -> None:
    command = [sys.executable, "-c", LIMITED]
    ran = subprocess.run(command, input=answer().encode(), capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert words in ran.stdout.decode()
