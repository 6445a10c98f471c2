from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from support.emulated import Emulate, Emulated


@pytest.fixture
def emulator(emulate: Emulate) -> Emulated:
    """An emulator whose reviews take a minute."""
    return emulate(review_seconds=60.0, rejections={"casino": "PROMOTIONAL"})
