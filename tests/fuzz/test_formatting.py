"""Whatever stands in a template file, it has a canonical form, or stays and is told why."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml
from fuzz.test_files import EXAMPLES, TEMPLATE
from hypothesis import given
from hypothesis import strategies as st
from support.mutations import fuzzed, mutated, torn

from syncer.formatting.formatting import formatted

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

COMMENTS = st.sampled_from(("# one", "  # two", "", "    # three", "# four # five"))


def as_text(value: Any) -> str:
    """As people write it, or as JSON, which is YAML as well."""
    try:
        return yaml.safe_dump(value, allow_unicode=True)
    except UnicodeEncodeError:
        return json.dumps(value)


@st.composite
def commented(draw: st.DrawFn, texts: SearchStrategy[str]) -> str:
    """The lines of a text with comments between them and behind them."""
    lines = []
    for line in draw(texts).split("\n"):
        lines += draw(st.lists(COMMENTS, max_size=1))
        lines.append(line + draw(st.sampled_from(("", "", " # beside"))))
    return "\n".join(lines)


TEXTS = (
    st.text()
    | mutated(st.just(TEMPLATE)).map(as_text)
    | torn(st.sampled_from(EXAMPLES)).map(lambda data: data.decode(errors="ignore"))
)


@fuzzed
@given(text=TEXTS | commented(TEXTS))
def test_any_text_has_a_canonical_form_or_stays(text: str) -> None:
    result = formatted(text, "a.yaml")
    if result.problems:
        assert result.text == text
    else:
        assert formatted(result.text, "a.yaml") == result
