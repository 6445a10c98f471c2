from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import TYPE_CHECKING

import httpx
import pytest
from support.templates import MEDIA, Medium, live, template

from syncer.apply.uploads import Uploads
from syncer.errors import (
    ApiError,
    ChangedSincePlanError,
    ConnectionFailedError,
    RefusedError,
)
from syncer.model import LiveMedia, MediaFile, MediaHeader, TextHeader

if TYPE_CHECKING:
    from pathlib import Path

    from support.emulated import Emulate, Emulated

    from syncer.model import Header, LiveTemplate
    from syncer.nxcloud.payload import HeaderMedia

PARCEL, SHOP, CARE, SIZES, TERMS = MEDIA
DAY = 24 * 60 * 60


class Clock:
    """The time of this machine, which a test can put forward."""

    ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def uploads(emulator: Emulated, clock: Clock) -> Uploads:
    return Uploads(emulator.client, emulator.knowledge, clock)


@pytest.fixture
def files(tmp_path: Path) -> dict[Medium, MediaFile]:
    """The project's media files."""
    for medium in MEDIA:
        (tmp_path / medium.filename).write_bytes(medium.content)
    return {medium: MediaFile(tmp_path / medium.filename, medium.digest) for medium in MEDIA}


def uploaded(emulator: Emulated) -> int:
    """How many uploads the platform has seen."""
    return emulator.console.request_counts().get("upload", 0)


def as_live(media: HeaderMedia, header: Header, **changes: str) -> LiveTemplate:
    """A live template with the header, and media that was uploaded before."""
    kept = LiveMedia(media.media_id, media.h.partition("\n")[0], "live.png", "http://127.0.0.1:1")
    return live(template(header=header), media=replace(kept, **changes))


@pytest.mark.parametrize("medium", MEDIA, ids=lambda medium: medium.filename)
def test_a_file_is_uploaded_and_named_by_what_the_upload_gave(
    emulator: Emulated, uploads: Uploads, files: dict[Medium, MediaFile], medium: Medium
) -> None:
    media = uploads.header_media(medium.header, files[medium], None)
    assert (media.format, media.filename) == (medium.format, medium.filename)
    assert media.h.count("\n") == 3  # verbatim: several handles, in lines
    assert emulator.knowledge.media_digest(media.media_id) == medium.digest


def test_a_file_is_uploaded_once_even_if_many_threads_ask(
    emulate: Emulate, clock: Clock, files: dict[Medium, MediaFile]
) -> None:
    emulator = emulate(latency_seconds=0.02)
    uploads = Uploads(emulator.client, emulator.knowledge, clock)
    with ThreadPoolExecutor(8) as pool:
        asked = [PARCEL, SHOP] * 8
        found = list(pool.map(lambda m: uploads.header_media(m.header, files[m], None), asked))
    assert uploaded(emulator) == 2
    assert len({media.media_id for media in found}) == 2


def test_the_same_bytes_under_two_names_are_one_upload(
    emulator: Emulated, uploads: Uploads, tmp_path: Path
) -> None:
    for name in ("one.png", "two.png"):
        (tmp_path / name).write_bytes(PARCEL.content)
        header = replace(PARCEL.header, filename=name)
        uploads.header_media(header, MediaFile(tmp_path / name, PARCEL.digest), None)
    assert uploaded(emulator) == 1


def test_an_upload_that_expired_meanwhile_is_made_again(
    emulator: Emulated, uploads: Uploads, clock: Clock, files: dict[Medium, MediaFile]
) -> None:
    first = uploads.header_media(PARCEL.header, files[PARCEL], None)
    clock.ahead = 5 * DAY
    emulator.console.skip_seconds(5 * DAY)
    second = uploads.header_media(PARCEL.header, files[PARCEL], None)
    assert first.h != second.h
    assert uploaded(emulator) == 2


def test_a_handle_that_has_expired_when_it_comes_is_not_sent(
    uploads: Uploads, clock: Clock, files: dict[Medium, MediaFile]
) -> None:
    clock.ahead = 5 * DAY
    with pytest.raises(RefusedError, match=r"parcel\.png gave a media handle that has expired"):
        uploads.header_media(PARCEL.header, files[PARCEL], None)


def test_unchanged_media_keeps_its_live_handle(
    emulator: Emulated, uploads: Uploads, files: dict[Medium, MediaFile]
) -> None:
    before = uploads.header_media(PARCEL.header, files[PARCEL], None)
    there = as_live(before, PARCEL.header)
    media = uploads.header_media(PARCEL.header, files[PARCEL], there)
    assert there.media is not None
    assert (media.media_id, media.h) == (before.media_id, there.media.handle)
    assert media.filename == "live.png"
    assert uploaded(emulator) == 1


def test_media_whose_live_bytes_are_unknown_counts_as_unchanged(
    emulator: Emulated, uploads: Uploads, files: dict[Medium, MediaFile]
) -> None:
    """As in the plan, which says so: neither replaced unseen nor compared with a guess."""
    before = uploads.header_media(PARCEL.header, files[PARCEL], None)
    there = as_live(before, MediaHeader("IMAGE", None))
    assert uploads.header_media(SHOP.header, files[SHOP], there).media_id == before.media_id
    assert uploaded(emulator) == 1


@pytest.mark.parametrize(
    "header",
    [SHOP.header, MediaHeader("VIDEO", None), TextHeader("Hello"), None],
    ids=["other bytes", "other format", "text", "none"],
)
def test_media_that_changes_is_uploaded(
    emulator: Emulated, uploads: Uploads, files: dict[Medium, MediaFile], header: Header | None
) -> None:
    before = uploads.header_media(SHOP.header, files[SHOP], None)
    there = live(template(header=header), media=as_live(before, SHOP.header).media)
    media = uploads.header_media(PARCEL.header, files[PARCEL], there)
    assert media.media_id != before.media_id
    assert uploaded(emulator) == 2


@pytest.mark.parametrize("missing", ["media_id", "handle"])
def test_live_media_without_id_or_handle_is_uploaded_from_the_file(
    emulator: Emulated, uploads: Uploads, files: dict[Medium, MediaFile], missing: str
) -> None:
    before = uploads.header_media(SHOP.header, files[SHOP], None)
    there = as_live(before, PARCEL.header, **{missing: ""})
    media = uploads.header_media(PARCEL.header, files[PARCEL], there)
    assert media.filename == "parcel.png"
    assert uploaded(emulator) == 2


def test_an_expired_live_handle_is_not_sent_but_the_file_uploaded(
    emulator: Emulated, uploads: Uploads, clock: Clock, files: dict[Medium, MediaFile]
) -> None:
    there = as_live(uploads.header_media(PARCEL.header, files[PARCEL], None), PARCEL.header)
    for seconds in (4 * DAY - 300, 1000):  # five minutes are too little to send it
        clock.ahead += seconds
        emulator.console.skip_seconds(seconds)
        fresh = Uploads(emulator.client, emulator.knowledge, clock)
        media = fresh.header_media(PARCEL.header, files[PARCEL], there)
        assert there.media is not None
        assert media.h != there.media.handle
    assert uploaded(emulator) == 3


@pytest.mark.parametrize("header", [SHOP.header, MediaHeader("IMAGE", None)])
def test_live_media_that_stays_is_uploaded_from_its_bytes_once_its_handle_expired(
    emulator: Emulated,
    uploads: Uploads,
    clock: Clock,
    files: dict[Medium, MediaFile],
    header: MediaHeader,
) -> None:
    """The files want other media, but only a part of the change can be written now."""
    sent = emulator.client.upload("live.png", SHOP.content, "image/png")
    clock.ahead = 5 * DAY
    emulator.console.skip_seconds(5 * DAY)
    url = emulator.client.upload("fresh_address.png", SHOP.content, "image/png").url
    media = LiveMedia(sent.media_id, sent.h, "live.png", url)
    kept = uploads.header_media(header, files[PARCEL], live(template(header=header), media=media))
    assert emulator.knowledge.media_digest(kept.media_id) == SHOP.digest
    assert uploaded(emulator) == 3


def test_live_bytes_that_cannot_be_read_are_an_error(
    uploads: Uploads, files: dict[Medium, MediaFile]
) -> None:
    before = uploads.header_media(SHOP.header, files[SHOP], None)
    there = as_live(before, SHOP.header, handle="")
    with pytest.raises(ConnectionFailedError):
        uploads.header_media(SHOP.header, None, there)


@pytest.mark.parametrize("file", [None, TERMS.file], ids=["no file", "another file"])
def test_bytes_that_are_nowhere_are_refused(uploads: Uploads, file: MediaFile | None) -> None:
    with pytest.raises(RefusedError, match="nowhere to be had"):
        uploads.header_media(PARCEL.header, file, None)


def test_a_file_that_is_not_what_was_planned_is_not_sent(
    emulator: Emulated, uploads: Uploads, files: dict[Medium, MediaFile]
) -> None:
    files[PARCEL].path.write_bytes(SHOP.content)
    with pytest.raises(ChangedSincePlanError, match=r"parcel\.png changed since the plan"):
        uploads.header_media(PARCEL.header, files[PARCEL], None)
    files[PARCEL].path.unlink()
    with pytest.raises(ChangedSincePlanError, match=r"parcel\.png cannot be read any more"):
        uploads.header_media(PARCEL.header, files[PARCEL], None)
    assert uploaded(emulator) == 0


@pytest.mark.parametrize(("medium", "sent"), [(PARCEL, "header.image"), (CARE, "header.video")])
def test_media_without_a_name_gets_one(
    uploads: Uploads, files: dict[Medium, MediaFile], medium: Medium, sent: str
) -> None:
    nameless = replace(medium.header, filename="")
    assert uploads.header_media(nameless, files[medium], None).filename == sent


def test_a_failed_upload_is_tried_again_by_who_asks_next(
    emulator: Emulated, clock: Clock, files: dict[Medium, MediaFile]
) -> None:
    failures = iter([httpx.ConnectError("no"), httpx.ReadTimeout("no")])

    def fail(request: httpx.Request) -> None:
        for failure in failures:
            raise failure
        assert request.method == "POST"

    broken = emulator.meanwhile(fail)
    uploads = Uploads(broken.client, broken.knowledge, clock)
    for _ in range(2):
        with pytest.raises(ConnectionFailedError):
            uploads.header_media(PARCEL.header, files[PARCEL], None)
    assert uploads.header_media(PARCEL.header, files[PARCEL], None).filename == "parcel.png"


def test_a_failed_upload_leaves_no_thread_waiting(
    emulate: Emulate, clock: Clock, tmp_path: Path
) -> None:
    emulator = emulate(latency_seconds=0.01)
    text = Medium("IMAGE", "text.png", b"no image at all")
    (tmp_path / text.filename).write_bytes(text.content)
    file = MediaFile(tmp_path / text.filename, text.digest)
    uploads = Uploads(emulator.client, emulator.knowledge, clock)
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(uploads.header_media, text.header, file, None) for _ in range(4)]
    assert all(isinstance(one.exception(), ApiError) for one in asked)


def test_all_who_wait_for_an_upload_share_its_failure(
    emulator: Emulated, files: dict[Medium, MediaFile]
) -> None:
    sent: list[httpx.Request] = []
    all_here = Barrier(5)

    def fail(request: httpx.Request) -> None:
        sent.append(request)
        all_here.wait(10)
        time.sleep(0.2)
        raise httpx.ReadTimeout("no")

    broken = emulator.meanwhile(fail)
    uploads = Uploads(broken.client, broken.knowledge, time.time)

    def ask(number: int) -> BaseException | None:
        if number:
            all_here.wait(10)
        try:
            uploads.header_media(PARCEL.header, files[PARCEL], None)
        except ConnectionFailedError as error:
            return error
        return None

    with ThreadPoolExecutor(5) as pool:
        errors = set(pool.map(ask, range(5)))
    assert len(sent) == 1
    assert len(errors) == 1
