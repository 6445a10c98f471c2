from __future__ import annotations

from syncer.render.html.markup import sentence


def test_what_a_sentence_has_between_backticks_is_code() -> None:
    assert sentence("write `a: <b>` or `c`") == "write <code>a: &lt;b&gt;</code> or <code>c</code>"


def test_a_backtick_alone_is_one() -> None:
    assert sentence("a ` and <i> b") == "a ` and &lt;i&gt; b"
    assert sentence("``") == "``"


def test_what_hides_is_spelled_out_in_code_as_well() -> None:
    assert "U+202E" in sentence("`a\u202eb`")
