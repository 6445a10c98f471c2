"""`syncer journal`: what is listed, and how it is told."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from journal.noting import NOW, SECONDS
from support.command import syncer
from support.project import CONFIG
from support.templates import MEDIA, live, template

from syncer.cli.folders import state_folder
from syncer.errors import ApiError
from syncer.journal.journal import Journal
from syncer.journal.values import Intent, KeptMedia
from syncer.model import UnnamedTags, UnsupportedHeader
from syncer.plan.build import Sender

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.project import Project

    from syncer.model import LiveTemplate

MAIN = Sender("main", "8615800001795", 1, "https://api.nxcloud.com")
OTHER = replace(MAIN, account="other", phone="8615800001111")
TWO_ACCOUNTS = CONFIG + "  other: {phone: '8615800001111', tenant_id: 1}\n"
OLD = live(template("shop_menu"), template_id=314)


@contextmanager
def noting(seconds: float = SECONDS) -> Iterator[Journal]:
    with Journal(state_folder(), lambda: seconds) as journal:
        yield journal


def note(name: str, sender: Sender = MAIN, seconds: float = SECONDS) -> None:
    """A delete that was done."""
    old = live(template(name))
    with noting(seconds) as journal:
        journal.end(journal.begin(sender, Intent("delete", old.key, 314, old)), "done")


def listed(*arguments: str) -> list[str]:
    ran = syncer("journal", "--format", "json", *arguments)
    assert ran.code == 0
    return [one["name"] for one in ran.json["writes"]]


def told_of(old: LiveTemplate, media: KeptMedia | None = None) -> str:
    """What is said of the old template of a delete."""
    with noting() as journal:
        journal.end(journal.begin(MAIN, Intent("delete", old.key, 314, old), media), "done")
    _, told = syncer("journal").stdout.splitlines()
    return told.strip()


@pytest.mark.usefixtures("offline")
class TestText:
    def test_tells_what_was_done_when_and_how_it_ended(self) -> None:
        new = Intent("create", OLD.key, after=OLD.template)
        with noting() as journal:
            journal.end(journal.begin(MAIN, new), "done", trace_id="4711", template_id=314)
            error = ApiError(22093, "no such template", trace_id="4712")
            update = Intent("update", OLD.key, 314, OLD, OLD.template)
            journal.end(journal.begin(MAIN, update), "failed", error=error)
            journal.begin(MAIN, Intent("delete", OLD.key, 314, OLD))
        ran = syncer("journal")
        assert ran.code == 0
        assert ran.stdout.splitlines() == [
            f"{NOW}  ✓ main create shop_menu/en done  trace id 4711",
            f"{NOW}  ✗ main update shop_menu/en failed  trace id 4712",
            f"    {error.message} (22093)",
            "    the old template is kept",
            f"{NOW}  ? main delete shop_menu/en unknown",
            "    the run was stopped before the answer",
            "    the old template is kept",
        ]

    def test_says_what_of_the_old_template_is_not_kept(self) -> None:
        odd = template(header=UnsupportedHeader("LOCATION"), tag=UnnamedTags((5,), (None,)))
        assert told_of(live(odd)) == (
            "the old template is kept; its LOCATION header cannot be written through this API;"
            " its tags have no single known name"
        )

    def test_says_why_media_are_not_kept(self) -> None:
        old = live(template(header=MEDIA[0].header))
        assert told_of(old, KeptMedia(None, "parcel.png", "NxCloud answered nothing")) == (
            "the old template is kept; the bytes of its header's media are not:"
            " NxCloud answered nothing"
        )

    def test_says_that_a_line_is_lost(self) -> None:
        note("shop_menu")
        path = state_folder() / "journal.jsonl"
        path.write_text(path.read_text().splitlines(keepends=True)[1])
        assert "not kept: the line that had it is lost" in syncer("journal").stdout

    def test_obeys_nothing_that_was_written_to_it(self) -> None:
        with noting() as journal:
            entry = journal.begin(MAIN, Intent("create", OLD.key, after=OLD.template))
            journal.end(entry, "failed", trace_id="\x1b[2J", error=ApiError(1, "\x1b[31m\nred"))
        ran = syncer("journal")
        assert "\x1b" not in ran.stdout
        assert len(ran.stdout.splitlines()) == 2

    def test_lines_that_cannot_be_read_are_counted_beside_it(self) -> None:
        note("shop_menu")
        with (state_folder() / "journal.jsonl").open("a") as file:
            file.write("torn")
        ran = syncer("journal")
        assert "shop_menu" in ran.stdout
        assert ran.stderr == "warning: 1 line of the journal cannot be read\n"

    def test_nothing_was_written_yet(self) -> None:
        ran = syncer("journal")
        assert (ran.code, ran.stdout, ran.stderr) == (0, "", "")


@pytest.mark.usefixtures("offline")
def test_json_has_all_that_is_known() -> None:
    old = live(template("shop_menu", header=MEDIA[0].header))
    with noting() as journal:
        media = journal.keep_media(MEDIA[0].content, "parcel.png")
        entry = journal.begin(MAIN, Intent("delete", old.key, 314, old), media)
        journal.end(entry, "done", trace_id="4711")
    document = syncer("journal", "--format", "json").json
    (write,) = document["writes"]
    assert (document["format_version"], document["unreadable_lines"]) == ("1.0", 0)
    assert write.pop("before").startswith("name: shop_menu\n")
    assert write.pop("digest_before").startswith("sha256:")
    assert write == {
        "id": entry.id,
        "time": NOW,
        "account": "main",
        "phone": "8615800001795",
        "tenant_id": 1,
        "base_url": "https://api.nxcloud.com",
        "action": "delete",
        "name": "shop_menu",
        "language": "en",
        "template_id": 314,
        "sync_meta": False,
        "digest_after": None,
        "trace_id": "4711",
        "outcome": "done",
        "reason": "",
        "error": None,
        "media": {
            "format": "IMAGE",
            "sha256": MEDIA[0].digest,
            "filename": "parcel.png",
            "kept": True,
            "reason": "",
        },
        "tags": None,
        "unwritable": [],
    }


class TestWhatIsListed:
    def test_without_an_account_it_is_all_of_them(self, offline: Project) -> None:
        offline.write("syncer.yaml", TWO_ACCOUNTS)
        note("a")
        note("b", OTHER)
        note("c", replace(MAIN, base_url="https://elsewhere.example"))
        assert listed() == ["a", "b"]
        assert listed("-a", "other") == ["b"]
        assert listed("--all-accounts") == ["a", "b"]

    def test_an_account_is_known_by_its_sender_not_by_its_name(self, offline: Project) -> None:
        offline.write("syncer.yaml", CONFIG.replace("main:", "renamed:"))
        note("a")
        note("b", OTHER)
        assert listed("-a", "renamed") == ["a"]

    @pytest.mark.usefixtures("offline")
    def test_only_and_exclude_narrow_it(self) -> None:
        for name in ("shop_a", "shop_b", "news"):
            note(name)
        assert listed("--only", "shop_*", "--exclude", "shop_b/en") == ["shop_a"]

    @pytest.mark.usefixtures("offline")
    def test_since_leaves_out_what_is_older(self) -> None:
        note("older", seconds=SECONDS - 1)
        note("then")
        assert listed("--since", NOW) == ["then"]
        assert listed("--since", "2026-11-26T13:30:00.250+01:00") == ["then"]
        assert listed("--since", "2026-11-26") == ["older", "then"]
        assert listed("--since", "2026-11-26T12:30:01") == []

    @pytest.mark.usefixtures("offline")
    def test_what_is_no_time_is_wrong_usage(self) -> None:
        ran = syncer("journal", "--since", "yesterday")
        assert ran.code == 64
        assert "'yesterday' is no time: write 2026-11-26T12:30:00Z" in ran.stderr


def test_the_platform_says_where_the_journal_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SYNCER_STATE_DIR", raising=False)
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setenv("HOME", "/home/nobody")
    assert state_folder().is_relative_to(Path("/home/nobody"))
