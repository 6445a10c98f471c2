"""Valid values and bytes, damaged: hypothesis strategies for whoever reads what others wrote."""

from __future__ import annotations

import json
import os
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Iterator

fuzzed = settings(
    max_examples=int(os.environ.get("SYNCER_EXAMPLES", "6")) * 25,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.function_scoped_fixture,
    ],
)

_DEEP: Any = []
for _ in range(150):
    _DEEP = [{"a": _DEEP}]

# JSON texts that `json.dumps` does not write, under names that stand for them until the end.
_TOKENS = {
    "token:infinity": "1e400",
    "token:minus": "-1E+99999999999999999999",
    "token:long": "9" * 4_000,
    "token:too long": "9" * 50_000,
    "token:nan": "NaN",
    "token:endless": "Infinity",
    "token:deep": "[" * 20_000 + "]" * 20_000,
    "token:unclosed": "[" * 20_000,
}

STRANGE = st.sampled_from(
    [
        *(None, True, False, 0, 1, -1, 1.0, 1.5, -0.0, 2**31, 2**63, 2**64, 10**19, 10**400),
        *("", " ", "0", "1", "-1", "1e3", "0x10", "true", "null", "٣", "1" * 100, "x" * 10_000),
        *("\0", "\x1b[2K", "\ud800", "\udfff\ud800", "\U0001f600", "\u202e", "\ufeff", "a\nb"),
        *("${shop}", "${", "$${", "${env:HOME}", "{{1}}", "{{", "http://", "../../../etc/passwd"),
        *([], {}, [[]], [{}], [None], [1, "a"], {"": None}, {"id": {}}, _DEEP, *_TOKENS),
    ]
) | st.text(max_size=20)


@st.composite
def mutated(draw: st.DrawFn, values: st.SearchStrategy[Any]) -> Any:
    """One of the values, JSON as the json module has it, with a few places damaged."""
    root = [deepcopy(draw(values))]
    for _ in range(draw(st.integers(1, 4))):
        parent, key = draw(st.sampled_from(list(_places(root))))
        _damage(draw, parent, key)
    return root[0]


@st.composite
def torn(draw: st.DrawFn, data: st.SearchStrategy[bytes]) -> bytes:
    """Some of the bytes, with pieces cut out, repeated or replaced."""
    found = draw(data)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(found)))
        end = draw(st.integers(start, min(len(found), start + 40)))
        piece = draw(st.binary(max_size=8) | st.just(found[start:end] * 3) | st.just(b""))
        found = found[:start] + piece + found[end:]
    return found


def json_bytes(value: Any) -> bytes:
    """The value as JSON, with escapes for halves of characters, and with what no JSON may hold."""
    text = json.dumps(value)
    for name, token in _TOKENS.items():
        text = text.replace(f'"{name}"', token)
    return text.encode()


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Every place in a value: what holds it, and its key there."""
    keys: Any = ()
    if isinstance(value, list | dict):
        keys = range(len(value)) if isinstance(value, list) else list(value)
    for key in keys:
        yield value, key
        yield from _places(value[key])


def _damage(draw: st.DrawFn, parent: Any, key: Any) -> None:
    kind = draw(st.sampled_from(["replace", "replace", "wrap", "remove", "repeat", "rename"]))
    if kind == "replace":
        parent[key] = deepcopy(draw(STRANGE))
    elif kind == "wrap":
        parent[key] = draw(st.sampled_from([[parent[key]], {"data": parent[key]}]))
    elif kind == "repeat" and isinstance(parent, list):
        parent.insert(key, parent[key])
    elif kind == "rename" and isinstance(parent, dict):
        name = draw(st.text(max_size=5) | st.sampled_from(list(parent)))
        parent[name] = parent.pop(key)
    elif len(parent) > 1 or isinstance(parent, dict):
        del parent[key]
