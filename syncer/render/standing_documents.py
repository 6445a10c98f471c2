"""How templates stand, as JSON (CONTRACT, "Other JSON")."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncer.reviews.values import Standing
    from syncer.template_document import Document


def standing_document(one: Standing) -> Document:
    """One template; what the files say of it is None where they do not declare it."""
    return {
        "name": one.name,
        "language": one.language,
        "template_id": one.template_id,
        "status": one.status,
        "category": one.category,
        "quality": one.quality,
        "rejected_reason": one.rejected_reason,
        "declared_category": one.declared.category if one.declared else None,
        "category_accepted": bool(one.declared and one.declared.accepted),
    }


def review_document(one: Standing) -> Document:
    """A template that was followed; `error` says why its status is UNKNOWN."""
    return {**standing_document(one), "ended": one.ended, "error": one.error or None}


def listed_document(one: Standing, fields: Mapping[str, object]) -> Document:
    """The same with every field of the list under its own name.

    Where both have a name it is ours that counts; the list's number of a status, whose values are
    not documented, is `list_status`.
    """
    own = standing_document(one)
    rest = {name: value for name, value in fields.items() if name not in own}
    return {**own, "list_status": fields.get("status"), **rest}
