"""Filters for the playbook: what its language cannot say in a line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from signing import signed_headers
from written import as_written


def differing(details: list, rows: list, desired: list) -> list:
    """The bodies to write: those that say something else than the details of their rows."""
    wanted = {(one["name"], one["language"]): one for one in desired}
    pairs = zip(rows, (detail["json"]["data"] for detail in details), strict=True)
    return [
        {"id": row["id"], "tenant_id": 1, **wanted[row["name"], row["language"]]}
        for row, detail in pairs
        if as_written(detail) != wanted[row["name"], row["language"]]
    ]


class FilterModule:
    """What Ansible looks for."""

    def filters(self) -> dict:
        """The filters by their names."""
        return {
            "signed_headers": signed_headers,
            "differing": differing,
            "as_body": json.dumps,
        }
