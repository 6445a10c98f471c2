"""What the files point to and only the account can answer: forms, and external templates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from syncer.documents.words import listed, quoted
from syncer.errors import InvalidFilesError, Problem
from syncer.model import DesiredTemplate, FlowButton, Form, Snapshot, TemplateKey

if TYPE_CHECKING:
    from collections.abc import Sequence

_PUBLISHED = "PUBLISHED"
_UNPUBLISHED = "form-published"
"""The rule that a form has to be published, the only one here that a template can ignore."""


class _Complaint(NamedTuple):
    """What is wrong with a form, what to do, and the rule that says so."""

    message: str
    hint: str
    rule: str = "form"


def resolve_references(
    desired: Sequence[DesiredTemplate], snapshot: Snapshot
) -> tuple[DesiredTemplate, ...]:
    """The templates with each form's id in place of its name.

    A form that a live button opens already stays, whatever became of the form since: one that was
    removed must not keep the rest of the account from being planned. Raises InvalidFilesError with
    every other form, and every external template, that the account does not have.
    """
    problems = [problem for template in desired for problem in _problems(template, snapshot)]
    if problems:
        raise InvalidFilesError(problems)
    return tuple(_with_form_ids(template, snapshot.forms) for template in desired)


def forms_used(desired: Sequence[DesiredTemplate]) -> bool:
    """Whether the account's forms have to be read."""
    return any(map(_flows, desired))


def form_warnings(desired: Sequence[DesiredTemplate], forms: Sequence[Form]) -> tuple[str, ...]:
    """What is wrong with forms in use: gone, not published, or NxCloud's `validation_errors`."""
    used = sorted({button.flow for one in desired for button in _flows(one)})
    warnings: list[str] = []
    for flow in used:
        if complaint := _form_complaint(flow, forms):
            warnings.append(f"{complaint.message}; a live button opens it")
        warnings += [
            f"form {form.name} ({form.id}): {error}"
            for form in _found(flow, forms)
            for error in form.validation_errors
        ]
    return tuple(warnings)


def _flows(desired: DesiredTemplate) -> list[FlowButton]:
    return [button for button in desired.template.buttons if isinstance(button, FlowButton)]


def _with_form_ids(desired: DesiredTemplate, forms: Sequence[Form]) -> DesiredTemplate:
    if not _flows(desired):
        return desired
    buttons = tuple(
        replace(button, flow=_form_id(button.flow, forms))
        if isinstance(button, FlowButton)
        else button
        for button in desired.template.buttons
    )
    return replace(desired, template=replace(desired.template, buttons=buttons))


def _form_id(flow: str, forms: Sequence[Form]) -> str:
    found = _found(flow, forms)
    return found[0].id if found else flow


def _found(flow: str, forms: Sequence[Form]) -> list[Form]:
    """The forms meant by a name or an id; an id wins over a form that is named like it."""
    return [form for form in forms if form.id == flow] or [
        form for form in forms if form.name == flow
    ]


def _problems(desired: DesiredTemplate, snapshot: Snapshot) -> list[Problem]:
    if not desired.external and not _flows(desired):
        return []
    problems = [
        _problem(desired, f"buttons[{index}].flow", complaint)
        for index, button in enumerate(desired.template.buttons)
        if isinstance(button, FlowButton)
        and not _opened_already(button.flow, desired, snapshot)
        and (complaint := _form_complaint(button.flow, snapshot.forms))
        and not (complaint.rule == _UNPUBLISHED and _UNPUBLISHED in desired.ignore)
    ]
    missing = sorted(key for key in desired.external if key not in snapshot.rows)
    return problems + [_missing_external(desired, key) for key in missing]


def _opened_already(flow: str, desired: DesiredTemplate, snapshot: Snapshot) -> bool:
    """Whether a live button of the template opens this form, and no other can be meant."""
    live = snapshot.templates.get(desired.key)
    buttons = live.template.buttons if live else ()
    opened = {button.flow for button in buttons if isinstance(button, FlowButton)}
    return len(_found(flow, snapshot.forms)) <= 1 and _form_id(flow, snapshot.forms) in opened


def _form_complaint(flow: str, forms: Sequence[Form]) -> _Complaint | None:
    found, name = _found(flow, forms), quoted(flow)
    if not found:
        known = listed(sorted(form.name for form in forms)) or "none"
        message = f"this account has no form with the name or id {name}"
        return _Complaint(message, f"its forms: {known}")
    if len(found) > 1:
        ids = ", ".join(form.id for form in found)
        return _Complaint(f"this account has several forms named {name}", f"write the id: {ids}")
    if found[0].status != _PUBLISHED:
        status = found[0].status or "not published"
        message = f"the form {name} is {status}, and a button needs a published one"
        return _Complaint(message, "publish the form in the console first", _UNPUBLISHED)
    return None


def _missing_external(desired: DesiredTemplate, key: TemplateKey) -> Problem:
    return Problem(
        desired.location,
        f"{desired.key}: a button's event points to the external template {key}, which is not live",
        "create it in the console, or declare it in the files without `external`",
        "external",
    )


def _problem(desired: DesiredTemplate, path: str, complaint: _Complaint) -> Problem:
    return Problem(desired.locations.get(path, desired.location), *complaint)
