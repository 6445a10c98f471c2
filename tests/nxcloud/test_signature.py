from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, cast

import pytest

from syncer.nxcloud.signature import sign, string_to_sign

if TYPE_CHECKING:
    from syncer.config import SignAlgorithm

VECTORS = json.loads((Path(__file__).parent / "sign-vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["id"] for vector in VECTORS])
def test_every_published_and_derived_vector_is_reproduced(vector: dict[str, str]) -> None:
    text = string_to_sign(
        vector["accessKey"],
        vector["accessSecret"],
        vector["ts"],
        vector["body"],
        action=vector["action"],
        biz_type=vector["bizType"],
    )
    assert text == vector["string_to_sign"]
    assert sign(text, cast("SignAlgorithm", vector["algorithm"])) == vector["sign"]


def test_action_and_biz_type_are_those_of_the_template_api() -> None:
    assert string_to_sign("k", "s", "1") == "accessKey=k&action=mt&bizType=2&ts=1&accessSecret=s"
