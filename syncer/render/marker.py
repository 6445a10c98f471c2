"""The hidden first line of a comment, by which a later run finds it and replaces it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from syncer.render.plan_report import PlanReport

_LONGEST = 200


def marker(report: PlanReport) -> str:
    """An HTML comment: the same for the same command, accounts, --only and --exclude.

    Names cannot end it: all but letters, digits, `.`, `_` and `~` are percent-encoded.
    """
    accounts = ",".join(map(_encoded, report.account_names))
    if len(accounts) > _LONGEST:
        accounts = f"{len(report.account_names)}:{_digest(accounts)}"
    chosen = (report.selection.only, report.selection.exclude)
    selection = f":{_digest(repr(chosen))}" if any(chosen) else ""
    return f"<!-- syncer:{report.kind}:{accounts}{selection} -->"


def _encoded(name: str) -> str:
    return quote(name, safe="", errors="backslashreplace").replace("-", "%2D")


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:12]
