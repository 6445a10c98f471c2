from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import syncer.emulator

if TYPE_CHECKING:
    from emulator.conftest import Caller

IMPORT = re.compile(r"^\s*(?:from|import) (syncer[.\w]*)", re.MULTILINE)


def test_the_emulator_shares_no_code_with_what_it_tests() -> None:
    sources = Path(syncer.emulator.__file__).parent.glob("*.py")
    imported = {name for source in sources for name in IMPORT.findall(source.read_text())}
    assert imported
    assert all(name.startswith("syncer.emulator") for name in imported)


def test_there_is_nothing_but_the_seven_endpoints_and_the_console(caller: Caller) -> None:
    base_url = caller.emulator.base_url
    assert caller.http.get(f"{base_url}/").status_code == 404
    assert caller.http.patch(f"{base_url}/saas/wa/flow/{caller.phone}").status_code == 405
