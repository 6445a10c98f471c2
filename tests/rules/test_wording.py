from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syncer.rules.texts import folded
from syncer.rules.urls import HOSTS, SHORTENED
from syncer.rules.wording import WORDINGS


@pytest.mark.parametrize("language", WORDINGS)
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_reads_like_marketing_has_a_part_that_is_looked_for_first(
    language: str, data: st.DataObject
) -> None:
    wording = WORDINGS[language]
    text = data.draw(st.from_regex(wording.pattern))
    assert any(part in folded(text) for part in wording.parts)
    assert wording.found_in(f"x {text}") or "{" in text


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.from_regex(SHORTENED))
def test_a_shortened_link_has_a_host_that_is_looked_for_first(text: str) -> None:
    assert any(host in folded(text) for host in HOSTS)
