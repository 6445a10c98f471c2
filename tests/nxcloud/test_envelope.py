from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syncer.errors import (
    ApiError,
    ClockError,
    CredentialsError,
    NotFoundError,
    NxCloudError,
    UnexpectedAnswerError,
)
from syncer.nxcloud.envelope import MAX_VALUES, open_envelope, safe_text

CALL = "GET https://api.test/saas/wa/template/8615800001111"
DOCUMENTED_CODES = (
    *(-1, 1000, 1001, 1002, 1003, 1004, 1005, 21058, 21060, 22041, 22042, 22049),
    *(22070, 22089, 22090, 22092, 22093, 22216),
)


def envelope(code: object, data: object = None, **more: object) -> bytes:
    return json.dumps(
        {"code": code, "message": "", "data": data, "traceId": "7e1", **more}
    ).encode()


@pytest.mark.parametrize("code", [0, "0"])
def test_code_zero_gives_the_data_whether_it_is_a_number_or_text(code: object) -> None:
    node = open_envelope(200, envelope(code, {"total": 3}), call=CALL)
    assert (node.value, node.trace_id, node.call) == ({"total": 3}, "7e1", CALL)


def test_an_envelope_without_data_and_trace_id_has_null_and_nothing() -> None:
    node = open_envelope(200, b'{"code": 0}', call=CALL)
    assert (node.value, node.trace_id) == (None, "")


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (1003, CredentialsError),
        ("1003", CredentialsError),
        (1005, CredentialsError),
        (1004, ClockError),
        (22093, NotFoundError),
        (22070, ApiError),
        ("-1", ApiError),
        (987654, ApiError),
    ],
)
def test_another_code_is_the_error_of_that_code(code: object, kind: type[ApiError]) -> None:
    with pytest.raises(ApiError) as caught:
        open_envelope(200, envelope(code, message="not today"), call=CALL)
    error = caught.value
    assert type(error) is kind
    assert (error.api_code, error.api_message, error.trace_id) == (
        int(str(code)),
        "not today",
        "7e1",
    )
    assert CALL in error.hint


@pytest.mark.parametrize("code", DOCUMENTED_CODES)
def test_every_documented_code_has_its_own_advice(code: int) -> None:
    with pytest.raises(ApiError) as documented:
        open_envelope(200, envelope(code), call=CALL)
    with pytest.raises(ApiError) as undocumented:
        open_envelope(200, envelope(987654), call=CALL)
    assert documented.value.hint != undocumented.value.hint


@pytest.mark.parametrize("code", [None, True, False, 0.0, 1.5, "", "ok", "0x0", [], {}, "٣"])
def test_a_code_that_is_no_number_is_unexpected(code: object) -> None:
    with pytest.raises(UnexpectedAnswerError, match="without a usable code") as caught:
        open_envelope(200, envelope(code), call=CALL)
    assert caught.value.trace_id == "7e1"


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"<!DOCTYPE html><title>Sign in</title>", "a web page: <!DOCTYPE html>"),
        (b'{"code": 0, "data": {"li', "no whole JSON object"),
        (b"[]", "no whole JSON object"),
        (b"null", "no whole JSON object"),
        (b'{"code": NaN}', "no whole JSON object"),
        (b"\xff\xfe\xfd", "no whole JSON object"),
        (b"[" * 200_000, "no whole JSON object"),
        (b'{"code": 0, "data": ' + b"[" * 200_000 + b'"\\ud83c"', "no whole JSON object"),
        (b"{}", "without a usable code"),
        (b'{"data": []}', "without a usable code"),
    ],
)
def test_a_body_that_is_no_envelope_is_named_with_its_call(body: bytes, what: str) -> None:
    with pytest.raises(UnexpectedAnswerError) as caught:
        open_envelope(200, body, call=CALL)
    assert caught.value.message.startswith(f"{CALL}: NxCloud's answer is {what}")
    assert "base_url" in caught.value.hint


@pytest.mark.parametrize(
    ("status", "advice"),
    [
        (302, "redirects"),
        (401, "login"),
        (403, "forbids"),
        (404, "no such endpoint"),
        (407, "HTTPS_PROXY"),
        (413, "smaller"),
        (418, "base_url"),
        (429, "requests_per_second"),
        (502, "later"),
    ],
)
@pytest.mark.parametrize("body", [b"<h1>no</h1>", envelope(0)])
def test_an_http_error_is_unexpected_even_with_code_zero(
    status: int, advice: str, body: bytes
) -> None:
    with pytest.raises(UnexpectedAnswerError, match=rf"HTTP status {status}: ") as caught:
        open_envelope(status, body, call=CALL)
    assert advice in caught.value.hint


def test_an_http_error_without_a_body_names_the_status_alone() -> None:
    with pytest.raises(UnexpectedAnswerError, match=r"HTTP status 503$"):
        open_envelope(503, b"", call=CALL)


def test_the_code_of_an_envelope_counts_more_than_the_http_status() -> None:
    with pytest.raises(CredentialsError):
        open_envelope(401, envelope(1005), call=CALL)


def test_what_the_answer_says_is_made_safe_for_a_terminal() -> None:
    with pytest.raises(ApiError) as caught:
        open_envelope(200, envelope(-1, message="a\x1b[2Jb\r\nc\u202e"), call=CALL)
    assert caught.value.api_message == "a [2Jb c"
    with pytest.raises(UnexpectedAnswerError) as page:
        open_envelope(200, b"<p>\x07" + b"x" * 5000, call=CALL)
    excerpt = page.value.message.partition(": NxCloud's answer is a web page: ")[2]
    assert excerpt.startswith("<p> xx")
    assert excerpt.endswith("x…")
    assert len(excerpt) == 120


def test_secrets_that_an_answer_repeats_are_blotted_out() -> None:
    body = b"<pre>accessKey: KEY1 sign: ab12</pre>"
    with pytest.raises(UnexpectedAnswerError) as caught:
        open_envelope(200, body, call=CALL, secrets=("KEY1", "ab12", ""))
    assert caught.value.message.endswith("<pre>accessKey: *** sign: ***</pre>")
    with pytest.raises(CredentialsError) as refused:
        open_envelope(200, envelope(1003, message="bad KEY1"), call=CALL, secrets=("KEY1",))
    assert refused.value.api_message == "bad ***"


def test_safe_text_of_something_that_is_no_text_is_empty() -> None:
    assert safe_text(None) == ""
    assert safe_text(17) == ""


def test_an_emoji_cut_in_two_becomes_a_replacement_character() -> None:
    body = b'{"code": 0, "data": {"text": "sun \\uD83C", "whole": "\\ud83c\\udf1e"}}'
    node = open_envelope(200, body, call=CALL)
    assert node.value == {"text": "sun \ufffd", "whole": "\U0001f31e"}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def outcome(status: int, body: bytes) -> tuple[object, NxCloudError | None]:
    try:
        return open_envelope(status, body, call=CALL).value, None
    except NxCloudError as error:
        return None, error


@settings(deadline=None)
@given(
    status=st.integers(100, 599),
    body=st.binary()
    | JSON.map(lambda value: json.dumps(value).encode())
    | st.dictionaries(st.sampled_from(["code", "message", "data", "traceId"]), JSON).map(
        lambda value: json.dumps(value).encode()
    ),
)
def test_any_answer_is_data_or_an_error_of_ours(status: int, body: bytes) -> None:
    data, error = outcome(status, body)
    if error is None:
        assert 200 <= status < 300
        assert json.dumps(data, ensure_ascii=False).encode()
    else:
        assert error.message.isprintable()
        assert error.hint


@pytest.mark.parametrize("value", [b"[],", b"0,", b'"",', b"{},"])
def test_an_answer_of_more_values_than_any_can_have_is_not_even_parsed(value: bytes) -> None:
    body = b'{"code": 0, "data": [' + value * (MAX_VALUES + 1) + b"0]}"
    with pytest.raises(UnexpectedAnswerError, match="more than 500,000 values"):
        open_envelope(200, body, call=CALL)


@pytest.mark.parametrize(
    "body",
    [
        b'{"code": 0, "data": "a\xed\xa0\x80b"}',
        b'{"code": 0, "data": "a\\ud800b"}',
        b'\xef\xbb\xbf{"code": 0, "data": "a\\ud800b"}',
    ],
    ids=["raw", "escaped", "with a mark of its encoding"],
)
def test_half_a_character_never_gets_in_however_it_is_sent(body: bytes) -> None:
    value = open_envelope(200, body, call=CALL).value
    assert isinstance(value, str)
    assert value.encode().startswith(b"a")
    assert value.endswith("b")


def test_an_answer_in_another_encoding_is_no_answer() -> None:
    with pytest.raises(UnexpectedAnswerError):
        open_envelope(200, '{"code": 0}'.encode("utf-16"), call=CALL)
