"""The seven endpoints: each takes the platform and a call, and gives the `data` of its answer."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from syncer.emulator import catalog, checks, lifecycle, media, render, templates, writing
from syncer.emulator.contents import check_contents
from syncer.emulator.platform import new_meta_id
from syncer.emulator.records import WHATSAPP, Media, Template
from syncer.emulator.refusals import meta, parameter, unknown_template

if TYPE_CHECKING:
    from syncer.emulator.calls import Call
    from syncer.emulator.platform import Platform
    from syncer.emulator.records import JsonObject

_LARGEST = 2**31 - 1


def list_templates(platform: Platform, call: Call) -> JsonObject:
    """One page, of every channel, the newest first (the order is not documented)."""
    number = _positive(call, "page_number")
    size = min(_positive(call, "page_size"), platform.settings.page_size_cap or _LARGEST)
    now = platform.now()
    templates.remove_gone(platform.store, now)
    wanted = _wanted(platform, call)
    page, total = templates.page(platform.store, wanted, size=size, offset=(number - 1) * size)
    settings = platform.settings
    return {
        "list": [
            render.row(platform, lifecycle.settled(template, now, settings), call.base_url)
            for template in page
        ],
        "total": total,
        "has_next_page": number * size < total,
    }


def _wanted(platform: Platform, call: Call) -> templates.Wanted:
    lag, search = platform.settings.list_lag_seconds, platform.settings.name_search
    created_by = platform.now() - lag if lag else None
    return templates.Wanted(call.phone, call.query.get("name", ""), search, created_by)


def _positive(call: Call, name: str) -> int:
    if name not in call.query:
        raise parameter(f"{name} is required")
    number = checks.integer(call.query[name], name)
    if not 1 <= number <= _LARGEST:
        raise parameter(f"{name} counts from 1")
    return number


def template_details(platform: Platform, call: Call) -> JsonObject:
    """Everything of one template. Refusal 22093."""
    return render.detail(platform, _template(platform, call, call.template_id()), call.base_url)


def _template(platform: Platform, call: Call, template_id: int) -> Template:
    """The sender's template with this platform id, as it is now. Refusal 22093."""
    now = platform.now()
    templates.remove_gone(platform.store, now)
    template = templates.by_id(platform.store, template_id)
    if template is None or (template.phone, template.channel) != (call.phone, WHATSAPP):
        raise unknown_template(template_id)
    return lifecycle.settled(template, now, platform.settings)


def create_template(platform: Platform, call: Call) -> JsonObject | None:
    """A new template.

    With `syn_meta` it goes to review. Without, Meta never hears of it: it is stored, PENDING for
    good, until an update with `syn_meta` submits it. (What NxCloud does is not documented.)
    """
    body = checks.created(call.body)
    syn_meta, now = body.get("syn_meta", True), platform.now()
    templates.remove_gone(platform.store, now)
    if _is_refused_duplicate(platform, call.phone, body):
        raise meta(f"there is already a template {body['name']} in {body['language']}")
    if syn_meta:
        lifecycle.check_creation(platform, call.phone, body["name"], body["language"])
        templates.note_creation(platform.store, call.phone, now)
    template = writing.written(platform, _blank(platform, call.phone, body), body)
    if syn_meta:
        _check_contents(platform, template)
        template = lifecycle.submitted(template, now, platform.settings.review_seconds)
    templates.save(platform.store, template)
    answers = {"id": {"id": template.id}, "meta_id": {"id": template.meta_id}, "nothing": None}
    return answers[platform.settings.create_answer]


def _is_refused_duplicate(platform: Platform, phone: str, body: JsonObject) -> bool:
    there = templates.by_key(platform.store, phone, body["name"], body["language"])
    return there is not None and platform.settings.duplicates == "refused"


def _blank(platform: Platform, phone: str, body: JsonObject) -> Template:
    return Template(
        id=platform.new_template_id(),
        meta_id=new_meta_id(),
        phone=phone,
        name=body["name"],
        language=body["language"],
        status="PENDING",
        created_at=platform.now(),
        submitted=False,
    )


def update_template(platform: Platform, call: Call) -> None:
    """New content for a template.

    With `syn_meta` this is an edit at Meta, by Meta's rules, and goes to review. Without, it is
    allowed in any status and changes NxCloud's side only, fields that Meta could see included.
    """
    body = checks.updated(call.body)
    template = _template(platform, call, body["id"])
    if (body["name"], body["language"]) != (template.name, template.language):
        raise meta("the name and the language of a template cannot be changed")
    category = writing.CATEGORIES[body["category_type"]]
    settings, now = platform.settings, platform.now()
    if body.get("syn_meta", True):
        template = lifecycle.edited(template, category, now, settings)
        template = lifecycle.submitted(template, now, settings.review_seconds)
    if settings.put_missing_fields == "cleared":
        template = writing.cleared(template)
    template = writing.written(platform, template, body)
    if body.get("syn_meta", True):
        _check_contents(platform, template)
    templates.save(platform.store, template)


def _check_contents(platform: Platform, template: Template) -> None:
    if platform.settings.content_rules == "all":
        check_contents(template)


def delete_template(platform: Platform, call: Call) -> None:
    """The end of a template, at once or after `delete_seconds` in PENDING_DELETION."""
    template = _template(platform, call, call.template_id())
    now = platform.now()
    templates.save(
        platform.store, lifecycle.deleted(template, now, platform.settings.delete_seconds)
    )
    lifecycle.lock_name(platform, template)
    templates.remove_gone(platform.store, now)


def list_forms(platform: Platform, _: Call) -> JsonObject:
    """All forms, in any status."""
    return {"data": [render.form(form) for form in catalog.forms(platform.store)]}


def upload_media(platform: Platform, call: Call) -> JsonObject:
    """A file for a header: its ids, its handles and a URL of its bytes."""
    if call.upload is None:
        raise parameter("file is required")
    filename = _media_name(platform, call.upload.filename)
    file = stored_media(platform, call.phone, filename, call.upload.content)
    expires_at = platform.now() + platform.settings.media_url_seconds
    return {
        "h": "\n".join(file.handles),
        "media_id": file.media_id,
        "original_filename": file.filename,
        "mime_type": file.mime_type,
        "url": media.signed_url(call.base_url, file.media_id, platform.url_key, expires_at),
    }


def _media_name(platform: Platform, filename: str) -> str:
    if platform.settings.media_names == "kept":
        return filename
    return f"{int(platform.now() * 1000)}{PurePath(filename).suffix}"


def stored_media(platform: Platform, phone: str, filename: str, content: bytes) -> Media:
    """The file, stored with fresh handles. Refusal 22041 for a type or size Meta does not take."""
    mime_type = media.accepted_mime_type(content)
    expires_at = platform.now() + platform.settings.handle_seconds
    handles = media.new_handles(filename, mime_type, expires_at)
    file = Media(str(new_meta_id()), phone, filename, mime_type, content, handles)
    media.save(platform.store, file)
    return file
