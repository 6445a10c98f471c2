from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from support.emulated import Emulate, Emulated


@pytest.fixture
def emulator(emulate: Emulate) -> Emulated:
    """An emulator as it comes."""
    return emulate()
