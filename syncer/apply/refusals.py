"""What Meta's refusal of a write is likely to be about, in plain words.

NxCloud passes it on as code 22041 or 22042 with a wording of its own, which nothing may depend on.
So what is known beforehand is told: what this machine did before, and Meta's limits for such a
write.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from syncer.errors import ApiError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from syncer.plan.values import ActionKind

_REFUSED_BY_META = frozenset({22041, 22042})
_LIMITS: dict[ActionKind, str] = {
    "create": (
        "Meta refuses a new template whose name and language were deleted within 30 days, more than"
        " 100 in an hour, and more than 250 of an account (6,000 of a verified business)"
    ),
    "update": (
        "Meta refuses to edit a template in review, an approved one more than once in 24 hours or"
        " 10 times in 30 days, and any status but APPROVED, REJECTED and PAUSED"
    ),
    "delete": "Meta refuses to delete a template that is DISABLED, or already being deleted",
}


@contextmanager
def explained(action: ActionKind, doubt: str = "") -> Iterator[None]:
    """Give a refusal by Meta the reasons that are likely; `doubt` is why it was likely before."""
    try:
        yield
    except ApiError as error:
        if error.api_code in _REFUSED_BY_META:
            error.hint = "; ".join(filter(None, (doubt, _LIMITS.get(action), error.hint)))
        raise
