"""The console: what a person does in NxCloud's own pages, and what a test looks at. Unsigned."""

from __future__ import annotations

import base64
from dataclasses import asdict
from typing import TYPE_CHECKING

from syncer.emulator import catalog, lifecycle, short_links, templates
from syncer.emulator.endpoints import stored_media
from syncer.emulator.platform import new_meta_id
from syncer.emulator.records import Template, form_from, template_from, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from syncer.emulator.active_faults import Held, MetFault
    from syncer.emulator.faults import Fault
    from syncer.emulator.platform import Platform
    from syncer.emulator.records import JsonObject
    from syncer.emulator.request_log import LoggedRequest


_BY_META = frozenset({"status", "quality", "category", "rejected_reason", "review_ends_at"})


class ConsoleError(Exception):
    """The console was asked for something that does not exist."""


class Console:
    """Sees and changes everything that a platform stores.

    Templates are the JSON form of `records.Template`. A header of media is made from
    `{"format": …, "filename": …, "content_base64": …}`. What is not given takes its default: the
    first account's first phone, APPROVED, MARKETING, no header, footer, buttons or tags.
    """

    def __init__(self, platform: Platform) -> None:
        self._platform = platform

    def templates(self) -> list[JsonObject]:
        """Every template of every phone and channel, as it is now, the oldest first."""
        platform = self._platform
        templates.remove_gone(platform.store, platform.now())
        return [to_json(self._settled(found)) for found in templates.everything(platform.store)]

    def template(self, template_id: int) -> JsonObject:
        """The template with this platform id; ConsoleError if there is none."""
        return to_json(self._template(template_id))

    def add_template(self, fields: Mapping[str, Any]) -> JsonObject:
        """A new template in any state, `name` and `language` at least. Meta has no say."""
        platform, now = self._platform, self._platform.now()
        with platform.store.transaction():
            default = {
                "id": platform.new_template_id(),
                "meta_id": new_meta_id(),
                "phone": platform.settings.accounts[0].phones[0],
                "created_at": now,
                "updated_at": now,
            }
            return self._saved({**default, **fields})

    def add_templates(self, many: Iterable[Mapping[str, Any]]) -> list[JsonObject]:
        """Many new templates at once."""
        with self._platform.store.transaction():
            return [self.add_template(fields) for fields in many]

    def change_template(self, template_id: int, changes: Mapping[str, Any]) -> JsonObject:
        """New values for any fields but the ids, at the present time; a status ends the review.

        Whether `updated_at` tells of a change that Meta makes is the switch of that name.
        """
        if changes.keys() & {"id", "meta_id"}:
            raise ConsoleError("the ids of a template cannot be changed")
        with self._platform.store.transaction():
            current = self.template(template_id)
            ended = {"review_ends_at": None} if "status" in changes else {}
            now = {"updated_at": self._platform.now()} if self._is_told(changes) else {}
            return self._saved({**current, **now, **ended, **changes})

    def delete_template(self, template_id: int) -> None:
        """Deletes a template at once, in any state; its name is locked as after any deletion."""
        with self._platform.store.transaction():
            template = self._template(template_id)
            templates.remove(self._platform.store, template_id)
            lifecycle.lock_name(self._platform, template)

    def tags(self) -> dict[str, int]:
        """All tags, name to id."""
        return catalog.tags(self._platform.store)

    def add_tag(self, name: str, tag_id: int | None = None) -> int:
        """The id of a tag, which is added unless it is there."""
        return catalog.add_tag(self._platform.store, name, tag_id)

    def forms(self) -> list[JsonObject]:
        """All forms."""
        return [to_json(form) for form in catalog.forms(self._platform.store)]

    def add_form(self, fields: Mapping[str, Any]) -> JsonObject:
        """Adds or replaces a form; `id` and `name` are needed, PUBLISHED is the default status."""
        try:
            form = form_from(fields)
        except TypeError as error:
            raise ConsoleError(str(error)) from None
        catalog.save_form(self._platform.store, form)
        return to_json(form)

    def short_links(self) -> list[JsonObject]:
        """All short links with their clicks."""
        return [asdict(link) for link in short_links.everything(self._platform.store)]

    def requests(self, endpoint: str | None = None) -> list[LoggedRequest]:
        """The requests so far, or those of one endpoint."""
        return self._platform.log.requests(endpoint)

    def request_counts(self) -> dict[str, int]:
        """How many requests each endpoint had."""
        return self._platform.log.counts()

    def reset_requests(self) -> None:
        """Forgets the requests so far."""
        self._platform.log.reset()

    def add_fault(self, fault: str | Fault) -> None:
        """Makes something go wrong from now on; ValueError for a text that is no fault."""
        self._platform.faults.add(fault)

    def faults(self) -> list[MetFault]:
        """The faults that are set, each with how many requests it has spoilt."""
        return self._platform.faults.met()

    def clear_faults(self) -> None:
        """Takes back all faults. What they keep going ends: held connections close, and so on."""
        self._platform.faults.clear()

    def held(self) -> Held:
        """The requests that a `timeout` fault holds now, and how many requests have arrived."""
        return self._platform.faults.held()

    def redirected(self) -> list[Mapping[str, str]]:
        """The headers of each request that followed a `redirect` fault."""
        return self._platform.faults.redirected()

    def skip_seconds(self, seconds: float) -> None:
        """Lets time pass on the platform; the callers' time stamps are not affected."""
        self._platform.skipped_seconds += seconds

    def _is_told(self, changes: Mapping[str, Any]) -> bool:
        return self._platform.settings.updated_at == "all" or not changes.keys() <= _BY_META

    def _template(self, template_id: int) -> Template:
        template = templates.by_id(self._platform.store, template_id)
        if template is None:
            raise ConsoleError(f"there is no template {template_id}")
        return self._settled(template)

    def _settled(self, template: Template) -> Template:
        platform = self._platform
        return lifecycle.settled(template, platform.now(), platform.settings)

    def _saved(self, document: Mapping[str, Any]) -> JsonObject:
        try:
            template = template_from(self._completed(document))
        except TypeError as error:
            raise ConsoleError(str(error)) from None
        templates.save(self._platform.store, template)
        return to_json(template)

    def _completed(self, document: Mapping[str, Any]) -> JsonObject:
        buttons = [
            {**button, "payload": self._platform.new_payload(), "events": self._events(button)}
            for button in document.get("buttons", ())
        ]
        return {**document, "buttons": buttons, "header": self._header(document)}

    def _events(self, button: Mapping[str, Any]) -> list[JsonObject]:
        """The button's events, those of tags with the tag's id."""
        tags = self.tags()
        return [
            {"tag_id": tags.get(event.get("tag_name")), **event}
            for event in button.get("events", ())
        ]

    def _header(self, document: Mapping[str, Any]) -> JsonObject | None:
        header = document.get("header")
        if not header or "content_base64" not in header:
            return header
        content = base64.b64decode(header["content_base64"])
        file = stored_media(self._platform, document["phone"], header["filename"], content)
        return {
            "format": header["format"],
            "media_id": file.media_id,
            "handle": file.handles[0],
            "filename": file.filename,
        }
