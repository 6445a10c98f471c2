"""`syncer doctor`: what it finds, with an emulator that is as awkward as it can be."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
import trustme
from cli.senders import MAIN, STAGING
from cli.terminal import on_terminal
from support.command import Ran, syncer
from support.project import ANOTHER, CONFIG, GREETING, Project, at_home, new_project
from support.tls import serving, trust

from syncer.emulator import Account, Settings, running
from syncer.errors import InvalidFilesError, Location, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from syncer.emulator import Running

MACHINE = ["version", "state", "cache", "config", "files", "accounts"]
ACCOUNT = [
    *("account", "reachable", "tls", "clock", "api"),
    *("credentials", "sender", "list", "details", "forms", "writing"),
]
SENDER = Account("demo-access-key", "demo-access-secret", (MAIN, STAGING), 1)


def doctor(*arguments: str, code: int = 0) -> Ran:
    ran = syncer("doctor", *arguments, "--format", "json")
    assert ran.code == code, ran.stdout
    assert ran.stderr == ""
    return ran


def found(code: int = 0) -> dict[str, Any]:
    """The checks of the machine and of the only account, by name."""
    document = doctor(code=code).json
    accounts = [one for account in document["accounts"] for one in account["checks"]]
    checks = [*document["checks"], *accounts]
    assert [one["check"] for one in checks][: len(MACHINE)] == MACHINE
    assert [one["check"] for one in accounts] in ([], ACCOUNT), "each is always there"
    return {one["check"]: one for one in checks}


def outcomes(checks: dict[str, Any], outcome: str) -> list[str]:
    return [name for name, one in checks.items() if one["outcome"] == outcome]


@contextmanager
def at_emulator(folder: Path, **switches: Any) -> Iterator[Running]:
    """A project, and an emulator with these switches."""
    project = new_project(folder / "project", greeting=GREETING, goodbye=ANOTHER)
    with running(Settings(accounts=(SENDER,), **switches)) as emulator, at_home(project, emulator):
        yield emulator


def raising(error: Exception) -> Callable[..., NoReturn]:
    """A function that fails."""

    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


class TestAHealthyProject:
    def test_has_a_line_for_each_check(self, project: Project, emulator: Running) -> None:
        del project
        emulator.console.add_template(
            {"name": "menu", "language": "en", "body": "Hello", "category": "UTILITY"}
        )
        ran = syncer("doctor")
        assert (ran.code, ran.stderr) == (0, "")
        lines = ran.stdout.splitlines()
        assert [line.split()[1] for line in lines[: len(MACHINE)]] == MACHINE
        assert lines[6:8] == ["", "main"]
        assert [line.split()[1] for line in lines[8:-2]] == ACCOUNT
        assert lines[-1] == "16 ok, 1 skipped."
        assert lines[15] == "✓ list         may be read: 1 template"
        assert lines[-3].startswith("- writing      whether it may write cannot be told by reading")
        assert {one.method for one in emulator.console.requests()} == {"GET"}

    @pytest.mark.slow
    def test_is_one_closed_document_as_json(self, project: Project) -> None:
        del project
        document = doctor().json
        assert document.keys() == {"format_version", "checks", "accounts", "summary"}
        (account,) = document["accounts"]
        assert account.keys() == {"account", "checks"}
        keys = {"check", "outcome", "message", "hint", "code"}
        assert all(one.keys() == keys for one in [*document["checks"], *account["checks"]])
        assert document["summary"] == {"ok": 15, "warning": 0, "failed": 0, "skipped": 2}

    @pytest.mark.slow
    def test_has_colours_on_a_terminal(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del project
        monkeypatch.setenv("TERM", "xterm")
        monkeypatch.delenv("NO_COLOR", raising=False)
        assert "\x1b[32m✓ version" in on_terminal("doctor").stdout

    @pytest.mark.slow
    def test_tells_what_to_do_below_what_is_not_right(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del project
        monkeypatch.delenv("NXCLOUD_ACCESS_KEY")
        lines = syncer("doctor").stdout.splitlines()
        place = lines.index("✗ account      account main: access_key not set")
        hint = "set in the environment: NXCLOUD_ACCESS_KEY"
        assert lines[place + 1] == f"               → {hint}"


@pytest.mark.slow
class TestNxCloud:
    def test_that_nobody_listens_for_is_unreachable(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del project
        monkeypatch.setenv("NXCLOUD_BASE_URL", f"http://127.0.0.1:{free_port()}")
        checks = found(code=1)
        assert outcomes(checks, "failed") == ["reachable"]
        assert outcomes(checks, "skipped") == ACCOUNT[2:]
        assert "the connection was refused" in checks["reachable"]["message"]
        assert "check base_url" in checks["reachable"]["hint"]
        assert checks["list"]["message"] == "cannot be looked at until `reachable` is right"

    @pytest.mark.parametrize("fault", ["any=html", "any=empty", "any=502", "list=truncated"])
    def test_that_something_else_answers_for_is_no_api(self, fault: str, tmp_path: Path) -> None:
        with at_emulator(tmp_path, faults=(fault,)):
            checks = found(code=1)
        assert outcomes(checks, "failed") == ["api"]
        assert checks["api"]["hint"]

    @pytest.mark.parametrize(
        ("offset", "outcome", "message"),
        [
            (0, "ok", "agrees with NxCloud's"),
            (20, "ok", "s behind NxCloud's, which it tolerates"),
            (-300, "warning", "s ahead of NxCloud's, which each run corrects"),
        ],
    )
    def test_s_clock_is_compared(
        self, offset: float, outcome: str, message: str, tmp_path: Path
    ) -> None:
        with at_emulator(tmp_path, clock_offset_seconds=offset):
            checks = found()
        assert checks["clock"]["outcome"] == outcome
        assert checks["clock"]["message"].endswith(message)
        assert checks["list"]["outcome"] == "ok", "a clock that is off is corrected"

    def test_without_a_date_has_no_clock(self, tmp_path: Path) -> None:
        with at_emulator(tmp_path, date_header="missing"):
            checks = found()
        assert checks["clock"]["outcome"] == "skipped"
        assert "tells no time" in checks["clock"]["message"]

    def test_that_refuses_the_signature_is_exit_code_3(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del project
        monkeypatch.setenv("NXCLOUD_ACCESS_SECRET", "wrong")
        checks = found(code=3)
        assert outcomes(checks, "failed") == ["credentials"]
        assert (checks["api"]["outcome"], checks["sender"]["outcome"]) == ("ok", "skipped")
        assert "1003" in checks["credentials"]["message"]
        assert "access secret" in checks["credentials"]["hint"]

    def test_that_does_not_know_the_phone_tells_of_the_sender(self, project: Project) -> None:
        project.replace("syncer.yaml", MAIN, "8615800007777")
        checks = found(code=1)
        assert outcomes(checks, "failed") == ["sender"]
        assert checks["credentials"]["outcome"] == "ok"
        assert "phone and tenant_id" in checks["sender"]["hint"]

    def test_that_refuses_a_detail_tells_of_the_details(self, tmp_path: Path) -> None:
        with at_emulator(tmp_path, faults=("details=wrong_types",)) as emulator:
            emulator.console.add_template(
                {"name": "menu", "language": "en", "body": "Hi", "category": "UTILITY"}
            )
            checks = found(code=1)
        assert outcomes(checks, "failed") == ["details"]
        assert checks["forms"]["outcome"] == "ok", "looked at all the same"

    def test_that_refuses_the_forms_is_a_warning(self, tmp_path: Path) -> None:
        with at_emulator(tmp_path, faults=("forms=html",)):
            checks = found()
        assert checks["forms"]["outcome"] == "warning"
        assert "only buttons of type FLOW need them" in checks["forms"]["message"]


@pytest.mark.slow
class TestTls:
    @pytest.fixture
    def authority(self) -> trustme.CA:
        return trustme.CA()

    @pytest.fixture(autouse=True)
    def url(
        self, authority: trustme.CA, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> Iterator[None]:
        del project
        with serving(authority, authority.issue_cert("127.0.0.1")) as server:
            monkeypatch.setenv("NXCLOUD_BASE_URL", server.url)
            yield

    def test_that_nobody_vouches_for_is_told_apart_from_no_connection(self) -> None:
        checks = found(code=1)
        assert outcomes(checks, "failed") == ["tls"]
        assert checks["reachable"]["outcome"] == "ok"
        assert "certificate is not trusted" in checks["tls"]["message"]
        assert "SSL_CERT_FILE" in checks["tls"]["hint"]

    def test_that_is_trusted_is_told(
        self, authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        trust(authority, tmp_path, monkeypatch)
        checks = found(code=1)
        assert checks["tls"]["message"] == "encrypted, and the certificate is trusted"
        assert outcomes(checks, "failed") == ["api"], "the server is not NxCloud"

    def test_with_certificates_that_cannot_be_read_is_no_way_out(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
        checks = found(code=1)
        assert outcomes(checks, "failed") == ["tls"]
        assert "SSL_CERT_FILE" in checks["tls"]["message"]


class TestTheProject:
    def test_without_a_syncer_yaml_has_no_accounts(self, offline: Project) -> None:
        (offline.root / "syncer.yaml").unlink()
        document = doctor(code=1).json
        assert document["accounts"] == []
        outcome = {one["check"]: one["outcome"] for one in document["checks"]}
        assert outcome["config"] == "failed"
        assert document["checks"][3]["message"].startswith("there is no syncer.yaml here")
        assert outcome["files"] == outcome["accounts"] == "skipped"

    def test_with_a_broken_syncer_yaml_tells_the_first_problem(self, offline: Project) -> None:
        offline.write("syncer.yaml", CONFIG + "prune: perhaps\nlimits: none\n")
        checks = found(code=1)
        assert checks["config"]["message"].startswith("syncer.yaml:")
        assert checks["config"]["message"].endswith(", and 1 more")

    @pytest.mark.slow
    def test_with_broken_files_says_how_to_list_them(self, project: Project) -> None:
        project.replace("templates/greeting.yaml", "UTILITY", "SALES")
        checks = found(code=1)
        assert outcomes(checks, "failed") == ["files"]
        assert checks["files"]["message"] == "1 error in the files"
        assert "syncer validate" in checks["files"]["hint"]
        assert checks["list"]["outcome"] == "ok"

    @pytest.mark.slow
    def test_with_a_warning_is_a_warning(self, project: Project) -> None:
        project.replace("templates/greeting.yaml", "Hello {{", "Hello {")
        project.replace("templates/greeting.yaml", "Name}}", "Name}")
        checks = found()
        assert checks["files"]["outcome"] == "warning"
        assert checks["files"]["message"] == "2 templates, 1 warning"

    @pytest.mark.slow
    def test_with_a_folder_that_cannot_be_read_is_looked_at_all_the_same(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del project
        problem = Problem(Location("templates"), "cannot be read", "open it")
        monkeypatch.setattr("syncer.cli.doctor.read_sources", raising(InvalidFilesError([problem])))
        checks = found(code=1)
        assert outcomes(checks, "failed") == ["files"]
        assert "syncer validate" in checks["files"]["hint"]

    def test_without_credentials_is_looked_at_without(
        self, offline: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del offline
        monkeypatch.setenv("NXCLOUD_BASE_URL", f"http://127.0.0.1:{free_port()}")
        checks = found(code=1)
        assert outcomes(checks, "failed") == ["account", "reachable"]
        assert "NXCLOUD_ACCESS_KEY" in checks["account"]["hint"]

    @pytest.mark.slow
    def test_of_which_only_the_credentials_are_missing_is_reached_all_the_same(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del project
        monkeypatch.delenv("NXCLOUD_ACCESS_KEY")
        checks = found(code=1)
        assert outcomes(checks, "failed") == ["account"]
        assert checks["reachable"]["outcome"] == "ok"
        assert checks["api"]["message"] == "cannot be looked at until `account` is right"

    @pytest.mark.slow
    def test_of_several_accounts_is_looked_at_whole_or_by_name(self, project: Project) -> None:
        staging = f'  staging: {{phone: "{STAGING}", tenant_id: 1}}\n'
        project.write("syncer.yaml", CONFIG + staging)
        assert [one["account"] for one in doctor().json["accounts"]] == ["main", "staging"]
        assert [one["account"] for one in doctor("-a", "staging").json["accounts"]] == ["staging"]
        assert syncer("doctor", "-a", "nobody").code == 1

    @pytest.mark.slow
    def test_of_several_accounts_names_below_all_those_that_are_not_well(
        self, project: Project
    ) -> None:
        unknown = '  broken: {phone: "8615800009999", tenant_id: 1}\n'
        project.write("syncer.yaml", CONFIG + unknown)
        last = syncer("doctor").stdout.splitlines()[-1]
        assert last == "Failed in 1 of 2 accounts: broken."
        assert "accounts:" not in syncer("doctor", "-a", "broken").stdout


@pytest.mark.slow
class TestTheFolders:
    def test_a_journal_that_cannot_be_kept_is_an_error(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SYNCER_STATE_DIR", str(project.root / "syncer.yaml"))
        checks = found(code=1)
        assert outcomes(checks, "failed") == ["state"]
        assert "journal" in checks["state"]["message"]
        assert "SYNCER_STATE_DIR" in checks["state"]["hint"]

    def test_a_cache_that_cannot_be_kept_is_a_warning(
        self, project: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SYNCER_CACHE_DIR", str(project.root / "syncer.yaml"))
        assert outcomes(found(), "warning") == ["cache"]
