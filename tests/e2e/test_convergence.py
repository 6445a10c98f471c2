"""Plan, apply, and from then on the two sides agree, whatever the server does."""

from __future__ import annotations

from itertools import cycle, product
from typing import TYPE_CHECKING, Any

import pytest
from allpairspy import AllPairs
from support.command import syncer
from support.project import at_home, example_project

from syncer.emulator import Settings, running

if TYPE_CHECKING:
    from pathlib import Path

SWITCHES: dict[str, list[Any]] = {
    "create_answer": ["id", "nothing", "meta_id"],
    "short_links": ["off", "detail", "detail_and_list"],
    "page_size_cap": [None, 3],
    "media_names": ["kept", "replaced"],
    "put_missing_fields": ["kept", "cleared"],
    "name_search": ["substring", "exact"],
    "latency_seconds": [0.0, 0.002],
}
"""What the API's document leaves open."""

MORE: dict[str, list[Any]] = {
    "tag_ids_read": ["kept", "empty"],
    "code_type": ["integer", "string"],
    "review_seconds": [0.0, 3600.0],
    "delete_seconds": [0.0, 3600.0],
}
"""Further ways of a server: in pairs with the others, and in turn with every combination."""


def converges(switches: dict[str, Any], folder: Path) -> None:
    """The example that uses everything once: plan, apply, and then nothing is left to do."""
    project = example_project(folder / "project")
    with running(Settings(**switches)) as emulator, at_home(project, emulator):
        first = syncer("plan", "--format", "json", "--detailed-exitcode")
        assert first.code == 2, first.stderr
        assert first.account()["summary"]["create"] == 10
        applied = syncer("apply", "--auto-approve", "--format", "json")
        assert applied.code == 0, applied.stdout
        again = syncer("plan", "--format", "json", "--detailed-exitcode")
        assert again.account()["actions"] == []
        assert again.code == 0
        counts = emulator.console.request_counts()
        assert counts["create"] == 10
        assert counts["update"] == 1
        assert counts["upload"] == 4


PAIRS = [
    dict(zip(SWITCHES | MORE, pair, strict=True)) for pair in AllPairs((SWITCHES | MORE).values())
]
TURNS = [dict(zip(MORE, values, strict=True)) for values in product(*MORE.values())]


@pytest.mark.parametrize("switches", PAIRS, ids=str)
def test_the_example_converges_under_each_pair_of_switches(
    switches: dict[str, Any], tmp_path: Path
) -> None:
    converges(switches, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("page_size_cap", SWITCHES["page_size_cap"])
@pytest.mark.parametrize("create_answer", SWITCHES["create_answer"])
@pytest.mark.parametrize("short_links", SWITCHES["short_links"])
def test_the_example_converges_under_every_combination_of_switches(
    short_links: str, create_answer: str, page_size_cap: int | None, tmp_path: Path
) -> None:
    chosen = {
        "short_links": short_links,
        "create_answer": create_answer,
        "page_size_cap": page_size_cap,
    }
    rest = {name: values for name, values in SWITCHES.items() if name not in chosen}
    for values, turn in zip(product(*rest.values()), cycle(TURNS), strict=False):
        switches = chosen | dict(zip(rest, values, strict=True)) | turn
        folder = tmp_path / "-".join(map(str, values))
        folder.mkdir()
        converges(switches, folder)
