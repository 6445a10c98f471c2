"""Old templates → files: what was changed or deleted comes back as it was."""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from pull.pulling import assert_plan_is_empty, document, outcomes, pull, reasons
from pull.seeding import go_live
from support.command import syncer
from support.emulated import Emulated, emulated
from support.project import CONFIG, GREETING, at_home, new_project
from support.templates import FORMS, MEDIA, live, quick_reply, template, template_sets

from syncer.emulator import Form
from syncer.journal.journal import Journal
from syncer.journal.values import Intent, KeptMedia
from syncer.live.snapshot import Wanted, read_snapshot
from syncer.model import (
    MediaHeader,
    Template,
    TemplateEvent,
    TextEvent,
    TextHeader,
    UnnamedTags,
    UnsupportedButton,
    UnsupportedHeader,
)
from syncer.plan.build import Sender

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from support.project import Project

    from syncer.journal.values import Outcome
    from syncer.model import LiveTemplate, TemplateKey

NOW = 1795696200.0
"""2026-11-26T12:30:00Z"""
PARCEL = MEDIA[0]
ODD_TEXTS = (
    "Yes",
    "null",
    "007",
    "12:30",
    " lead and trail ",
    "two\n\nparagraphs \n  indented",
    "\nbegins with one",
    "see ${shop} and $${x} and $${{1}}",
    "# no comment",
    "next\x85line, line\u2028separator",
    "bell \x07 and mark \ufeff",
    "return\ralone",
)


@pytest.fixture
def offline(tmp_path: Path) -> Iterator[Project]:
    """A project that declares nothing, on a machine without credentials."""
    project = new_project(tmp_path / "project")
    with at_home(project, None):
        yield project


def state() -> Path:
    return Path(os.environ["SYNCER_STATE_DIR"])


@contextmanager
def noting(seconds: float = NOW) -> Iterator[Journal]:
    with Journal(state(), lambda: seconds) as journal:
        yield journal


def sender() -> Sender:
    url = os.environ.get("NXCLOUD_BASE_URL", "https://api.nxcloud.com")
    return Sender("main", "8615800001795", 1, url)


def kept(journal: Journal, old: LiveTemplate) -> KeptMedia | None:
    """The media of an old template's header, which is one of `MEDIA`."""
    contents = [one for one in MEDIA if one.header == old.template.header]
    return journal.keep_media(contents[0].content, contents[0].filename) if contents else None


def note(
    old: LiveTemplate | Template,
    *,
    action: Any = "delete",
    outcome: Outcome = "done",
    seconds: float = NOW,
    **intent: Any,
) -> None:
    """A write that ended so, of which `old` was there before."""
    before = live(old) if isinstance(old, Template) else old
    after = None if action == "delete" else before.template
    told = Intent(action, before.key, before.template_id, before, after, forms=FORMS)
    with noting(seconds) as journal:
        entry = journal.begin(sender(), replace(told, **intent), kept(journal, before))
        assert journal.end(entry, outcome) == ""


def recover(*arguments: str | Path) -> Any:
    return pull("--from-journal", *arguments)


def body(project: Project, name: str = "shop_greeting") -> str:
    """The body of what was written."""
    text: str = document(project, f"templates/{name}.yaml")["translations"]["en"]["body"]
    return text


class TestWithoutATime:
    def test_it_is_the_template_before_its_last_write(self, offline: Project) -> None:
        note(template(body="first"), action="update", seconds=NOW)
        note(template(body="second"), action="update", seconds=NOW + 60)
        ran = recover()
        assert ran.code == 0
        assert ran.json["templates"] == [
            {
                "name": "shop_greeting",
                "language": "en",
                "outcome": "written",
                "file": "templates/shop_greeting.yaml",
                "reason": "as it was before the update of 2026-11-26T12:31:00.000Z",
            }
        ]
        assert body(offline) == "second"

    def test_a_write_that_failed_does_not_count(self, offline: Project) -> None:
        note(template(body="first"), action="update")
        note(template(body="second"), action="update", outcome="failed", seconds=NOW + 60)
        recover()
        assert body(offline) == "first"

    def test_a_write_whose_outcome_is_unknown_counts(self, offline: Project) -> None:
        note(template(body="first"))
        with noting(NOW + 60) as journal:
            old = live(template(body="second"))
            journal.begin(sender(), Intent("delete", old.key, 314, old))
        recover()
        assert body(offline) == "second"

    def test_what_was_created_last_had_nothing_before(self, offline: Project) -> None:
        new = template("shop_new")
        note(new, action="create", before=None)
        note(template("shop_old"))
        assert outcomes(recover()) == {"shop_old/en": "written"}
        ran = recover("shop_new")
        assert ran.code == 4
        assert reasons(ran) == "there is nothing before the create of 2026-11-26T12:30:00.000Z"
        assert not (offline.root / "templates/shop_new.yaml").exists()

    def test_a_language_that_was_created_last_is_left_out_beside_others(
        self, offline: Project
    ) -> None:
        del offline
        note(template())
        note(template(language="es"), action="create", before=None)
        assert outcomes(recover("shop_greeting")) == {"shop_greeting/en": "written"}


class TestAsOfATime:
    @pytest.fixture(autouse=True)
    def _history(self, offline: Project) -> None:
        """Created at 12:30, changed at 12:31 and 12:32."""
        del offline
        note(template(), action="create", before=None)
        note(template(body="first"), action="update", seconds=NOW + 60)
        note(template(body="second"), action="update", seconds=NOW + 120)

    @pytest.mark.parametrize(
        ("time", "expected"),
        [
            ("2026-11-26T12:30:00Z", "first"),
            ("2026-11-26T12:30:59", "first"),
            ("2026-11-26T13:31:00+01:00", "second"),
        ],
    )
    def test_it_is_the_template_before_the_first_write_after_it(
        self, time: str, expected: str, offline: Project
    ) -> None:
        assert recover("--as-of", time).code == 0
        assert body(offline) == expected

    def test_before_it_was_created_there_was_nothing(self) -> None:
        assert outcomes(recover("--as-of", "2026-11-26")) == {}
        assert "nothing before the create" in reasons(
            recover("shop_greeting", "--as-of", "2026-11-26")
        )

    def test_after_the_last_write_there_is_nothing_to_bring_back(self) -> None:
        assert outcomes(recover("--as-of", "2026-11-27")) == {}
        ran = recover("shop_greeting", "--as-of", "2026-11-27")
        assert reasons(ran) == "no write in the journal may have changed it since then"

    def test_without_the_journal_is_wrong_usage(self) -> None:
        ran = pull("--as-of", "2026-11-26")
        assert ran.code == 64
        assert "--from-journal" in ran.json["error"]["hint"]


class TestWhatIsAskedFor:
    def test_names_that_the_journal_does_not_know_are_an_error(self, offline: Project) -> None:
        note(template("shop_menu"))
        ran = recover("shop_menu", "shop_other")
        assert ran.code == 1
        message = ran.json["error"]["message"]
        assert message == "not in the journal: shop_other; nothing was written"
        assert list((offline.root / "templates").iterdir()) == []

    def test_only_and_exclude_narrow_it(self, offline: Project) -> None:
        del offline
        for name in ("shop_a", "shop_b", "news"):
            note(template(name))
        assert set(outcomes(recover("--only", "shop_*", "--exclude", "shop_b"))) == {"shop_a/en"}

    def test_another_sender_s_templates_are_another_s(self, offline: Project) -> None:
        note(template())
        offline.replace("syncer.yaml", "8615800001795", "8615800001111")
        assert outcomes(recover()) == {}

    @pytest.mark.parametrize(
        ("line", "missing"), [('phone: "8615800001795"', "phone"), ("tenant_id: 1", "tenant_id")]
    )
    def test_an_account_without_a_sender_has_no_journal(
        self, line: str, missing: str, offline: Project
    ) -> None:
        offline.write("syncer.yaml", CONFIG.replace(f"    {line}\n", ""))
        ran = recover()
        assert ran.code == 1
        assert ran.json["error"]["message"] == f"account main: {missing} not set"
        assert f"NXCLOUD_{missing.upper()}" in ran.json["error"]["hint"]

    def test_nothing_was_written_yet(self, offline: Project) -> None:
        del offline
        assert (recover().code, outcomes(recover())) == (0, {})


class TestIntoTheFiles:
    def test_a_declared_name_goes_back_to_its_file_if_it_may(self, offline: Project) -> None:
        offline.write("templates/all.yaml", f"# Kept.\n{GREETING}")
        note(template(body="Old ${text}"))
        ran = recover()
        assert outcomes(ran) == {"shop_greeting/en": "left"}
        assert "add --overwrite; as it was before the delete of" in reasons(ran)
        assert recover("--overwrite").code == 0
        text = (offline.root / "templates/all.yaml").read_text()
        assert text == f"# Kept.\n{GREETING}".replace(
            "Hello {{First Name}}, good to see you.", "Old $${text}"
        )

    def test_what_the_files_say_already_is_unchanged(self, offline: Project) -> None:
        offline.write("templates/all.yaml", GREETING)
        note(template())
        assert outcomes(recover()) == {"shop_greeting/en": "unchanged"}

    def test_out_names_another_folder(self, offline: Project) -> None:
        note(template(header=PARCEL.header))
        assert recover("--out", "old").code == 0
        assert (offline.root / "old/shop_greeting.yaml").exists()
        assert (offline.root / "old/media/parcel.png").read_bytes() == PARCEL.content

    def test_an_event_is_external_only_if_no_file_declares_its_target(
        self, offline: Project
    ) -> None:
        offline.write("templates/all.yaml", GREETING)
        events = (TemplateEvent("shop_greeting", "en"), TemplateEvent("shop_menu", "es"))
        note(template("shop_start", buttons=(quick_reply("Go", *events),)))
        assert recover().code == 0
        written = document(offline, "templates/shop_start.yaml")["translations"]["en"]
        assert written["buttons"][0]["events"] == [
            {"template": "shop_greeting"},
            {"template": {"name": "shop_menu", "language": "es", "external": True}},
        ]

    def test_lines_that_cannot_be_read_are_told(self, offline: Project) -> None:
        del offline
        note(template())
        with (state() / "journal.jsonl").open("a") as file:
            file.write("torn\n")
        ran = recover()
        assert ran.json["warnings"] == ["1 line of the journal cannot be read"]


class TestTags:
    """What the files can say of a tag that had no single known name."""

    def test_it_is_left_out_with_a_warning(self, offline: Project) -> None:
        note(template(tag=UnnamedTags((77,), (None,))))
        ran = recover()
        assert "(77), so it is left out" in ran.json["warnings"][0]
        assert "tag" not in translation_of(offline)

    def test_it_has_the_name_that_the_configuration_gives_it_meanwhile(
        self, offline: Project
    ) -> None:
        note(template(tag=UnnamedTags((77,), (None,))))
        offline.write("syncer.yaml", CONFIG + "    tags: {other: 76, orders: 77}\n")
        assert recover().json["warnings"] == []
        assert translation_of(offline)["tag"] == "orders"


def translation_of(project: Project) -> Any:
    return document(project, "templates/shop_greeting.yaml")["translations"]["en"]


class TestWhatCannotComeBack:
    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"header": UnsupportedHeader("LOCATION")}, "its LOCATION header cannot be written"),
            ({"buttons": (UnsupportedButton("COPY_CODE", "Copy"),)}, "its button COPY_CODE cannot"),
            ({"body": ""}, "the body is empty"),
            ({"name": "No Name"}, "cannot be a template's name"),
            ({"language": "tlh"}, "`tlh`"),
        ],
    )
    def test_is_skipped_with_the_reason_and_the_rest_is_written(
        self, fields: dict[str, Any], reason: str, offline: Project
    ) -> None:
        note(template(**fields))
        note(template("shop_good"))
        ran = recover()
        assert ran.code == 4
        (skipped,) = [one for one in ran.json["templates"] if one["outcome"] == "skipped"]
        assert reason in skipped["reason"]
        assert [one.name for one in (offline.root / "templates").iterdir()] == ["shop_good.yaml"]

    def test_its_text_is_still_to_be_had(self, offline: Project) -> None:
        del offline
        note(template(header=UnsupportedHeader("LOCATION")))
        assert "`syncer journal --format json` has the text" in reasons(recover())
        (write,) = syncer("journal", "--format", "json").json["writes"]
        assert yaml.safe_load(write["before"])["name"] == "shop_greeting"

    def test_a_line_that_is_lost_is_told(self, offline: Project) -> None:
        del offline
        note(template())
        path = state() / "journal.jsonl"
        path.write_text(path.read_text().splitlines(keepends=True)[1])
        assert "the line that had it before the delete of 2026-11-26T12:30" in reasons(recover())

    def test_media_that_were_not_kept_say_why(self, offline: Project) -> None:
        del offline
        old = live(template(header=MediaHeader("IMAGE", None, "parcel.png")))
        with noting() as journal:
            media = KeptMedia(None, "parcel.png", "NxCloud answered nothing")
            journal.begin(sender(), Intent("delete", old.key, 314, old), media)
        assert "its header's media are lost: NxCloud answered nothing" in reasons(recover())

    @pytest.mark.parametrize("become", [None, b"damaged"])
    def test_media_that_are_no_longer_there_are_told(
        self, become: bytes | None, offline: Project
    ) -> None:
        del offline
        note(template(header=PARCEL.header))
        path = state() / "journal-media" / PARCEL.digest
        path.write_bytes(become) if become else path.unlink()
        assert "lost: they are not kept any more" in reasons(recover())

    def test_media_that_the_files_have_already_need_not_be_kept(self, offline: Project) -> None:
        declared = GREETING.replace("    body", "    header: {image: media/a.png}\n    body")
        offline.write("templates/all.yaml", declared)
        offline.write("templates/media/a.png", PARCEL.content)
        note(template(header=PARCEL.header, body="Old"))
        (state() / "journal-media" / PARCEL.digest).unlink()
        assert recover("--overwrite").code == 0
        assert "image: media/a.png" in (offline.root / "templates/all.yaml").read_text()

    @pytest.mark.parametrize(
        ("damage", "reason"),
        [
            ({"before": ""}, "what the journal has of it is no template"),
            ({"before": "name: ["}, "what the journal has of it is no template"),
            ({"media": None}, "its header's media are lost: they are not kept any more"),
        ],
    )
    def test_a_line_that_somebody_changed_is_no_reason_to_fail(
        self, damage: dict[str, Any], reason: str, offline: Project
    ) -> None:
        del offline
        note(template(header=PARCEL.header))
        path = state() / "journal.jsonl"
        begun, ended = (json.loads(line) for line in path.read_text().splitlines())
        path.write_text(f"{json.dumps(begun | damage)}\n{json.dumps(ended)}\n")
        assert reason in reasons(recover())


# The promise: what comes back is what was there.


def all_live(emulator: Emulated) -> dict[TemplateKey, LiveTemplate]:
    wanted = Wanted(lambda _: True, lambda *_: True, forms=True)
    return dict(read_snapshot(emulator.side, wanted).templates)


@pytest.fixture(scope="module")
def platform() -> Iterator[Emulated]:
    forms = tuple(Form(form.id, form.name, form.status) for form in FORMS)
    limits: Any = {"creations_per_hour": 10_000, "lock_seconds": 0, "approved_lock_seconds": 0}
    with emulated(forms=forms, edit_limits=False, **limits) as one:
        yield one


def start_with(emulator: Emulated, templates: Iterable[Template]) -> None:
    """Let just these templates be live, and this machine know what their tags are called."""
    chosen = list(templates)
    go_live(emulator.running, chosen)
    for one in chosen:
        if isinstance(one.tag, str):
            emulator.knowledge.learn_tag(emulator.console.add_tag(one.tag), one.tag)


def change_all(emulator: Emulated, before: dict[TemplateKey, LiveTemplate], seed_: int) -> None:
    """Delete some templates, and change the others, each noted as an apply would."""
    console = emulator.console
    for at, old in enumerate(before.values()):
        if (at + seed_) % 2:
            note(old)
            console.delete_template(old.template_id)
        else:
            note(old, action="update")
            emptied: Any = {"header": None, "footer": "", "buttons": [], "tag_ids": []}
            console.change_template(old.template_id, {"body": "Changed", **emptied})


def assert_all_comes_back(emulator: Emulated, project: Project, seed_: int) -> None:
    before = all_live(emulator)
    with at_home(project, emulator.running):
        change_all(emulator, before, seed_)
        for arguments in (("pull", "--from-journal"), ("apply", "--auto-approve")):
            ran = syncer(*arguments)
            assert ran.code == 0, ran.stdout + ran.stderr
        assert_plan_is_empty()
    after = all_live(emulator)
    assert {key: one.template for key, one in after.items()} == {
        key: one.template for key, one in before.items()
    }


@settings(max_examples=6)
@given(old=template_sets(), seed_=st.integers(0, 1))
def test_whatever_was_changed_or_deleted_is_live_again_after_an_apply(
    platform: Emulated, old: tuple[Template, ...], seed_: int
) -> None:
    start_with(platform, old)
    with tempfile.TemporaryDirectory() as folder:
        assert_all_comes_back(platform, new_project(Path(folder, "project")), seed_)


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_a_text_comes_back_whatever_yaml_makes_of_it(
    text: str, platform: Emulated, tmp_path: Path
) -> None:
    odd = template(
        body=text,
        header=TextHeader(text),
        footer=text,
        buttons=(quick_reply(text[:25], TextEvent(text), unsubscribe=True),),
    )
    start_with(platform, [odd])
    assert_all_comes_back(platform, new_project(tmp_path / "project"), 1)
