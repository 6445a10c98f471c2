from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

import pytest
from support.command import syncer

from syncer.cli.commands import emulator as emulator_command
from syncer.emulator import Account, Fault, Platform, Running, Settings, running
from syncer.emulator.faults import ENDPOINTS, KINDS

if TYPE_CHECKING:
    from pathlib import Path


class Served:
    """What the command would have served, instead of serving it."""

    def __init__(self) -> None:
        self.platforms: list[Platform] = []
        self.addresses: list[tuple[str, int]] = []

    def __call__(
        self, platform: Platform, host: str, port: int, *, started: Callable[[Running], None]
    ) -> None:
        self.platforms.append(platform)
        self.addresses.append((host, port))
        with running(platform.settings) as emulator:
            started(emulator)


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> Served:
    served = Served()
    monkeypatch.setattr("syncer.emulator.serve", served)
    return served


def test_it_prints_the_environment_that_points_syncer_at_it(served: Served) -> None:
    ran = syncer("emulator", "--access-secret", "it's")
    assert (ran.code, ran.stderr) == (0, "")
    first, *rest = ran.stdout.splitlines()
    assert first.startswith("export NXCLOUD_BASE_URL=http://127.0.0.1:")
    assert rest == [
        "export NXCLOUD_ACCESS_KEY=demo-access-key",
        "export NXCLOUD_ACCESS_SECRET='it'\"'\"'s'",
        "export NXCLOUD_PHONE=8615800001795",
        "export NXCLOUD_TENANT_ID=1",
    ]
    assert served.addresses == [("127.0.0.1", 8321)]


def test_without_options_it_is_as_mild_as_it_can_be(served: Served) -> None:
    syncer("emulator")
    (platform,) = served.platforms
    assert platform.settings == Settings(clock=platform.settings.clock)


def test_each_option_is_a_setting(served: Served) -> None:
    options: dict[str, Any] = {
        "create_answer": "meta_id",
        "short_links": "detail",
        "media_names": "replaced",
        "put_missing_fields": "cleared",
        "name_search": "exact",
        "unknown_tag": "ignored",
        "tag_ids_read": "empty",
        "code_type": "string",
        "review_seconds": 1.5,
        "delete_seconds": 2.0,
        "duplicates": "accepted",
        "content_rules": "all",
        "date_header": "missing",
        "updated_at": "all",
        "list_lag_seconds": 3.5,
        "clock_offset_seconds": -90.5,
        "latency_seconds": 0.5,
        "page_size_cap": 7,
        "creations_per_hour": 5,
    }
    arguments = [f"--{name.replace('_', '-')}={value}" for name, value in options.items()]
    syncer(
        "emulator",
        *arguments,
        "--no-edit-limits",
        "--reject=spam=TAG_CONTENT_MISMATCH",
        "--recategorise=sale=MARKETING",
        "--fault=create=reset.after*1",
        "--fault=any=429_retry_after@10",
        "--access-key=key",
        "--access-secret=secret",
        "--phone=861",
        "--phone=862",
        "--tenant-id=9",
        "--host=localhost",
        "--port=0",
    )
    (platform,) = served.platforms
    assert platform.settings == Settings(
        accounts=(Account("key", "secret", ("861", "862"), 9),),
        rejections={"spam": "TAG_CONTENT_MISMATCH"},
        recategorisations={"sale": "MARKETING"},
        edit_limits=False,
        faults=(
            Fault("create", "reset", after=True, times=1),
            Fault("any", "429_retry_after", first=10),
        ),
        clock=platform.settings.clock,
        **options,
    )
    assert served.addresses == [("localhost", 0)]


def test_every_choice_of_the_settings_can_be_made() -> None:
    names = {"Mapping": Mapping, "Callable": Callable, "Fault": Fault}
    hints = get_type_hints(Settings, localns=names)
    choices = {name: get_args(hint) for name, hint in hints.items() if get_origin(hint) is Literal}
    assert {name: known for name, (known, _) in emulator_command.CHOICES.items()} == choices


@pytest.mark.parametrize("host", ["0.0.0.0", "emulator.example"])  # noqa: S104 -- what is warned of
def test_a_host_that_others_can_reach_is_warned_of(host: str, served: Served) -> None:
    ran = syncer("emulator", "--host", host)
    assert "warning: " in ran.stderr
    assert host in ran.stderr
    assert len(served.addresses) == 1


@pytest.mark.parametrize("pair", ["nothing", "=reason", "text="])
@pytest.mark.parametrize(
    ("option", "form"), [("--reject", "TEXT=REASON"), ("--recategorise", "TEXT=CATEGORY")]
)
def test_a_decision_needs_a_text_and_what_is_decided(option: str, form: str, pair: str) -> None:
    ran = syncer("emulator", option, pair)
    assert ran.code == 64
    assert form in ran.stderr


def test_a_fault_that_does_not_exist_is_told_with_those_that_do() -> None:
    ran = syncer("emulator", "--fault", "create=flood")
    assert ran.code == 64
    assert "--fault" in ran.stderr
    for kind in ("flood", *KINDS):
        assert kind in ran.stderr


def test_the_help_names_every_fault() -> None:
    words = set(re.findall(r"[a-z0-9_]+", syncer("emulator", "--help").stdout))
    assert {*KINDS, *ENDPOINTS} <= words


def test_a_port_that_is_taken_is_a_clear_error() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = syncer("emulator", "--port", str(port))
    assert ran.code == 1
    assert f"cannot listen on 127.0.0.1:{port}" in ran.stderr
    assert "--port" in ran.stderr


def test_a_database_that_is_none_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "database").write_text("This is no SQLite database, whatever it is called.")
    ran = syncer("emulator", "--database", str(tmp_path / "database"))
    assert ran.code == 1
    assert "cannot use the database" in ran.stderr


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "syncer.emulator", None)
    ran = syncer("emulator")
    assert ran.code == 1
    assert "pip install 'syncer[emulator]'" in ran.stderr


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT], ids=lambda stop: stop.name)
def test_it_answers_until_it_is_told_to_stop(stop: signal.Signals) -> None:
    command = [sys.executable, "-m", "syncer", "emulator", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        base_url = process.stdout.readline().rstrip().partition("=")[2]
        with urllib.request.urlopen(f"{base_url}/console/templates") as answer:  # noqa: S310 -- loopback
            assert answer.status == 200
        process.send_signal(stop)
        assert process.wait(timeout=10) == 0
