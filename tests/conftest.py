from __future__ import annotations

import os
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


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where `SYNCER_SKIPS` is set, a test that was skipped for a reason without that word fails."""
    word = os.environ.get("SYNCER_SKIPS")
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if not word or not isinstance(reporter, pytest.TerminalReporter):
        return
    skipped = [one for one in reporter.stats.get("skipped", ()) if word not in str(one.longrepr)]
    if skipped:
        reporter.write_line(f"{len(skipped)} tests were skipped that may not be", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


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
