from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syncer.documents.compose import NULLS, compose
from syncer.documents.construct import Data, construct, core_scalar
from syncer.documents.nodes import ScalarNode
from syncer.documents.places import Place

AS_IT_LOOKS = (
    "Yes", "No", "on", "off", "y", "12:30", "007", "1.10", "true", "False", "8615800001111",
    "+8613128000000", "2024-06-25", "0x1F", "0o17", "1e3", ".5", "1_000", ".inf", ".nan", "-",
)  # fmt: skip


def scalar(text: str, *types: str) -> Data:
    schema = {"type": list(types)} if types else {}
    return construct(ScalarNode(text, "plain", 1, 1), Place([schema], schema))


@pytest.mark.parametrize("text", AS_IT_LOOKS)
def test_where_text_is_expected_a_plain_scalar_is_the_text_as_it_stands(text: str) -> None:
    assert scalar(text, "string") == text
    assert scalar(text, "string", "null") == text
    assert scalar(text, "string", "object") == text


@given(st.text().filter(lambda text: text not in NULLS))
def test_where_text_is_expected_any_plain_scalar_but_null_is_its_text(text: str) -> None:
    assert scalar(text, "string") == text


@pytest.mark.parametrize("text", sorted(NULLS))
@pytest.mark.parametrize("types", [(), ("string",), ("integer", "string"), ("boolean",)])
def test_null_is_null_everywhere(text: str, types: tuple[str, ...]) -> None:
    assert scalar(text, *types) is None


@pytest.mark.parametrize("digits", ["9" * 10_000, "0x" + "f" * 10_000, "0o" + "7" * 10_000])
def test_a_number_of_any_length_can_be_shown(digits: str) -> None:
    for length in (10, 3_000, 3_502, 4_002, 10_000):
        assert str(core_scalar(digits[:length]))


@given(st.text())
def test_a_quoted_scalar_is_text_everywhere(text: str) -> None:
    schema = {"type": ["integer", "boolean", "null"]}
    assert construct(ScalarNode(text, "quoted", 1, 1), Place([schema], schema)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("true", True),
        ("FALSE", False),
        ("yes", "yes"),
        ("on", "on"),
        ("0", 0),
        ("-12", -12),
        ("+7", 7),
        ("007", 7),
        ("0o17", 15),
        ("0x1F", 31),
        ("0b1", "0b1"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("1.10", 1.1),
        (".5", 0.5),
        ("1.", 1.0),
        ("1e3", 1000.0),
        (".inf", math.inf),
        ("-.INF", -math.inf),
        ("+.Inf", math.inf),
        ("inf", "inf"),
        ("2024-06-25", "2024-06-25"),
        ("null", None),
        ("<<", "<<"),
    ],
)
def test_elsewhere_scalars_follow_the_core_schema(text: str, expected: Data) -> None:
    assert core_scalar(text) == expected
    assert type(core_scalar(text)) is type(expected)
    assert scalar(text) == expected


def test_not_a_number_is_a_number_all_the_same() -> None:
    assert math.isnan(float(str(core_scalar(".NaN"))))


@given(st.integers())
def test_whole_numbers_are_whole_numbers(number: int) -> None:
    assert core_scalar(str(number)) == number


def test_a_number_of_any_length_is_read() -> None:
    assert core_scalar("9" * 4000) == int("9" * 4000)
    assert core_scalar("9" * 5000) == math.inf


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_decimal_numbers_are_numbers(number: float) -> None:
    assert core_scalar(str(number)) == number


def test_the_core_schema_decides_between_text_and_another_type_that_is_allowed() -> None:
    assert scalar("5", "integer", "string") == 5
    assert scalar("true", "boolean", "string") is True
    assert scalar("yes", "boolean", "string") == "yes"
    assert scalar("5", "number", "string") == 5
    assert scalar("1.5", "integer", "string") == "1.5"


def test_a_value_of_a_wrong_type_is_what_it_looks_like() -> None:
    assert scalar("5", "boolean") == 5
    assert scalar("yes", "boolean") == "yes"


def test_each_place_has_its_own_types() -> None:
    schema = {
        "properties": {"text": {"type": "string"}, "flags": {"items": {"type": "boolean"}}},
        "additionalProperties": {"type": "integer"},
    }
    (document,) = compose("text: 5\nflags: [true, no]\nno: 5\n12: x\n", "a.yaml").documents
    assert construct(document.root, Place([schema], schema)) == {
        "text": "5",
        "flags": [True, "no"],
        "no": 5,
        "12": "x",
    }
