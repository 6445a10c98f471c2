from __future__ import annotations

import signal
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings
from support.emulated import emulated
from support.leaks import files_with_leaks, noted_signatures

from syncer.nxcloud.transport import http_client

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx
    from support.emulated import Emulate

# The same examples in every run: a red build means that the change broke something.
settings.register_profile("syncer", derandomize=True, deadline=None)
settings.load_profile("syncer")


@pytest.fixture(scope="session", autouse=True)
def _no_certificates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Reading the machine's certificates takes longer than most commands, and none is needed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("SSL_CERT_FILE", raising=False)
        patch.setenv("SSL_CERT_DIR", str(tmp_path_factory.mktemp("certificates")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_credential_is_left_behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Nothing that a test run writes or prints holds a credential (see `support.command` too)."""
    with noted_signatures():
        yield
    assert files_with_leaks(tmp_path_factory.getbasetemp()) == {}


@pytest.fixture(scope="session", autouse=True)
def _ctrl_c_as_in_a_terminal() -> Iterator[None]:
    """What a shell runs with `&` ignores Ctrl-C, and so does every process that it starts."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="session")
def http() -> Iterator[httpx.Client]:
    with http_client() as client:
        yield client


@pytest.fixture
def emulate(http: httpx.Client) -> Iterator[Emulate]:
    """Starts an emulator with some switches set, with a machine that works on it."""
    with ExitStack() as stack:
        yield lambda **switches: stack.enter_context(emulated(http, **switches))
