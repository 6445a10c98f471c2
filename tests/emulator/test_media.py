from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from syncer.emulator import DEMO_ACCOUNT, Account
from syncer.emulator.media import check_size
from syncer.emulator.refusals import Refusal

if TYPE_CHECKING:
    from emulator.conftest import Caller, Emulate

PNG = b"\x89PNG\r\n\x1a\n and pixels"
MP4 = b"\x00\x00\x00\x18ftypmp42 and frames"
PDF = b"%PDF-1.7 and pages"
DAY = 24 * 60 * 60
MEGABYTE = 1024 * 1024


def header_url(caller: Caller, template_id: int) -> str:
    header = caller.component(template_id, "HEADER")
    assert header
    url: str = header["example"]["header_handle"]
    return url


@pytest.mark.parametrize(
    ("content", "mime_type"),
    [
        (PNG, "image/png"),
        (b"\xff\xd8\xff and pixels", "image/jpeg"),
        (MP4, "video/mp4"),
        (PDF, "application/pdf"),
    ],
)
def test_the_type_of_an_upload_is_what_its_bytes_show(
    caller: Caller, content: bytes, mime_type: str
) -> None:
    data = caller.ok("UploadMediaAnswer", caller.upload(content, "anything.bin"))
    assert (data["mime_type"], data["original_filename"]) == (mime_type, "anything.bin")


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"plain text"])
def test_other_types_are_refused(caller: Caller, content: bytes) -> None:
    assert caller.refused(caller.upload(content))[0] == 22041


def test_an_image_may_have_five_megabytes_and_no_byte_more(caller: Caller) -> None:
    whole = PNG.ljust(5 * MEGABYTE)
    caller.ok("UploadMediaAnswer", caller.upload(whole))
    assert "may have" in caller.refused(caller.upload(whole + b"x"))[1]


@pytest.mark.parametrize(("mime_type", "megabytes"), [("video/mp4", 16), ("application/pdf", 100)])
def test_videos_and_documents_have_larger_limits(mime_type: str, megabytes: int) -> None:
    check_size(mime_type, megabytes * MEGABYTE)
    with pytest.raises(Refusal):
        check_size(mime_type, megabytes * MEGABYTE + 1)


def test_an_upload_is_a_file_and_a_tenant_and_nothing_else(caller: Caller) -> None:
    tenant_id, file = (None, b"1"), ("picture.png", PNG)
    comment = caller.send_form(tenant_id=tenant_id, file=file, comment=(None, b"hello"))
    assert caller.refused(comment) == (1002, "Parameter error: comment is unknown")
    no_file = caller.send_form(tenant_id=tenant_id)
    assert caller.refused(no_file) == (1002, "Parameter error: file is required")


def test_a_handle_names_its_file_and_type_and_expires_in_four_days(caller: Caller) -> None:
    data = caller.ok("UploadMediaAnswer", caller.upload(PNG, "picture.png"))
    handles = data["h"].split("\n")
    assert len(set(handles)) == len(handles) > 1
    for handle in handles:
        version, name, mime_type, _, mark, expiry, *_ = handle.split(":")
        assert (version, name, mime_type, mark) == ("4", "cGljdHVyZS5wbmc=", "aW1hZ2UvcG5n", "e")
        assert int(expiry) == pytest.approx(time.time() + 4 * DAY, abs=5)


def test_uploads_are_renamed_where_the_switch_says_so(emulate: Emulate) -> None:
    caller = emulate(media_names="replaced")
    media = caller.media(PNG, "picture.png")
    assert re.fullmatch(r"[0-9]{13}\.png", media["mediaName"])
    header = caller.component(caller.create(**media)["id"], "HEADER")
    assert header
    assert header["filename"] == media["mediaName"]


def test_a_media_header_comes_back_with_one_handle_and_a_url_of_its_bytes(caller: Caller) -> None:
    media = caller.media(PNG, "picture.png")
    created = caller.create(**media)
    header = caller.component(created["id"], "HEADER")
    assert header
    assert header["format"] == "IMAGE"
    assert header["media_id"] == media["mediaId"]
    assert header["h"] == media["templateMediaId"].split("\n")[0]
    assert header["filename"] == header["example"]["file_name"] == "picture.png"
    response = caller.http.get(header["example"]["header_handle"])
    assert (response.content, response.headers["content-type"]) == (PNG, "image/png")


def test_a_header_without_a_name_has_the_uploads(caller: Caller) -> None:
    media = caller.media(PNG, "picture.png") | {"mediaName": ""}
    header = caller.component(caller.create(**media)["id"], "HEADER")
    assert header
    assert header["filename"] == "picture.png"


def test_the_handle_that_was_read_can_be_written_again(caller: Caller) -> None:
    created = caller.create(**caller.media())
    header = caller.component(created["id"], "HEADER")
    assert header
    caller.update(created, templateMediaId=header["h"])


def test_the_url_of_the_bytes_is_another_one_at_each_read_and_expires(emulate: Emulate) -> None:
    caller = emulate(media_url_seconds=60)
    created = caller.create(**caller.media())
    first, second = header_url(caller, created["id"]), header_url(caller, created["id"])
    assert first != second
    assert set(parse_qs(urlsplit(first).query)) == {"Expires", "OSSAccessKeyId", "Signature"}
    caller.emulator.console.skip_seconds(61)
    assert caller.http.get(first).status_code == 403
    assert caller.http.get(header_url(caller, created["id"])).status_code == 200


def test_a_url_that_was_tampered_with_gives_nothing(caller: Caller) -> None:
    url = header_url(caller, caller.create(**caller.media())["id"])
    path = url.partition("?")[0]
    for wrong in (path, f"{path}?Expires=9999999999&Signature=AAAA", f"{path}?Signature=%C3%A9"):
        assert caller.http.get(wrong).status_code == 403
    assert caller.http.get(f"{caller.emulator.base_url}/media/12?{url}").status_code == 404


def test_an_expired_handle_is_refused(caller: Caller) -> None:
    media = caller.media()
    caller.emulator.console.skip_seconds(4 * DAY - 60)
    caller.create(**media)
    caller.emulator.console.skip_seconds(61)
    code, message = caller.refused(caller.write("POST", caller.fields(**media)))
    assert (code, "expired" in message) == (22041, True)


def test_a_handle_of_another_file_is_refused(caller: Caller) -> None:
    mixed = caller.media() | {"templateMediaId": caller.media()["templateMediaId"]}
    code, message = caller.refused(caller.write("POST", caller.fields(**mixed)))
    assert (code, "no handle of this media" in message) == (22041, True)


def test_media_of_the_wrong_type_are_refused(caller: Caller) -> None:
    media = caller.media(MP4, "clip.mp4")
    code, message = caller.refused(caller.write("POST", caller.fields(**media)))
    assert (code, "video/mp4, not IMAGE" in message) == (22041, True)


def test_media_of_another_phone_are_unknown(emulate: Emulate) -> None:
    both = Account("demo-key", "demo-secret", (*DEMO_ACCOUNT.phones, "491511111111"), 1)
    caller = emulate(accounts=(both,))
    media = caller.media()
    caller.phone = "491511111111"
    assert caller.refused(caller.write("POST", caller.fields(**media)))[0] == 22041
