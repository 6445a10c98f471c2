"""What of the live side a plan still needs once it is made: little, where little has changed."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from syncer.model import TemplateKey
from syncer.plan.order import event_targets

if TYPE_CHECKING:
    from syncer.model import Snapshot
    from syncer.plan.build import Planned

_AT_REST = "APPROVED"


def near(planned: Planned, snapshot: Snapshot) -> Snapshot:
    """The snapshot without the templates that stay as they are, and that nothing leads to.

    What is kept: each template with an action or a finding, each that is not approved, since its
    review may be followed; and the rows of all that these lead to, since a write names their ids.
    """
    keys = {action.key for action in planned.plan.actions} | planned.targets.keys()
    keys |= {TemplateKey(one.name, one.language) for one in planned.health}
    keys |= {key for key, one in snapshot.templates.items() if one.status != _AT_REST}
    templates = {key: one for key, one in snapshot.templates.items() if key in keys}
    live = (one.template for one in templates.values())
    keys = keys.union(
        *map(event_targets, chain(planned.targets.values(), live)), *planned.approvals.values()
    )
    rows = {key: row for key, row in snapshot.rows.items() if key in keys}
    return replace(snapshot, rows=rows, templates=templates)
