"""What an emulator is like: its accounts, and a switch for what the API document leaves open."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from syncer.emulator.records import Form

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from syncer.emulator.faults import Fault

DAY = 24 * 60 * 60.0


@dataclass(frozen=True, slots=True)
class Account:
    """One NxCloud customer: its credentials, its tenant, and the WhatsApp numbers it sends from."""

    access_key: str
    access_secret: str = field(repr=False)
    phones: tuple[str, ...]
    tenant_id: int


DEMO_ACCOUNT = Account("demo-access-key", "demo-access-secret", ("8615800001795",), 1)
DEMO_FORM = Form("803348158336427", "appointment_booking")


def _demo_tags() -> dict[str, int]:
    return {"vip": 33989, "orders": 33991, "support": 33992}


@dataclass(frozen=True, slots=True)
class Settings:
    """The switches of an emulator. Durations are seconds.

    The defaults are the mildest behaviour, but for `updated_at`: nobody may rely on more.

    Accounts and what they start with:
        accounts: who may call. Tags and forms are shared by all of them.
        tags: the tags that exist at first, name to id.
        forms: the forms (flows) that exist at first.

    What the API document leaves open:
        create_answer: what the create answer's `data` holds: the platform's new id, nothing, or
            (a trap) Meta's id under the same key.
        short_links: where URLs in a body come back as short links.
        page_size_cap: the largest page; a larger `page_size` is cut silently. None: no cap.
        media_names: whether `original_filename` is the uploaded name or
            `<milliseconds>.<extension>`.
        put_missing_fields: what becomes of an optional field that a PUT leaves out.
        name_search: how the list's `name` matches.
        unknown_tag: whether a tag nobody knows is refused, or accepted and not stored.
        tag_ids_read: whether the detail tells a template's tags, or `[]` (as one sample does).
        code_type: whether `code` is a number or its digits.
        duplicates: whether a name and language that exist are refused, or exist twice from then on.
        list_lag_seconds: how long a new template is missing in the list; its details are there.
        date_header: whether answers tell the platform's time.
        utc_offset_hours: the time zone of `created_at` and `updated_at`.
        updated_at: whether that tells of new contents only, or of all that changes: the end of a
            review, the status, the quality and the category too.

    Meta behind it:
        review_seconds: how long a review takes; with 0 the next read sees its result.
        rejections: a part of a name or a body, to the reason it is rejected for.
        content_rules: whether Meta looks at the lengths of texts only, or at all that it documents.
        recategorisations: a part of a name or a body, to the category it is approved in.
        edit_limits: whether an approved template takes 1 edit in 24 hours and 10 in 30 days only.
        creations_per_hour, templates_per_account: Meta's limits for one number.
        approved_lock_seconds, lock_seconds: how long a deleted template's name and language stay
            locked, if it was approved and otherwise.
        delete_seconds: how long a deleted template stays in PENDING_DELETION.
        handle_seconds: how long an uploaded handle can be used.
        media_url_seconds: how long a signed URL of media bytes works.

    The rest:
        latency_seconds: added to each answer but the console's.
        clock: the time in seconds since the epoch.
        clock_offset_seconds: by how much the platform is ahead of that. Time stamps of requests
            are checked against the sum of both.
        faults: what goes wrong at first, as values or as text (`faults.Fault`).
    """

    accounts: tuple[Account, ...] = (DEMO_ACCOUNT,)
    tags: Mapping[str, int] = field(default_factory=_demo_tags)
    forms: tuple[Form, ...] = (DEMO_FORM,)
    create_answer: Literal["id", "nothing", "meta_id"] = "id"
    short_links: Literal["off", "detail", "detail_and_list"] = "off"
    page_size_cap: int | None = None
    media_names: Literal["kept", "replaced"] = "kept"
    put_missing_fields: Literal["kept", "cleared"] = "kept"
    name_search: Literal["substring", "exact"] = "substring"
    unknown_tag: Literal["refused", "ignored"] = "refused"
    tag_ids_read: Literal["kept", "empty"] = "kept"
    code_type: Literal["integer", "string"] = "integer"
    duplicates: Literal["refused", "accepted"] = "refused"
    list_lag_seconds: float = 0.0
    date_header: Literal["kept", "missing"] = "kept"
    utc_offset_hours: float = 0.0
    updated_at: Literal["contents", "all"] = "contents"
    review_seconds: float = 0.0
    rejections: Mapping[str, str] = field(default_factory=dict)
    content_rules: Literal["lengths", "all"] = "lengths"
    recategorisations: Mapping[str, str] = field(default_factory=dict)
    edit_limits: bool = True
    creations_per_hour: int = 100
    templates_per_account: int = 250
    approved_lock_seconds: float = 30 * DAY
    lock_seconds: float = 60.0
    delete_seconds: float = 0.0
    handle_seconds: float = 4 * DAY
    media_url_seconds: float = 3600.0
    latency_seconds: float = 0.0
    clock: Callable[[], float] = time.time
    clock_offset_seconds: float = 0.0
    faults: tuple[str | Fault, ...] = ()
