"""The journal while it is written: what its lines say, and what happens where it cannot be."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from journal.noting import NOW, SENDER, lines, opened
from jsonschema import Draft202012Validator
from support.templates import FORMS, MEDIA, live, quick_reply, template

from syncer.errors import ApiError, ConnectionFailedError, RefusedError
from syncer.journal.journal import Journal
from syncer.journal.values import Intent, KeptMedia
from syncer.model import (
    FlowButton,
    MediaHeader,
    TemplateEvent,
    TemplateKey,
    UnnamedTags,
    UnsupportedButton,
    UnsupportedHeader,
)
from syncer.schema_files import load_schema
from syncer.template_document import digest_of, to_document

if TYPE_CHECKING:
    from pathlib import Path

    from syncer.model import LiveTemplate

OLD = live(template(body="The old ${body}"), template_id=314)
NEW = template(body="The new body")
PARCEL = MEDIA[0]


def update(before: LiveTemplate = OLD, **changes: Any) -> Intent:
    plain = Intent("update", before.key, before.template_id, before, NEW, sync_meta=True)
    return replace(plain, **changes)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


class TestAWrite:
    def test_is_noted_before_and_after_its_call(self, tmp_path: Path) -> None:
        with opened(tmp_path) as journal:
            entry = journal.begin(SENDER, update())
            assert [one["outcome"] for one in lines(tmp_path)] == ["begun"]
            assert journal.end(entry, "done", trace_id="4711") == ""
        begun, ended = lines(tmp_path)
        said = {
            "format_version": "1.0",
            "id": entry.id,
            "time": NOW,
            "account": "main",
            "phone": "8615800001795",
            "tenant_id": 1,
            "base_url": "https://api.example",
            "action": "update",
            "name": "shop_greeting",
            "language": "en",
            "template_id": 314,
            "sync_meta": True,
            "status_before": "APPROVED",
            "digest_before": digest_of(to_document(OLD.template)),
            "digest_after": digest_of(to_document(NEW)),
        }
        assert ended == said | {"trace_id": "4711", "outcome": "done", "error": None}
        assert begun == said | {
            "trace_id": "",
            "outcome": "begun",
            "error": None,
            "before": (
                "name: shop_greeting\n"
                "category: UTILITY\n"
                "translations:\n"
                "  en:\n"
                "    body: The old $${body}\n"
            ),
            "media": None,
            "tags": None,
            "unwritable": [],
        }

    def test_a_create_has_no_before_and_learns_its_id(self, tmp_path: Path) -> None:
        with opened(tmp_path) as journal:
            entry = journal.begin(SENDER, Intent("create", NEW.key, after=NEW))
            journal.end(entry, "done", template_id=7)
        begun, ended = lines(tmp_path)
        assert begun["digest_before"] is None
        assert "before" not in begun
        assert (begun["template_id"], ended["template_id"]) == (None, 7)

    def test_a_delete_has_no_after(self, tmp_path: Path) -> None:
        with opened(tmp_path) as journal:
            journal.begin(SENDER, Intent("delete", OLD.key, 314, OLD))
        (begun,) = lines(tmp_path)
        assert begun["digest_after"] is None
        assert "The old" in begun["before"]

    def test_a_refusal_is_noted_with_nxcloud_s_own_number(self, tmp_path: Path) -> None:
        error = ApiError(22093, "no such template", trace_id="4711")
        with opened(tmp_path) as journal:
            journal.end(journal.begin(SENDER, update()), "failed", error=error)
        ended = lines(tmp_path)[-1]
        assert (ended["outcome"], ended["trace_id"]) == ("failed", "4711")
        assert ended["error"] == {"code": 22093, "message": error.message}

    def test_an_error_without_a_number_is_noted_with_its_word(self, tmp_path: Path) -> None:
        with opened(tmp_path) as journal:
            entry = journal.begin(SENDER, update())
            journal.end(entry, "unknown", error=ConnectionFailedError("no answer"))
        ended = lines(tmp_path)[-1]
        assert ended["error"] == {"code": "connection_failed", "message": "no answer"}

    def test_each_line_fits_the_schema(self, tmp_path: Path) -> None:
        header = PARCEL.header
        old = live(template(header=header, tag=UnnamedTags((5, 6), ("vip", None))))
        with opened(tmp_path) as journal:
            media = journal.keep_media(PARCEL.content, PARCEL.filename)
            for entry in (
                journal.begin(SENDER, update(old), media),
                journal.begin(SENDER, update(live(template(header=UnsupportedHeader("LOCATION"))))),
                journal.begin(SENDER, Intent("create", NEW.key, after=NEW)),
                journal.begin(SENDER, Intent("delete", old.key, 314, old)),
            ):
                journal.end(entry, "failed", error=ApiError(1, "no"))
        schema = load_schema("journal")
        validator = Draft202012Validator(schema)
        told = lines(tmp_path)
        assert [list(validator.iter_errors(one)) for one in told] == [[]] * 8
        assert all(one.keys() <= schema["properties"].keys() for one in told)


class TestTheOldTemplate:
    def begun(self, folder: Path, old: LiveTemplate, *more: Any) -> Any:
        with opened(folder) as journal:
            journal.begin(SENDER, update(old, forms=FORMS), *more)
        return lines(folder)[-1]

    def test_names_its_forms_and_calls_every_target_external(self, tmp_path: Path) -> None:
        led = quick_reply("Go", TemplateEvent("menu", "en"))
        buttons = (FlowButton("Ask", FORMS[0].id), led)
        begun = self.begun(tmp_path, live(template(buttons=buttons)))
        ask, go = yaml.safe_load(begun["before"])["translations"]["en"]["buttons"]
        assert ask["flow"] == "appointment_booking"
        assert go["events"] == [{"template": {"name": "menu", "external": True}}]

    def test_has_a_comment_for_each_thing_that_cannot_be_written(self, tmp_path: Path) -> None:
        gone = quick_reply("Go\n\x07", TemplateEvent("menu", None))
        odd = template(
            category="AUTHENTICATION",
            header=UnsupportedHeader("LOCATION"),
            buttons=(UnsupportedButton("COPY_CODE", "Copy"), gone),
            tag=UnnamedTags((33992, 5), (None, "vip")),
        )
        begun = self.begun(tmp_path, live(odd))
        assert begun["before"].startswith(
            "# its category AUTHENTICATION cannot be written through this API\n"
            "# its LOCATION header cannot be written through this API\n"
            "# its button COPY_CODE cannot be written through this API\n"
            "# its button 'Go\\n\\x07' leads to a template that is gone\n"
            "# its tags are left out, as no single known name stands for them: 33992, 5 (vip)\n"
            "name: shop_greeting\n"
        )
        assert yaml.safe_load(begun["before"])["category"] == "AUTHENTICATION"
        assert begun["unwritable"][1] == "its LOCATION header cannot be written through this API"
        assert begun["tags"] == [{"id": 33992, "name": None}, {"id": 5, "name": "vip"}]

    def test_half_of_an_emoji_does_not_keep_it_from_being_noted(self, tmp_path: Path) -> None:
        begun = self.begun(
            tmp_path, live(template(body="half \ud83d", header=UnsupportedHeader("\ud83d\n")))
        )
        assert begun["before"].isascii()
        assert len(begun["unwritable"]) == 2


class TestMedia:
    def test_are_kept_under_their_digest_and_named_in_the_text(self, tmp_path: Path) -> None:
        with opened(tmp_path) as journal:
            media = journal.keep_media(PARCEL.content, "parcel.png")
            journal.begin(SENDER, update(live(template(header=PARCEL.header))), media)
        path = tmp_path / "journal-media" / PARCEL.digest
        assert path.read_bytes() == PARCEL.content
        (begun,) = lines(tmp_path)
        assert begun["media"] == {
            "format": "IMAGE",
            "sha256": PARCEL.digest,
            "filename": "parcel.png",
            "kept": True,
            "reason": "",
        }
        header = yaml.safe_load(begun["before"])["translations"]["en"]["header"]
        assert header == {"image": f"journal-media/{PARCEL.digest}"}

    def test_that_could_not_be_compared_are_known_once_they_are_kept(self, tmp_path: Path) -> None:
        unread = MediaHeader("IMAGE", None, "parcel.png")
        with opened(tmp_path) as journal:
            media = journal.keep_media(PARCEL.content, "parcel.png")
            journal.begin(SENDER, update(live(template(header=unread))), media)
        (begun,) = lines(tmp_path)
        assert f"journal-media/{PARCEL.digest}" in begun["before"]

    @pytest.mark.parametrize(
        ("media", "reason"),
        [
            (None, "its bytes were not read"),
            (KeptMedia(None, "parcel.png", "NxCloud answered nothing"), "NxCloud answered nothing"),
        ],
    )
    def test_that_are_not_kept_are_left_out_with_the_reason(
        self, media: KeptMedia | None, reason: str, tmp_path: Path
    ) -> None:
        with opened(tmp_path) as journal:
            journal.begin(SENDER, update(live(template(header=PARCEL.header))), media)
        (begun,) = lines(tmp_path)
        assert (begun["media"]["kept"], begun["media"]["reason"]) == (False, reason)
        first, _, rest = begun["before"].partition("\n")
        assert first == f"# its IMAGE header parcel.png is left out: {reason}"
        assert "header" not in rest

    def test_without_a_name_are_told_by_their_format(self, tmp_path: Path) -> None:
        nameless = MediaHeader("VIDEO", None)
        with opened(tmp_path) as journal:
            journal.begin(SENDER, update(live(template(header=nameless))))
        assert lines(tmp_path)[0]["before"].startswith("# its VIDEO header is left out: ")

    def test_are_written_once_and_known_from_then_on(self, tmp_path: Path) -> None:
        path = tmp_path / "journal-media" / PARCEL.digest
        with opened(tmp_path) as journal:
            assert journal.kept_media(PARCEL.digest, "a.png") is None
            journal.keep_media(PARCEL.content, "a.png")
            first = path.stat().st_ino
            assert journal.keep_media(PARCEL.content, "b.png") == KeptMedia(PARCEL.digest, "b.png")
            assert journal.kept_media(PARCEL.digest, "c.png") == KeptMedia(PARCEL.digest, "c.png")
        assert path.stat().st_ino == first
        assert [one.name for one in path.parent.iterdir()] == [PARCEL.digest]

    def test_that_were_damaged_are_written_again(self, tmp_path: Path) -> None:
        path = tmp_path / "journal-media" / PARCEL.digest
        with opened(tmp_path) as journal:
            journal.keep_media(PARCEL.content, "a.png")
            path.write_bytes(b"damaged")
            assert journal.kept_media(PARCEL.digest, "a.png") is None
            journal.keep_media(PARCEL.content, "a.png")
        assert path.read_bytes() == PARCEL.content

    def test_that_cannot_be_kept_stop_the_write(self, tmp_path: Path) -> None:
        (tmp_path / "journal-media").write_text("a file is in the way")
        with opened(tmp_path) as journal, pytest.raises(RefusedError, match="journal-media"):
            journal.keep_media(PARCEL.content, "a.png")

    def test_are_never_there_in_part(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("pathlib.Path.replace", full_disk)
        with opened(tmp_path) as journal, pytest.raises(RefusedError, match="No space left"):
            journal.keep_media(PARCEL.content, "a.png")
        assert list((tmp_path / "journal-media").iterdir()) == []


def full_disk(*_: object) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


class TestWhereItCannotBeWritten:
    def test_nothing_is_sent_and_the_variable_that_names_another_folder_is_told(
        self, tmp_path: Path
    ) -> None:
        (tmp_path / "state").write_text("a file is in the way")
        with pytest.raises(RefusedError, match=r"the journal .*state.* cannot be written") as told:
            Journal(tmp_path / "state")
        assert "SYNCER_STATE_DIR" in told.value.hint
        assert told.value.exit_code == 1

    def test_a_write_is_not_begun(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        with opened(tmp_path) as journal:
            monkeypatch.setattr("os.write", full_disk)
            with pytest.raises(RefusedError, match=r"journal\.jsonl cannot be written: No space"):
                journal.begin(SENDER, update())

    def test_a_line_that_was_written_in_part_is_not_begun_either(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write = os.write
        with opened(tmp_path) as journal:
            monkeypatch.setattr("os.write", lambda file, data: write(file, data[:20]))
            with pytest.raises(RefusedError, match="in part only"):
                journal.begin(SENDER, update())
            monkeypatch.undo()
            entry = journal.begin(SENDER, update())
        torn, whole = (tmp_path / "journal.jsonl").read_text().splitlines()
        assert len(torn) == 20
        assert json.loads(whole)["id"] == entry.id

    def test_the_end_of_a_write_is_not_lost_to_the_user(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with opened(tmp_path) as journal:
            entry = journal.begin(SENDER, update())
            monkeypatch.setattr("os.write", full_disk)
            note = journal.end(entry, "done")
        path = tmp_path / "journal.jsonl"
        assert note == f"its outcome is missing in the journal {path}: No space left on device"


class TestTheFile:
    def test_is_private_as_are_its_folder_and_the_media(self, tmp_path: Path) -> None:
        folder = tmp_path / "state" / "syncer"
        with opened(folder) as journal:
            journal.keep_media(b"bytes", "a.png")
        digest = hashlib.sha256(b"bytes").hexdigest()
        media = folder / "journal-media"
        assert [mode(folder), mode(media)] == [0o700, 0o700]
        assert [mode(folder / "journal.jsonl"), mode(media / digest)] == [0o600, 0o600]

    def test_becomes_private_if_it_was_not(self, tmp_path: Path) -> None:
        (tmp_path / "journal.jsonl").write_text("")
        (tmp_path / "journal.jsonl").chmod(0o644)
        with opened(tmp_path):
            assert mode(tmp_path / "journal.jsonl") == 0o600

    def test_a_torn_last_line_does_not_swallow_the_next_one(self, tmp_path: Path) -> None:
        (tmp_path / "journal.jsonl").write_text('{"format_version":"1.0","id"')
        with opened(tmp_path) as journal:
            entry = journal.begin(SENDER, update())
        whole = (tmp_path / "journal.jsonl").read_text().splitlines()[1]
        assert json.loads(whole)["id"] == entry.id

    def test_takes_whole_lines_from_many_threads(self, tmp_path: Path) -> None:
        with opened(tmp_path) as journal, ThreadPoolExecutor(8) as pool:
            entries = list(pool.map(lambda _: journal.begin(SENDER, update()), range(40)))
        assert {one["id"] for one in lines(tmp_path)} == {one.id for one in entries}

    def test_takes_whole_lines_from_several_processes(self, tmp_path: Path) -> None:
        code = (
            "import sys; from pathlib import Path; from syncer.journal.lines import LineFile\n"
            "file = LineFile(Path(sys.argv[1]))\n"
            "for at in range(50): file.append({'of': sys.argv[2], 'at': at, 'text': 'x' * 20000})\n"
        )
        path = tmp_path / "journal.jsonl"
        running = [
            subprocess.Popen([sys.executable, "-c", code, str(path), str(one)]) for one in range(3)
        ]
        assert [one.wait() for one in running] == [0, 0, 0]
        told = [json.loads(line) for line in path.read_text().splitlines() if line]
        assert len(told) == 150
        for one in range(3):
            assert [line["at"] for line in told if line["of"] == str(one)] == list(range(50))


def test_the_key_is_what_the_intent_says(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        journal.begin(SENDER, Intent("create", TemplateKey("menu", "de"), after=NEW))
    (begun,) = lines(tmp_path)
    assert (begun["name"], begun["language"]) == ("menu", "de")
