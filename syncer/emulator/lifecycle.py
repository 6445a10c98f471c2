"""A template's life at Meta: reviews, and what may be created, edited and deleted when."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from syncer.emulator import templates
from syncer.emulator.refusals import meta
from syncer.emulator.settings import DAY

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncer.emulator.platform import Platform
    from syncer.emulator.records import Template
    from syncer.emulator.settings import Settings

EDITABLE = ("APPROVED", "REJECTED", "PAUSED")
_HOUR = 60 * 60.0
_EDITS = ((1, DAY, "24 hours"), (10, 30 * DAY, "30 days"))


def settled(template: Template, now: float, settings: Settings) -> Template:
    """The template with the result of its review, if that has ended.

    Meta may approve it in another category than was asked for.
    """
    if template.review_ends_at is None or template.review_ends_at > now:
        return template
    reason = _decided(template, settings.rejections)
    category = "" if reason else _decided(template, settings.recategorisations)
    tells = settings.updated_at == "all"
    return replace(
        template,
        category=category or template.category,
        status="REJECTED" if reason else "APPROVED",
        rejected_reason=reason,
        updated_at=template.review_ends_at if tells else template.updated_at,
        review_ends_at=None,
    )


def _decided(template: Template, decisions: Mapping[str, str]) -> str:
    """What is decided of a template whose name or body has one of these parts, or ""."""
    return next(
        (
            decision
            for part, decision in decisions.items()
            if part in template.name or part in template.body
        ),
        "",
    )


def submitted(template: Template, now: float, review_seconds: float) -> Template:
    """The template as it goes to review."""
    return replace(
        template,
        status="PENDING",
        rejected_reason="",
        submitted=True,
        review_ends_at=now + review_seconds,
    )


def edited(template: Template, category: str, now: float, settings: Settings) -> Template:
    """The template with this edit noted, if Meta allows it now. Refusal 22041.

    A template that Meta never saw has no rules yet.
    """
    if not template.submitted:
        return template
    if template.status not in EDITABLE:
        raise meta(f"a template that is {template.status} cannot be edited")
    if template.status != "APPROVED":
        return template
    if category != template.category:
        raise meta("the category of an approved template cannot be changed")
    if settings.edit_limits:
        _check_edits(template.edited_at, now)
    return replace(template, edited_at=(*template.edited_at, now))


def _check_edits(edited_at: tuple[float, ...], now: float) -> None:
    for most, seconds, span in _EDITS:
        if sum(1 for at in edited_at if at > now - seconds) >= most:
            raise meta(f"an approved template can be edited {most} times in {span}")


def check_creation(platform: Platform, phone: str, name: str, language: str) -> None:
    """Refusal 22041 if Meta would not take another template, or not this name, now."""
    now, store, settings = platform.now(), platform.store, platform.settings
    if templates.locked_until(store, phone, name, language) > now:
        raise meta(f"{name} in {language} was deleted, its name is locked for now")
    if templates.creations_since(store, phone, now - _HOUR) >= settings.creations_per_hour:
        raise meta(f"{settings.creations_per_hour} templates were created within an hour")
    if templates.number_of_templates(store, phone) >= settings.templates_per_account:
        raise meta(f"the account has {settings.templates_per_account} templates already")


def deleted(template: Template, now: float, delete_seconds: float) -> Template:
    """The template as it is being deleted. Refusal 22041 where Meta does not allow it."""
    if template.status in ("DISABLED", "PENDING_DELETION"):
        raise meta(f"a template that is {template.status} cannot be deleted")
    return replace(
        template,
        status="PENDING_DELETION",
        review_ends_at=None,
        updated_at=now,
        gone_at=now + delete_seconds,
    )


def lock_name(platform: Platform, template: Template) -> None:
    """Locks the name and language of a template that Meta knew, and that is deleted now."""
    settings = platform.settings
    approved = template.status == "APPROVED"
    seconds = settings.approved_lock_seconds if approved else settings.lock_seconds
    if template.submitted:
        templates.lock_name(platform.store, template, platform.now() + seconds)
