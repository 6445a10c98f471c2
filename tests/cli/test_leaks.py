"""The search for credentials that ends every test run, tried on what it must find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import leaks
from support.command import syncer

if TYPE_CHECKING:
    from pathlib import Path

    from support.project import Project

    from syncer.emulator import Running


def test_a_credential_in_a_file_is_found(tmp_path: Path) -> None:
    for name, secret in (("a", b"demo-access-key"), ("b/c", b"x demo-access-secret y")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(secret)
    (tmp_path / "d").write_bytes(b"nothing")
    assert leaks.files_with_leaks(tmp_path) == {
        tmp_path / "a": ["demo-access-key"],
        tmp_path / "b/c": ["demo-access-secret"],
    }
    for name in ("a", "b/c"):
        (tmp_path / name).unlink()


@pytest.mark.parametrize("algorithm", ["md5", "sha256"])
def test_the_signature_of_a_request_is_noted_and_found(
    algorithm: str, project: Project, emulator: Running
) -> None:
    project.replace(
        "syncer.yaml", "tenant_id: 1\n", f"tenant_id: 1\n    sign_algorithm: {algorithm}\n"
    )
    before = set(leaks.SIGNATURES)
    assert syncer("plan").code == 0
    assert emulator.console.request_counts() == {"list": 1}
    (signature,) = leaks.SIGNATURES - before
    assert leaks.leaks_in(b"sign=" + signature + b"&") == [signature.decode()]
    assert leaks.leaks_in(b"a" + signature) == []
