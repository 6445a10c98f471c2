"""What holds in whatever order people edit files, work in the console, and run the command.

Every run is held against `support.promises`. What a rule draws never depends on what is live: that
may depend on the time, and hypothesis wants to see the same steps again.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from support.declared import Declared, Terms
from support.promises import keep, keep_to_the_plan
from support.templates import FORMS, LANGUAGES, MEDIA, linked_templates
from support.world import Chosen, World

from syncer.emulator import Fault, Form, Settings
from syncer.emulator.faults import ENDPOINTS, KINDS
from syncer.model import Template, TemplateKey
from syncer.template_document import FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from support.world import Run

    from syncer.emulator.records import JsonObject

HOUR, DAY = 3600.0, 86400.0
NAMES = ("shop_a", "shop_ab", "shop_b")
OTHERS = ("other", "shop")
KEYS = [TemplateKey(name, language) for name in NAMES for language in LANGUAGES[:3]]
LIVE_KEYS = [*KEYS, *(TemplateKey(name, language) for name in OTHERS for language in ("en", "de"))]
SLOW = ("timeout", "drip", "drip_headers", "refused", "late", "bomb", "huge")
READS = ("list", "details", "forms", "upload", "media", "short_link")
RARE = ("refused", "late", "bomb", "huge")
SWITCHES: dict[str, Sequence[Any]] = {
    "create_answer": ("id", "nothing", "meta_id"),
    "short_links": ("off", "detail", "detail_and_list"),
    "page_size_cap": (None, 1, 2),
    "media_names": ("kept", "replaced"),
    "put_missing_fields": ("kept", "cleared"),
    "name_search": ("substring", "exact"),
    "tag_ids_read": ("kept", "empty"),
    "code_type": ("integer", "string"),
    "duplicates": ("refused", "accepted"),
    "edit_limits": (False, False, True),
    "review_seconds": (0.0, 0.0, HOUR),
    "delete_seconds": (0.0, 0.0, HOUR),
    "approved_lock_seconds": (0.0, 0.0, 30 * DAY),
}
ODDITIES: Sequence[dict[str, Any]] = (
    *({"status": status} for status in ("APPROVED", "PENDING", "REJECTED", "PAUSED", "DISABLED")),
    *({"quality": quality} for quality in ("RED", "GREEN")),
    *({"category": category} for category in ("MARKETING", "UTILITY", "AUTHENTICATION")),
    *({"tag_ids": ids} for ids in ([], [33989], [33989, 33991], [99])),
    {"header": {"format": "LOCATION"}},
    {"buttons": [{"type": "COPY_CODE", "text": "Copy"}]},
)

templates = st.sampled_from(KEYS).flatmap(lambda key: linked_templates(key, KEYS))
live_templates = st.sampled_from(LIVE_KEYS).flatmap(lambda key: linked_templates(key, LIVE_KEYS))
numbers = st.integers(0, len(LIVE_KEYS) - 1)
fields = st.sampled_from(FIELDS)
terms = st.builds(
    Terms,
    include=st.sampled_from((None, ("shop_*",), ("*",), ("*",))),
    protect=st.sampled_from(((), (), ("shop_a*",), ("other",))),
    prune=st.booleans(),
)
endpoints = st.sampled_from((*ENDPOINTS, *("create", "update", "delete") * 3, *("create",) * 3))
firsts = st.sampled_from((1, 1, 1, 2, 3))
globs = st.sampled_from(((), (), (), ("shop_a",), ("shop_a*",), ("*/en",), ("shop_b/de",)))
choices = st.builds(
    Chosen, only=globs, exclude=globs, prune=st.sampled_from((None, True, True, False))
)
kinds = st.sampled_from([*(kind for kind in KINDS if kind not in SLOW)] * 5 + [*RARE])
switches = st.fixed_dictionaries({name: st.sampled_from(of) for name, of in SWITCHES.items()})


@st.composite
def faults(draw: st.DrawFn) -> Fault:
    """Something that goes wrong a few times, with the next requests or a little later.

    Not a lie, though: a success where nothing was done, or a refusal of what was done.
    """
    endpoint, kind = draw(endpoints), draw(kinds)
    after = draw(st.booleans()) and kind not in ("late", "escapes")
    after = after or (kind == "wrong_types" and endpoint not in READS)
    return Fault(endpoint, kind, after, draw(st.integers(1, 3)), draw(firsts))


class AnyOrder(RuleBasedStateMachine):
    """A project, a console, a network, and the command."""

    def __init__(self) -> None:
        super().__init__()
        self.world: World
        self.saved: Run | None = None

    @initialize(
        switches=switches,
        terms=terms,
        declared=st.lists(templates, min_size=1, max_size=4),
        live=st.lists(live_templates, max_size=3),
    )
    def begin(
        self,
        switches: dict[str, Any],
        terms: Terms,
        declared: list[Template],
        live: list[Template],
    ) -> None:
        forms = tuple(Form(form.id, form.name) for form in FORMS)
        # The machine does not know of time that is skipped, so that handles have to outlive it.
        lasting = {"forms": forms, "handle_seconds": 999 * DAY, "lock_seconds": 0.0}
        self.world = World(Settings(**{**switches, **lasting}))
        self.set_terms(terms)
        for one in [*declared, *declared]:  # the second time, events find what comes later
            self.declare(one)
        for one in live:
            self.create_by_hand(one)

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.world.close()

    # Edits of files

    @rule(template=templates)
    def declare(self, template: Template) -> None:
        before = self.world.files.templates.get(template.key, Declared(template))
        self.world.write(self.world.files.with_template(replace(before, template=template)))

    @rule(number=numbers, field=fields, like=templates)
    def edit_a_field(self, number: int, field: str, like: Template) -> None:
        if declared := self.declared(number):
            changed = replace(declared.template, **{field: getattr(like, field)})
            self.world.write(self.world.files.with_template(replace(declared, template=changed)))

    @rule(number=numbers, protect=st.booleans(), sync_meta=st.sampled_from(("auto", "never")))
    def say_how_it_is_sent(self, number: int, *, protect: bool, sync_meta: str) -> None:
        if declared := self.declared(number):
            said = replace(declared, protect=protect, sync_meta=sync_meta)
            self.world.write(self.world.files.with_template(said))

    @rule(number=numbers)
    def remove_a_translation(self, number: int) -> None:
        if declared := self.declared(number):
            self.world.write(self.world.files.without([declared.template.key]))

    @rule(name=st.sampled_from(NAMES))
    def remove_a_name(self, name: str) -> None:
        gone = [key for key in self.world.files.templates if key.name == name]
        self.world.write(self.world.files.without(gone))

    @rule(terms=terms)
    def set_terms(self, terms: Terms) -> None:
        self.world.write(replace(self.world.files, terms=terms))

    @rule(medium=st.sampled_from(MEDIA))
    def replace_media(self, medium: Any) -> None:
        media, name = self.world.files.media, medium.filename
        self.world.write(replace(self.world.files, media={**media, name: media.get(name, 0) + 1}))

    # What a person does in the console, and what Meta does

    @rule(template=live_templates)
    def create_by_hand(self, template: Template) -> None:
        key, fields = template.key, self.world.fields_like(template)
        if key not in self.world.live():
            said = {"name": key.name, "language": key.language, **fields}
            self.world.console.add_template(said)

    @rule(number=numbers, field=fields, like=live_templates)
    def edit_by_hand(self, number: int, field: str, like: Template) -> None:
        stored = {"tag": "tag_ids", "close_unassigned": "is_close_auto_flow"}.get(field, field)
        if found := self.live(number):
            changes = {stored: self.world.fields_like(like)[stored]}
            self.world.console.change_template(found["id"], changes)

    @rule(number=numbers)
    def delete_by_hand(self, number: int) -> None:
        if found := self.live(number):
            self.world.console.delete_template(found["id"])

    @rule(number=numbers, changes=st.sampled_from(ODDITIES))
    def make_odd(self, number: int, changes: dict[str, Any]) -> None:
        if found := self.live(number):
            self.world.console.change_template(found["id"], changes)

    @rule(number=numbers)
    def begin_a_deletion(self, number: int) -> None:
        if found := self.live(number):
            going = {"status": "PENDING_DELETION", "gone_at": self.world.now() + HOUR}
            self.world.console.change_template(found["id"], going)

    @rule(seconds=st.sampled_from((60.0, 2 * HOUR, 5 * DAY)))
    def let_time_pass(self, seconds: float) -> None:
        self.world.skip(seconds)

    # What goes wrong

    @rule(fault=faults())
    def break_down(self, fault: Fault) -> None:
        self.world.break_down(fault)

    @rule()
    def mend(self) -> None:
        self.world.console.clear_faults()

    # Runs

    @rule(command=st.sampled_from(("plan", "drift")), chosen=choices)
    def look(self, command: str, chosen: Chosen) -> None:
        self.read(command, *chosen.arguments, chosen=chosen)
        assert self.read("validate").requests == []

    @rule()
    def pull_into_an_empty_project(self) -> None:
        pull, plan = self.world.run_elsewhere(["pull"], ["plan", "--detailed-exitcode"])
        keep(pull)
        keep(plan)
        if not pull.before.faults:
            assert pull.ran.code in (0, 4), pull.ran
            assert plan.ran.code == 0, plan.document["accounts"]

    @rule(chosen=choices, force=st.booleans())
    def apply(self, chosen: Chosen, *, force: bool) -> None:
        self.applied(chosen, *(["--force", "--allow-empty"] if force else []))

    @rule(
        wanted=st.lists(templates, min_size=1, max_size=3),
        trouble=st.lists(faults(), min_size=1, max_size=2),
        prune=st.booleans(),
    )
    def apply_in_trouble(
        self, wanted: list[Template], trouble: list[Fault], *, prune: bool
    ) -> None:
        for one in wanted:
            self.declare(one)
        for fault in trouble:
            self.break_down(fault)
        self.applied(Chosen(prune=prune), "--force", "--allow-empty")

    @rule(chosen=choices)
    def save_a_plan(self, chosen: Chosen) -> None:
        file = self.world.plan_file
        file.unlink(missing_ok=True)
        self.saved = self.read("plan", "--out", file, *chosen.arguments, chosen=chosen)
        assert file.exists() == (self.saved.ran.code == 0)

    @rule()
    def apply_the_saved_plan(self) -> None:
        if self.saved is None or self.saved.ran.code:
            return
        chosen = replace(self.saved.chosen, prune=self.saved.prunes)
        file = self.world.plan_file
        run = self.world.run("apply", "--force", "--allow-empty", file, chosen=chosen)
        keep(run)
        keep_to_the_plan(self.saved, run)

    @rule(chosen=choices, number=numbers, field=fields, like=live_templates)
    def edit_by_hand_between_plan_and_apply(
        self, chosen: Chosen, number: int, field: str, like: Template
    ) -> None:
        self.save_a_plan(chosen)
        self.edit_by_hand(number, field, like)
        self.apply_the_saved_plan()

    @rule(prune=st.booleans())
    def settle_in_the_end(self, *, prune: bool) -> None:
        """Without faults, and once reviews, deletions and locks are over, all comes to agree."""
        self.mend()
        self.world.skip(31 * DAY)
        chosen = Chosen(prune=prune)
        runs = [self.applied(chosen, "--force", "--allow-empty") for _ in range(2)]
        left = [one for one in self.left_to_do(chosen) if one["action"] != "blocked"]
        assert left == [], runs[-1].ran

    # What the rules share

    def declared(self, number: int) -> Declared | None:
        """One of the templates in the files, if there is any."""
        declared = list(self.world.files.templates.values())
        return declared[number % len(declared)] if declared else None

    def live(self, number: int) -> JsonObject | None:
        """One of the live templates, if there is any."""
        live = self.world.console.templates()
        return live[number % len(live)] if live else None

    def read(self, command: str, *arguments: str | Path, chosen: Chosen | None = None) -> Run:
        """A run that only reads: it succeeds, unless something is broken."""
        run = self.world.run(command, *arguments, chosen=chosen)
        keep(run)
        assert run.ran.code in (0, 2) or run.before.faults, run.ran
        return run

    def applied(self, chosen: Chosen, *options: str) -> Run:
        """An apply, after which nothing is left to do if it says so."""
        run = self.world.run("apply", "--auto-approve", *options, *chosen.arguments, chosen=chosen)
        keep(run)
        if run.ran.code == 0 and not run.before.faults:
            assert self.left_to_do(chosen) == [], run.ran
        return run

    def left_to_do(self, chosen: Chosen) -> list[JsonObject]:
        """What a plan says that is to be done now."""
        plan = self.read("plan", "--detailed-exitcode", *chosen.arguments, chosen=chosen)
        assert plan.ran.code == (2 if plan.actions else 0)
        return plan.actions


AnyOrder.TestCase.settings = settings(
    max_examples=int(os.environ.get("SYNCER_EXAMPLES", "6")),
    stateful_step_count=30,
    suppress_health_check=list(HealthCheck),
)
TestAnyOrder = pytest.mark.slow(AnyOrder.TestCase)
