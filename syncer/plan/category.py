"""The category is Meta's to decide: what it costs where it decided otherwise, and how to accept it.

Meta may approve UTILITY as MARKETING, or re-categorise later; an approved template's category
cannot be edited.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from syncer.model import DesiredTemplate, LiveTemplate

WRITABLE = frozenset({"MARKETING", "UTILITY"})
"""What `category_type` can say (API document, "Update Template")."""

_PRICES = {
    ("UTILITY", "MARKETING"): "MARKETING costs about four times as much as UTILITY",
    ("MARKETING", "UTILITY"): "UTILITY costs about a quarter of MARKETING",
}


def accepted(desired: DesiredTemplate, live: LiveTemplate | None) -> DesiredTemplate:
    """The template with Meta's category in place of its own, if the files accept it.

    Not while it is rejected: its category can be edited then, which may be what mends it.
    """
    if live is None or not desired.accept_category or live.status == "REJECTED":
        return desired
    if live.template.category not in WRITABLE:
        return desired
    return replace(desired, template=replace(desired.template, category=live.template.category))


def difference(desired: str, live: str) -> str:
    """Who says what of a category, and what that costs."""
    price = _PRICES.get((desired, live))
    return f"Meta has it as {live}, the file says {desired}" + (f"; {price}" if price else "")


def way_out(live: str) -> str:
    """What to do about a category that cannot be edited."""
    other = "make a new template under another name"
    if live not in WRITABLE:
        return other
    return f"write `category: {live}` or `accept_category: true` in the file, or {other}"
