"""Whether anything that the tests wrote or printed holds a credential or a signature."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from syncer.emulator import DEMO_ACCOUNT, calls
from syncer.emulator.signature import authenticate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

CREDENTIALS = (DEMO_ACCOUNT.access_key.encode(), DEMO_ACCOUNT.access_secret.encode())
SIGNATURES: set[bytes] = set()
"""Those of every request that reached an emulator of this process."""

_BLOCK, _HUGE = 512, 1_000_000
_SIGNATURE = re.compile(rb"(?<![0-9a-f])(?:[0-9a-f]{64}|[0-9a-f]{32})(?![0-9a-f])")


@contextmanager
def noted_signatures() -> Iterator[None]:
    """Note the signature of each request, for the length of a block."""

    def noting(headers: Mapping[str, str], *rest: Any) -> Any:
        SIGNATURES.add(headers.get("sign", "").encode())
        return authenticate(headers, *rest)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(calls, "authenticate", noting)
        yield


def leaks_in(text: bytes) -> list[str]:
    """The credentials and signatures that a text holds."""
    found = [one for one in CREDENTIALS if one in text]
    found += SIGNATURES.intersection(_SIGNATURE.findall(text))
    return [one.decode() for one in found]


def files_with_leaks(folder: Path) -> dict[Path, list[str]]:
    """The files below a folder that hold any, but those of holes that tests make to be huge."""
    files = [one for one in folder.rglob("*") if one.is_file() and not one.is_symlink()]
    files = [one for one in files if not _is_hole(one)]
    found = {file: leaks_in(file.read_bytes()) for file in files}
    return {file: leaks for file, leaks in found.items() if leaks}


def _is_hole(file: Path) -> bool:
    """Whether most of a file takes no room on the disk."""
    facts = file.stat()
    return facts.st_size > _HUGE and facts.st_blocks * _BLOCK < facts.st_size // 2
