"""What syncer promises of every run, whatever the files, the platform and the network are like."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import yaml

from syncer.model import TemplateKey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from support.world import Run

    from syncer.emulator import LoggedRequest
    from syncer.emulator.records import JsonObject

_GOING = "PENDING_DELETION"
_PLANNED = re.compile(
    r"Plan: (\d+) to create, (\d+) to update, (\d+) to delete, (\d+) blocked;|(No changes)\."
)


def keep(run: Run) -> None:
    """Fails with the first promise that the run has broken."""
    for promise in _PROMISES:
        promise(run)


def keep_to_the_plan(saved: Run, run: Run) -> None:
    """Fails if a saved plan was not applied as it is, or was refused without a reason."""
    if run.results:
        assert list(map(_what, run.results)) == list(map(_what, saved.actions))
    if _content_moved(saved, run, {one["template_id"] for one in saved.actions}):
        assert run.ran.code in (1, 3), run.ran
    same = (saved.files, saved.after.templates) == (run.files, run.before.templates)
    if same and not saved.before.faults and not run.before.faults:
        assert "error" not in run.document, run.document


def _content_moved(saved: Run, run: Run, touched: set[int | None]) -> bool:
    """Whether the files changed, or what can be read of a live template that the plan touches."""
    chosen = [
        {key: one for key, one in files.templates.items() if _selects(run, key)}
        for files in (saved.files, run.files)
    ]
    before, now = saved.after.by_id(), run.before.by_id()
    return chosen[0] != chosen[1] or any(
        _content(before.get(one)) != _content(now.get(one)) for one in touched if one is not None
    )


def _content(one: JsonObject | None) -> JsonObject:
    fields = ("category", "body", "header", "footer", "is_close_auto_flow")
    buttons = [{**button, "payload": ""} for button in one["buttons"]] if one else []
    return {field: one[field] for field in fields} | {"buttons": buttons} if one else {}


def _what(result: JsonObject) -> tuple[str, str, str]:
    return result["action"], result["name"], result["language"]


def it_prints_one_json_document_and_does_not_crash(run: Run) -> None:
    assert isinstance(run.document, dict)
    assert run.document.get("error", {}).get("code") != "crash", run.ran
    assert all(one["error"]["code"] != "crash" for one in run.results if one["error"]), run.ran
    assert "Traceback" not in run.ran.stderr


def a_command_that_reads_sends_nothing_but_get(run: Run) -> None:
    if run.command != "apply":
        assert {one.method for one in run.requests} <= {"GET"}


def only_what_may_be_touched_is_touched(run: Run) -> None:
    for old, new in _changes(run):
        key = _key(new or old)
        assert run.command == "apply", (old, new)
        assert _selects(run, key), (old, new)
        if _is_gone(new):
            assert run.prunes, old
            assert run.files.owns(key), old
            assert not run.files.declares(key), old
            assert not run.files.protects(key), old
        else:
            assert run.files.declares(key), (old, new)


def no_name_and_language_exists_twice(run: Run) -> None:
    counts = Counter(map(_key, run.after.templates))
    assert max(counts.values(), default=0) <= 1, counts


def an_update_that_meta_need_not_see_costs_no_review(run: Run) -> None:
    for old, new in _changes(run):
        declared = run.files.templates.get(_key(new or old))
        if old and declared and not _is_gone(new):
            unseen = declared.sync_meta == "never" or _as_meta_sees(old) == _as_meta_sees(new)
            reviewed = (old["status"], old["edited_at"]) != (new["status"], new["edited_at"])
            assert not (unseen and reviewed), (old, new)


def what_stays_leads_to_nothing_that_was_deleted(run: Run) -> None:
    deleted = {old["id"] for old, new in _changes(run) if _is_gone(new)}
    for one in run.after.templates:
        if _stays(run, one):
            assert not _led_to(one) & deleted, one


def the_exit_code_tells_what_was_done(run: Run) -> None:
    if run.command == "apply":
        _check_exit_code_of_apply(run)
    elif run.command in ("plan", "drift"):
        actions = [
            one for account in run.document.get("accounts", ()) for one in account["actions"]
        ]
        failed = "error" in run.document
        assert (run.ran.code in (1, 3)) == failed
        assert run.ran.code != 2 or actions or run.command == "drift"
    else:
        assert run.ran.code in (0, 1, 3, 4)
        assert (run.ran.code in (1, 3)) == ("error" in run.document)


def _check_exit_code_of_apply(run: Run) -> None:
    outcomes = {one["outcome"] for one in run.results}
    all_done = outcomes <= {"done"} and "error" not in run.document
    assert (run.ran.code == 0) == all_done
    if run.ran.code in (1, 3):
        assert "done" not in outcomes
        assert run.before.templates == run.after.templates
    elif run.ran.code == 4:
        in_part_done = any(map(_is_at_least_in_part_done, run.results))
        assert in_part_done or "failed" not in outcomes
    else:
        assert run.ran.code == 0


def _is_at_least_in_part_done(result: JsonObject) -> bool:
    """Done, half done, perhaps done, or blocked: what the contract gives exit code 4 for."""
    uncertain = result["error"] and result["error"]["uncertain"]
    half_done = result["action"] == "create" and result["template_id"] is not None
    return bool(
        result["outcome"] == "done" or uncertain or half_done or result["action"] == "blocked"
    )


def each_planned_action_has_one_result(run: Run) -> None:
    each = Counter((one["action"], one["name"], one["language"]) for one in run.results)
    assert max(each.values(), default=0) <= 1, each
    if run.command == "apply" and run.results:
        found = _PLANNED.search(run.ran.stderr)
        assert found
        counts = Counter(one["action"] for one in run.results)
        kinds = ("create", "update", "delete", "blocked")
        assert [counts[kind] for kind in kinds] == [int(count or 0) for count in found.groups()[:4]]


def each_result_is_true(run: Run) -> None:
    """What is done is there to be seen, and what is certainly not done has left no trace."""
    changed = {_key(new or old): (old, new) for old, new in _changes(run)}
    there = {_key(one) for one in run.after.templates if one["status"] != _GOING}
    done = {_key(one) for one in run.results if one["outcome"] == "done"}
    for result in run.results:
        key = _key(result)
        if result["outcome"] == "done":
            assert (key in there) == (result["action"] != "delete"), result
        elif key not in done and not _is_at_least_in_part_done(result):
            assert key not in changed, (result, changed[key])


def each_write_stands_in_the_journal(run: Run) -> None:
    """Begun before the platform knew of it, and ended."""
    begun = [line for line in run.journal if line["outcome"] == "begun"]
    ended = [line["id"] for line in run.journal if line["outcome"] != "begun"]
    assert {line["id"] for line in begun} == {*ended}
    for template, requests in _grouped(run.writes).items():
        noted = [line for line in begun if _noted(line) == template]
        assert len(noted) >= len(requests), (template, requests, noted)
        for line, request in zip(noted, requests, strict=False):
            assert _seconds(line) <= request.at - run.skipped


def what_a_write_may_lose_stands_in_the_journal(run: Run) -> None:
    before = run.before.by_id()
    first = {line["template_id"]: line for line in reversed(run.journal) if "before" in line}
    for line in run.journal:
        assert ("before" in line) == (line["outcome"] == "begun" and line["action"] != "create")
    for template_id, line in first.items():
        document, old = yaml.safe_load(line["before"]), before.get(template_id)
        assert (document["name"], [*document["translations"]]) == (line["name"], [line["language"]])
        if old and "/api/shortLink/" not in line["before"]:
            (kept,) = document["translations"].values()
            assert kept["body"].rstrip("\n") == old["body"].rstrip("\n").replace("${", "$${")


def the_journal_agrees_with_the_result(run: Run) -> None:
    noted: dict[TemplateKey, list[str]] = {}
    for line in run.journal:
        noted.setdefault(_key(line), []).append(line["outcome"])
    for result in run.results:
        outcomes = noted.get(_key(result), [])
        if outcomes and result["outcome"] == "done" and result["action"] != "delete":
            assert outcomes[-1] == "done", (result, outcomes)
        if result["error"] and result["error"]["uncertain"]:
            assert {"done", "unknown"} & {*outcomes}, (result, outcomes)


def no_credential_is_written(run: Run) -> None:
    """None is printed, either: `support.command` looks at that."""
    assert run.leaks == {}


_PROMISES: tuple[Callable[[Run], None], ...] = (
    it_prints_one_json_document_and_does_not_crash,
    a_command_that_reads_sends_nothing_but_get,
    only_what_may_be_touched_is_touched,
    no_name_and_language_exists_twice,
    an_update_that_meta_need_not_see_costs_no_review,
    what_stays_leads_to_nothing_that_was_deleted,
    each_result_is_true,
    the_exit_code_tells_what_was_done,
    each_planned_action_has_one_result,
    each_write_stands_in_the_journal,
    what_a_write_may_lose_stands_in_the_journal,
    the_journal_agrees_with_the_result,
    no_credential_is_written,
)


def _changes(run: Run) -> Iterator[tuple[JsonObject, JsonObject]]:
    """Each template that is not what it was, before and after; {} where there is none."""
    before, after = run.before.by_id(), run.after.by_id()
    for template_id in sorted({*before, *after}):
        old, new = before.get(template_id, {}), after.get(template_id, {})
        if old != new:
            yield old, new


def _is_gone(new: JsonObject) -> bool:
    return not new or new["status"] == _GOING


def _as_meta_sees(one: JsonObject) -> list[object]:
    seen = ("type", "text", "url", "phone_number", "flow_id")
    buttons = [[button[field] for field in seen] for button in one["buttons"]]
    return [*(one[field] for field in ("category", "body", "header", "footer")), buttons]


def _stays(run: Run, one: JsonObject) -> bool:
    """Whether the run knows the template, and was not to delete it."""
    key = _key(one)
    kept = run.files.protects(key) or one["status"] == "DISABLED" or not _selects(run, key)
    return run.files.declares(key) or (run.files.owns(key) and kept)


def _led_to(one: JsonObject) -> set[int]:
    return {event["template_id"] for button in one["buttons"] for event in button["events"]}


def _key(one: JsonObject) -> TemplateKey:
    return TemplateKey(one["name"], one["language"])


def _selects(run: Run, key: TemplateKey) -> bool:
    def matches(globs: tuple[str, ...]) -> bool:
        return any(fnmatchcase(key.name, one) or fnmatchcase(str(key), one) for one in globs)

    return (not run.chosen.only or matches(run.chosen.only)) and not matches(run.chosen.exclude)


def _grouped(writes: Iterable[LoggedRequest]) -> dict[str, list[LoggedRequest]]:
    """The writes by template: an update may be the second write of a create."""
    groups: dict[str, list[LoggedRequest]] = {}
    for one in writes:
        body, template_id = one.body, one.path.rpartition("/")[2]
        template = f"{body['name']}/{body['language']}" if body else template_id
        groups.setdefault(template, []).append(one)
    return groups


def _noted(line: JsonObject) -> str:
    """What a line is about, as `_grouped` names it."""
    if line["action"] == "delete":
        return str(line["template_id"])
    return f"{line['name']}/{line['language']}"


def _seconds(line: JsonObject) -> float:
    return datetime.fromisoformat(line["time"]).timestamp()
