"""A plan as JSON and back: what `--format json` prints and `plan --out` saves (schema `plan`)."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache
from typing import TYPE_CHECKING

from syncer.errors import RefusedError
from syncer.plan.values import AccountPlan, Action, Change, Plan, Selection, Summary
from syncer.schema_files import load_schema

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

    from syncer.template_document import Document, Json

FORMAT_VERSION = "1.0"

_LONGEST_COMPLAINT = 200


def plan_document(plan: Plan) -> Document:
    """The plan as the JSON of the contract; nothing in it is a credential."""
    return {
        "format_version": FORMAT_VERSION,
        "syncer_version": plan.syncer_version,
        "created_at": plan.created_at,
        "selection": _plain(asdict(plan.selection)),
        "accounts": [account_document(account) for account in plan.accounts],
    }


def account_document(account: AccountPlan) -> Document:
    """One account's part of the plan's document."""
    return {**_plain(asdict(account)), "desired": dict(account.desired)}


def read_plan(document: Json) -> Plan:
    """The plan that `plan_document` wrote.

    Raises RefusedError for anything else: another format, damage, or a document of `drift` or of a
    run in which accounts failed.
    """
    if not isinstance(document, dict) or document.get("format_version") != FORMAT_VERSION:
        raise RefusedError(
            f"this is not a plan in format {FORMAT_VERSION}",
            hint="make it with `syncer plan --out FILE`, with the same version of syncer",
        )
    if complaint := _complaint(document):
        raise RefusedError(
            f"this is no plan that can be applied: {complaint}",
            hint="make it anew with `syncer plan --out FILE`",
        )
    return _plan(document)


def _complaint(document: Document) -> str:
    """What keeps the document from being a whole plan, empty if nothing does."""
    from jsonschema.exceptions import best_match

    if error := best_match(_validator().iter_errors(document)):
        return f"{error.message[:_LONGEST_COMPLAINT]} (at {error.json_path})"
    if "error" in document:
        return "not every account could be planned"
    if any("health" in account for account in document["accounts"]):
        return "it is a result of `syncer drift`"
    return ""


@cache
def _validator() -> Draft202012Validator:
    from jsonschema import Draft202012Validator  # 100 ms to import, for saved plans only

    return Draft202012Validator(load_schema("plan"))


def _plan(document: Document) -> Plan:
    selection = document["selection"]
    return Plan(
        created_at=document["created_at"],
        syncer_version=document["syncer_version"],
        selection=Selection(
            tuple(selection["only"]), tuple(selection["exclude"]), selection["prune"]
        ),
        accounts=tuple(_account(account) for account in document["accounts"]),
    )


def _account(document: Document) -> AccountPlan:
    return AccountPlan(
        **document
        | {
            "summary": Summary(**document["summary"]),
            "actions": tuple(_action(action) for action in document["actions"]),
            "unmanaged": tuple(document["unmanaged"]),
            "warnings": tuple(document["warnings"]),
            "costs": tuple(document["costs"]),
            "desired": tuple(document["desired"].items()),
        }
    )


def _action(document: Document) -> Action:
    return Action(
        **document
        | {
            "changes": tuple(Change(**change) for change in document["changes"]),
            "depends_on": tuple(document["depends_on"]),
            "costs": tuple(document["costs"]),
        }
    )


def _plain(value: Json) -> Json:
    """Tuples as lists, all the way down, as JSON has them."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
