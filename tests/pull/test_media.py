from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest
from pull.pulling import assert_plan_is_empty, outcomes, pull, reasons, translation
from pull.seeding import PNG, image, seed
from support.templates import MEDIA, live, template

from syncer.progress import quiet
from syncer.pull.media import LiveFile, live_files

if TYPE_CHECKING:
    from support.project import Project

    from syncer.emulator import Running
    from syncer.live.snapshot import LiveSide


JPEG, MP4, PDF = b"\xff\xd8\xff", b"\0\0\0\x20ftypisom", b"%PDF-1.7"


class TestMedia:
    @pytest.mark.parametrize(
        ("filename", "content", "path"),
        [
            ("parcel.png", PNG, "parcel.png"),
            ("Photo.JPEG", JPEG, "Photo.jpeg"),
            ("care.mp4", MP4, "care.mp4"),
            ("sizes.pdf", PDF, "sizes.pdf"),
            ("../../../etc/passwd", PNG, "passwd.png"),
            ("..\\..\\evil.png", PNG, "evil.png"),
            (".hidden.png", PNG, "hidden.png"),
            ("фото.png", PNG, "image.png"),
            ("", PNG, "image.png"),
            ("run.sh", MP4, "run.mp4"),
            ("a b&c.png", PNG, "a_b_c.png"),
            ("x" * 300 + ".png", PNG, "x" * 100 + ".png"),
        ],
    )
    def test_media_goes_to_a_safe_name_in_the_media_folder(
        self, filename: str, content: bytes, path: str, project: Project, emulator: Running
    ) -> None:
        header_format = {MP4: "VIDEO", PDF: "DOCUMENT"}.get(content, "IMAGE")
        seed(emulator, header=image(filename, content, header_format))
        assert pull().code == 0
        assert translation(project)["header"] == {header_format.lower(): f"media/{path}"}
        assert (project.root / "templates/media" / path).read_bytes() == content
        assert_plan_is_empty()

    def test_two_contents_with_one_name_get_two_files_and_one_content_one(
        self, project: Project, emulator: Running
    ) -> None:
        seed(emulator, "a", header=image("x.png"))
        seed(emulator, "b", header=image("X.png", PNG + b"another"))
        seed(emulator, "c", header=image("y.png"))
        assert pull().code == 0
        names = {path.name for path in (project.root / "templates/media").iterdir()}
        assert names == {"x.png", "X-2.png"}
        assert_plan_is_empty()

    def test_a_file_that_is_there_keeps_its_place(
        self, project: Project, emulator: Running
    ) -> None:
        project.write("templates/media/x.png", b"something else")
        seed(emulator, header=image("x.png"))
        assert pull("--overwrite").code == 0
        assert (project.root / "templates/media/x.png").read_bytes() == b"something else"
        assert translation(project)["header"] == {"image": "media/x-2.png"}
        assert_plan_is_empty()

    def test_a_file_with_just_these_bytes_is_used(
        self, project: Project, emulator: Running
    ) -> None:
        there = project.write("templates/media/x.png", PNG)
        before = there.stat().st_mtime_ns
        seed(emulator, header=image("x.png"))
        assert pull().code == 0
        assert there.stat().st_mtime_ns == before
        assert translation(project)["header"] == {"image": "media/x.png"}

    def test_each_content_is_read_once(self, project: Project, emulator: Running) -> None:
        del project
        first = seed(emulator, "a", header=image("x.png"))
        header = emulator.console.template(first)["header"]
        seed(emulator, "b", header=header)
        assert pull().code == 0
        assert emulator.console.request_counts()["media"] == 1

    def test_bytes_that_cannot_be_read_skip_the_template(
        self, project: Project, emulator: Running
    ) -> None:
        del project
        header = {"format": "IMAGE", "media_id": "1", "handle": "h", "filename": "x.png"}
        seed(emulator, header=header)
        ran = pull()
        assert (ran.code, outcomes(ran)) == (4, {"shop_live/en": "skipped"})
        assert "could not be read" in reasons(ran)


def side(content: bytes) -> LiveSide:
    """A live side whose media all have this content."""
    client = SimpleNamespace(download=lambda _: content)
    return cast("LiveSide", SimpleNamespace(client=client, concurrency=2, progress=quiet))


def test_the_media_of_a_header_is_its_bytes_and_its_name() -> None:
    medium = MEDIA[0]
    one = live(template(header=medium.header))
    assert live_files(side(medium.content), [one]) == {
        one.key: LiveFile(medium.digest, medium.content, medium.filename, "IMAGE")
    }


def test_an_empty_file_is_no_media_because_no_project_may_have_it() -> None:
    one = live(template(header=MEDIA[0].header))
    (reason,) = live_files(side(b""), [one]).values()
    assert reason == "its header's media is an empty file"
