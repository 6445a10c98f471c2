"""A file says just what was imported, or it is told that it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.templates import template

from syncer.config import Config
from syncer.importing.files import failure
from syncer.importing.values import Expressed
from syncer.model import plain_text

CONFIG = Config(Path("/project/syncer.yaml"), Path("/project"), ("templates",), ())
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1)


def said(body: str, **examples: str) -> str:
    return failure(CONFIG, Expressed(template(body=body), examples))


@given(body=TEXTS.map(plain_text), sample=TEXTS)
def test_any_text_and_sample_can_be_said(body: str, sample: str) -> None:
    assert said(body, name=sample) == ""


@pytest.mark.parametrize("body", ["a\n", "a\r\nb"])
def test_a_text_that_is_not_in_normal_form_cannot(body: str) -> None:
    assert said(body) == "no file can say just what stands in its texts"
