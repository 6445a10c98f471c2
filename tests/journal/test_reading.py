"""The journal while it is read: one write of two lines, whatever became of the file."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from journal.noting import NOW, SENDER, lines, opened
from support.templates import MEDIA, live, template

from syncer.errors import ApiError, ConnectionFailedError, SyncerError
from syncer.journal.documents import time_text
from syncer.journal.reading import Reading, read_journal
from syncer.journal.values import Intent, KeptHeader, KeptMedia, KeptTemplate, NotedError
from syncer.model import TemplateKey, UnnamedTags
from syncer.template_document import digest_of, to_document

if TYPE_CHECKING:
    from syncer.journal.journal import Entry, Journal
    from syncer.journal.values import Write

OLD = live(template(body="Old"), template_id=314)
UPDATE = Intent("update", OLD.key, 314, OLD, template(body="New"), sync_meta=True)


def the_write(folder: Path) -> Write:
    (write,) = read_journal(folder)
    return write


def create(journal: Journal, name: str) -> Entry:
    return journal.begin(SENDER, Intent("create", TemplateKey(name, "en"), after=template(name)))


def names(reading: Reading) -> list[str]:
    return [write.key.name for write in reading]


def rewrite(folder: Path, *told: Any) -> None:
    """Let the journal have these lines, of which some may be no JSON."""
    texts = [one if isinstance(one, str) else json.dumps(one) for one in told]
    (folder / "journal.jsonl").write_text("".join(f"{one}\n" for one in texts))


class TestAWrite:
    def test_is_both_its_lines_together(self, tmp_path: Path) -> None:
        with opened(tmp_path) as journal:
            entry = journal.begin(SENDER, UPDATE)
            journal.end(entry, "done", trace_id="4711")
        write = the_write(tmp_path)
        assert (write.id, write.sender, write.action) == (entry.id, SENDER, "update")
        assert (write.key, write.template_id, write.sync_meta) == (OLD.key, 314, True)
        assert (write.outcome, write.ended, write.trace_id) == ("done", True, "4711")
        assert time_text(write.time) == NOW
        assert write.time == datetime(2026, 11, 26, 12, 30, 0, 250_000, tzinfo=UTC)
        assert write.digest_before == digest_of(to_document(OLD.template))
        assert write.kept
        assert "body: Old" in write.kept.text
        assert write.error is None

    def test_that_failed_says_why(self, tmp_path: Path) -> None:
        error = ApiError(22093, "no such template", trace_id="4711")
        with opened(tmp_path) as journal:
            journal.end(journal.begin(SENDER, UPDATE), "failed", error=error)
        write = the_write(tmp_path)
        assert write.error == NotedError(22093, error.message)
        assert not write.may_have_changed

    def test_whose_run_was_stopped_has_an_unknown_outcome(self, tmp_path: Path) -> None:
        with opened(tmp_path) as journal:
            journal.begin(SENDER, UPDATE)
        write = the_write(tmp_path)
        assert (write.outcome, write.ended, write.may_have_changed) == ("unknown", False, True)

    def test_knows_the_id_that_a_create_learned(self, tmp_path: Path) -> None:
        with opened(tmp_path) as journal:
            journal.end(create(journal, "menu"), "done", template_id=7)
        assert the_write(tmp_path).template_id == 7

    def test_may_be_ended_again_once_a_doubt_is_settled(self, tmp_path: Path) -> None:
        error = ConnectionFailedError("no answer", trace_id="4711")
        with opened(tmp_path) as journal:
            entry = journal.begin(SENDER, UPDATE)
            journal.end(create(journal, "beside"), "done")
            journal.end(entry, "unknown", error=error)
            journal.end(entry, "done")
        write, beside = read_journal(tmp_path)
        assert (write.outcome, write.error, write.trace_id) == ("done", None, "4711")
        assert write.kept
        assert beside.key.name == "beside"

    def test_keeps_all_that_a_text_cannot_say(self, tmp_path: Path) -> None:
        tags = UnnamedTags((5, 6), ("vip", None))
        old = live(template(header=MEDIA[0].header, tag=tags, category="AUTHENTICATION"))
        with opened(tmp_path) as journal:
            journal.begin(SENDER, Intent("delete", old.key, 314, old), KeptMedia(None, "a", "gone"))
        kept = the_write(tmp_path).kept
        assert kept == KeptTemplate(
            lines(tmp_path)[0]["before"],
            KeptHeader("IMAGE", KeptMedia(None, "a", "gone")),
            tags,
            ("its category AUTHENTICATION cannot be written through this API",),
        )

    def test_whose_first_line_is_lost_has_lost_the_old_template(self, tmp_path: Path) -> None:
        with opened(tmp_path) as journal:
            journal.end(journal.begin(SENDER, UPDATE), "done")
        rewrite(tmp_path, lines(tmp_path)[1])
        write = the_write(tmp_path)
        assert (write.outcome, write.kept) == ("done", None)


class TestTheOrder:
    def test_is_that_in_which_they_began(self, tmp_path: Path) -> None:
        with opened(tmp_path) as journal:
            first, second = create(journal, "a"), create(journal, "b")
            journal.end(second, "done")
            journal.end(first, "done")
        assert names(read_journal(tmp_path)) == ["a", "b"]

    def test_a_write_that_never_ended_keeps_its_place(self, tmp_path: Path) -> None:
        with opened(tmp_path) as journal:
            create(journal, "stopped")
            journal.end(create(journal, "after"), "done")
        assert names(read_journal(tmp_path)) == ["stopped", "after"]

    def test_nothing_waits_long_for_a_write_that_never_ended(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("syncer.journal.reading._NO_MORE_AFTER", 3)
        with opened(tmp_path) as journal:
            create(journal, "stopped")
            journal.end(create(journal, "after"), "done")
            create(journal, "newest")
        with (tmp_path / "journal.jsonl").open("ab") as file:
            file.write(b"torn")
        reading = read_journal(tmp_path)
        writes = iter(reading)
        assert next(writes).key.name == "stopped"
        assert reading.unreadable == 0
        assert [write.key.name for write in writes] == ["after", "newest"]
        assert reading.unreadable == 1

    def test_what_is_written_while_it_is_read_is_not_part_of_it(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("syncer.journal.reading._NO_MORE_AFTER", 1)
        with opened(tmp_path) as journal:
            create(journal, "a")
            create(journal, "b")
            writes = iter(read_journal(tmp_path))
            first = next(writes)
            create(journal, "c")
        assert [first.key.name, *(write.key.name for write in writes)] == ["a", "b"]


class TestWhatIsNoLineOfAJournal:
    @pytest.mark.parametrize(
        "changes",
        [
            {"format_version": "2.0"},
            {"outcome": "perhaps"},
            {"outcome": []},
            {"action": "rename"},
            {"id": 5},
            {"time": "yesterday"},
            {"time": "2026-11-26T12:30:00.250"},
            {"time": None},
            {"template_id": "314"},
            {"tenant_id": None},
            {"sync_meta": "yes"},
            {"error": "no"},
            {"error": {"code": None, "message": "no"}},
            {"before": 5},
            {"media": {}},
            {"media": {"format": "IMAGE", "sha256": "../../secret", "filename": "", "reason": ""}},
            {"media": {"format": "AUDIO", "sha256": None, "filename": "", "reason": ""}},
            {"tags": [5]},
            {"unwritable": None},
        ],
        ids=str,
    )
    def test_is_passed_over_and_counted(self, changes: dict[str, Any], tmp_path: Path) -> None:
        with opened(tmp_path) as journal:
            journal.begin(SENDER, UPDATE)
        (line,) = lines(tmp_path)
        rewrite(tmp_path, line | changes, line)
        reading = read_journal(tmp_path)
        assert len(list(reading)) == 1
        assert reading.unreadable == 1

    @pytest.mark.parametrize(
        "foreign", ["{", "null", "[]", "5", '"text"', "[" * 100_000, "9" * 5000, "{}", "\x00"]
    )
    def test_may_be_anything(self, foreign: str, tmp_path: Path) -> None:
        with opened(tmp_path) as journal:
            create(journal, "a")
        (line,) = lines(tmp_path)
        rewrite(tmp_path, foreign, line, foreign)
        reading = read_journal(tmp_path)
        assert names(reading) == ["a"]
        assert reading.unreadable == 2

    def test_may_be_no_text(self, tmp_path: Path) -> None:
        (tmp_path / "journal.jsonl").write_bytes(b"\xff\xfe\n")
        reading = read_journal(tmp_path)
        assert names(reading) == []
        assert reading.unreadable == 1

    def test_fields_that_are_not_known_are_ignored(self, tmp_path: Path) -> None:
        with opened(tmp_path) as journal:
            create(journal, "a")
        rewrite(tmp_path, lines(tmp_path)[0] | {"weather": "fine"})
        assert names(read_journal(tmp_path)) == ["a"]

    def test_empty_lines_mean_nothing(self, tmp_path: Path) -> None:
        with opened(tmp_path) as journal:
            create(journal, "a")
        (line,) = lines(tmp_path)
        rewrite(tmp_path, "", line, "  ")
        reading = read_journal(tmp_path)
        assert names(reading) == ["a"]
        assert reading.unreadable == 0

    def test_a_line_of_any_length_is_not_read_at_once(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("syncer.journal.reading._LONGEST_LINE", 4096)
        with opened(tmp_path) as journal:
            create(journal, "a")
        (line,) = lines(tmp_path)
        rewrite(tmp_path, "x" * 10_000, line)
        assert names(read_journal(tmp_path)) == ["a"]


class TestTheFile:
    def test_that_is_not_there_tells_of_no_writes(self, tmp_path: Path) -> None:
        assert list(read_journal(tmp_path)) == []

    def test_that_cannot_be_read_is_an_error_that_names_it(self, tmp_path: Path) -> None:
        (tmp_path / "journal.jsonl").mkdir()
        with pytest.raises(SyncerError, match=r"journal\.jsonl cannot be read: Is a dir") as told:
            list(read_journal(tmp_path))
        assert "SYNCER_STATE_DIR" in told.value.hint


@st.composite
def histories(draw: st.DrawFn) -> list[int]:
    """Writes by number: each begins where it comes first, and ends where it comes again."""
    count = draw(st.integers(1, 5))
    ended = draw(st.sets(st.integers(0, count - 1)))
    return draw(st.permutations([*range(count), *ended]))


@given(history=histories(), data=st.data())
def test_wherever_the_file_is_cut_off_all_whole_lines_before_and_after_can_be_read(
    history: list[int], data: st.DataObject
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        carry_out(history, folder)
        path = folder / "journal.jsonl"
        told = path.read_bytes().splitlines(keepends=True)
        cut = data.draw(st.integers(0, sum(map(len, told))))
        path.write_bytes(b"".join(told)[:cut])
        with opened(folder) as journal:
            journal.end(create(journal, "later"), "done")
        ends = list(accumulate(map(len, told)))
        whole = [line for line, end in zip(told, ends, strict=True) if end - 1 <= cut]
        reading = read_journal(folder)
        left = dict.fromkeys(json.loads(line)["name"] for line in whole)
        assert names(reading) == [*left, "later"]
        assert reading.unreadable == (sum(map(len, whole)) < cut)


def carry_out(history: list[int], folder: Path) -> None:
    entries: dict[int, Entry] = {}
    with opened(folder) as journal:
        for one in history:
            if one in entries:
                assert journal.end(entries[one], "done") == ""
            else:
                entries[one] = create(journal, f"t{one}")
