from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from support.emulated import emulated

from syncer.nxcloud.transport import http_client

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx
    from support.emulated import Emulate, Emulated


@pytest.fixture(scope="session")
def http() -> Iterator[httpx.Client]:
    with http_client() as client:
        yield client


@pytest.fixture
def emulate(http: httpx.Client) -> Iterator[Emulate]:
    """Starts an emulator with some switches set."""
    with ExitStack() as stack:
        yield lambda **switches: stack.enter_context(emulated(http, **switches))


@pytest.fixture
def emulator(emulate: Emulate) -> Emulated:
    """An emulator as it comes."""
    return emulate()
