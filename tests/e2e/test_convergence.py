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

    from support.project import Project

    from syncer.emulator import Running

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
    config = (project.root / "syncer.yaml").read_text()
    project.write("syncer.yaml", f"{config}network: {{writes_per_second: 1000}}\n")
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


@pytest.mark.parametrize("ending", ["\\n", "\\n\\n", "\\r\\n", "\\n \\n\\n"])
def test_texts_that_end_in_line_breaks_converge(
    ending: str, project: Project, emulator: Running
) -> None:
    text = f'"A text.{ending}"'
    project.write(
        "templates/breaks.yaml",
        f"name: shop_breaks\ncategory: UTILITY\ntranslations:\n  en:\n    body: {text}\n"
        f'    header: {{text: {text}}}\n    footer: {text}\n    tag: "vip\\n"\n'
        "    ignore: {header-newline: one line break is left}\n"
        f"    buttons: [{{type: QUICK_REPLY, text: Go, events: [{{text: {text}}}]}}]\n",
    )
    assert syncer("apply", "--auto-approve").code == 0
    assert syncer("plan", "--detailed-exitcode").code == 0
    emulator.console.reset_requests()
    syncer("apply", "--auto-approve")
    assert {request.method for request in emulator.console.requests()} == {"GET"}


def test_a_form_that_is_gone_keeps_nothing_else_from_being_planned(
    project: Project, emulator: Running
) -> None:
    emulator.console.add_form({"id": "77", "name": "survey"})
    project.write(
        "templates/form.yaml",
        "name: shop_form\ncategory: UTILITY\ntranslations:\n  en:\n    body: Tell us more.\n"
        '    buttons: [{type: FLOW, text: Go, flow: "77"}]\n',
    )
    assert syncer("apply", "--auto-approve").code == 0
    emulator.console.add_form({"id": "77", "name": "survey", "status": "DEPRECATED"})
    project.replace("templates/greeting.yaml", "good to see", "nice to see")
    account = syncer("plan", "--format", "json").account()
    assert [action["name"] for action in account["actions"]] == ["shop_greeting"]
    assert any("survey" in warning or "77" in warning for warning in account["warnings"])
