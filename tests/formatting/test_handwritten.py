"""Whatever is valid and written by hand has a canonical form: same values, same comments."""

from __future__ import annotations

import os
import re
from typing import Any

import yaml
from hypothesis import given, settings
from support.handwritten import handwritten

from syncer.documents.compose import compose
from syncer.formatting.formatting import formatted

some = settings(max_examples=int(os.environ.get("SYNCER_EXAMPLES", "10")) * 3)


def values(text: str) -> list[Any]:
    """What PyYAML reads, without the line breaks at the end of texts, which do not count."""
    return [trimmed(one) for one in yaml.load_all(text, yaml.CSafeLoader)]


def trimmed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: trimmed(below) for key, below in value.items()}
    if isinstance(value, list):
        return [trimmed(item) for item in value]
    return value.rstrip("\n") if isinstance(value, str) else value


def notes(text: str) -> list[str]:
    return sorted(re.findall(r"# note \d+$", text, re.MULTILINE))


@some
@given(handwritten())
def test_what_is_valid_is_formatted_means_the_same_and_keeps_its_comments(text: str) -> None:
    assert compose(text, "a.yaml").problems == ()
    result = formatted(text, "a.yaml")
    assert result.problems == ()
    assert values(result.text) == values(text)
    assert notes(result.text) == notes(text)
    assert formatted(result.text, "a.yaml") == result
