"""Nothing is sent to a server whose certificate nobody vouches for, whatever is set or written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import trustme
from support.command import syncer
from support.project import Project, at_home, new_project
from support.tls import TlsServer, serving, trust

from syncer.config import load_config
from syncer.errors import ConnectionFailedError, InvalidFilesError
from syncer.nxcloud.exchange import exchange
from syncer.nxcloud.transport import http_client, read_only_client

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import httpx

UNTRUSTED = "the server's TLS certificate is not trusted"
LONG_AGO = datetime.now(UTC) - timedelta(days=1)


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def server(authority: trustme.CA) -> Iterator[TlsServer]:
    with serving(authority, authority.issue_cert("127.0.0.1")) as running:
        yield running


def ask(server: TlsServer, make: Callable[[], httpx.Client] = http_client) -> int:
    with make() as http:
        return exchange(http, http.build_request("GET", server.url), limit=10).status


@pytest.mark.parametrize("make", [http_client, read_only_client])
def test_a_certificate_that_nobody_trusts_is_refused(
    server: TlsServer, make: Callable[[], httpx.Client]
) -> None:
    with pytest.raises(ConnectionFailedError, match=UNTRUSTED):
        ask(server, make)
    assert server.asked == []


def test_one_that_the_machine_was_told_to_trust_is_taken(
    server: TlsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trust(server.authority, tmp_path, monkeypatch)
    assert ask(server) == 200
    assert server.asked == ["/"]


@pytest.mark.parametrize(
    ("names", "expiry"),
    [(["localhost", "127.0.0.2", "api.test"], None), (["127.0.0.1"], LONG_AGO)],
    ids=["for other hosts", "expired"],
)
def test_a_trusted_authority_is_not_enough(
    names: list[str],
    expiry: datetime | None,
    authority: trustme.CA,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trust(authority, tmp_path, monkeypatch)
    certificate = authority.issue_cert(*names, not_after=expiry)
    with serving(authority, certificate) as server:
        with pytest.raises(ConnectionFailedError, match=UNTRUSTED):
            ask(server)
        assert server.asked == []


def test_a_server_without_tls_is_not_spoken_to_in_plain_text(authority: trustme.CA) -> None:
    with serving(authority, None) as server:
        with pytest.raises(ConnectionFailedError):
            ask(server)
        assert server.asked == []


SETTINGS = [
    *({name: value} for name in ("PYTHONHTTPSVERIFY", "SSL_VERIFY") for value in ("0", "false")),
    *({name: ""} for name in ("CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE")),
    *({name: "/dev/null"} for name in ("CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE")),
    {"SSL_CERT_DIR": ""},
    {"SSL_CERT_DIR": "/nowhere"},
    {"SSL_CERT_FILE": "/nowhere.pem"},
    {"SSL_CERT_FILE": "/dev/null"},
    {"HTTPX_VERIFY": "0", "HTTPX_SSL_VERIFY": "0"},
    {"NODE_TLS_REJECT_UNAUTHORIZED": "0", "GIT_SSL_NO_VERIFY": "1", "CURL_INSECURE": "1"},
    {"SYNCER_INSECURE": "1", "SYNCER_VERIFY": "0", "SYNCER_TLS_VERIFY": "false"},
    {"NXCLOUD_INSECURE": "1", "NXCLOUD_VERIFY": "0", "NXCLOUD_SSL_VERIFY": "false"},
]


@pytest.mark.parametrize("values", SETTINGS, ids=str)
def test_no_variable_of_the_environment_switches_the_check_off(
    values: dict[str, str], server: TlsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(ConnectionFailedError):
        ask(server)
    assert server.asked == []


@pytest.fixture
def project(tmp_path: Path, server: TlsServer) -> Iterator[Project]:
    project = new_project(
        tmp_path / "project",
        "version: 1\naccounts: {one: {phone: '8615800001795', tenant_id: 1,"
        f" base_url: {server.url}}}}}\n",
    )
    with at_home(project, None):
        yield project


@pytest.mark.parametrize("command", [["plan"], ["apply", "--auto-approve"], ["pull"], ["drift"]])
def test_every_command_says_why_it_does_not_speak_to_the_server(
    command: list[str], project: Project, server: TlsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    del project
    monkeypatch.setenv("NXCLOUD_ACCESS_KEY", "key-of-ours")
    monkeypatch.setenv("NXCLOUD_ACCESS_SECRET", "secret-of-ours")
    ran = syncer(*command)
    assert ran.code == 1
    assert UNTRUSTED in ran.stderr
    assert "SSL_CERT_FILE" in ran.stderr
    assert server.asked == []


@pytest.mark.parametrize("option", ["--insecure", "--no-verify", "--no-check-certificate", "-k"])
def test_no_option_switches_the_check_off(option: str, project: Project) -> None:
    del project
    assert syncer("plan", option).code == 64


@pytest.mark.parametrize("key", ["verify", "insecure", "verify_ssl", "tls", "ssl_verify"])
def test_no_key_of_the_file_switches_the_check_off(key: str, tmp_path: Path) -> None:
    for text in (
        f"version: 1\n{key}: false\n",
        f"version: 1\naccounts: {{one: {{{key}: false}}}}\n",
    ):
        (tmp_path / "syncer.yaml").write_text(text)
        with pytest.raises(InvalidFilesError) as caught:
            load_config(tmp_path / "syncer.yaml", {})
        assert f"unknown key `{key}`" in caught.value.problems[0].message
