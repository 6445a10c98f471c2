from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from journal.noting import SECONDS, SENDER, opened
from support.templates import live, template

from syncer.config import Account
from syncer.journal.history import history_of, recent
from syncer.journal.reading import read_journal
from syncer.journal.values import Intent
from syncer.plan.history import PastWrite

if TYPE_CHECKING:
    from pathlib import Path

    from syncer.journal.values import Outcome, Write
    from syncer.plan.history import History

TIME = datetime.fromtimestamp(SECONDS, UTC)
ACCOUNT = Account("main", SENDER.phone, SENDER.tenant_id, SENDER.base_url, None, None)
THERE = live(status="PAUSED")
UPDATE = Intent("update", THERE.key, 314, THERE, template(footer="Bye"), sync_meta=True)


def noted(folder: Path, *ends: Outcome | None) -> list[Write]:
    """A journal of one update for each end; None for one that was stopped."""
    with opened(folder) as journal:
        for end in ends:
            entry = journal.begin(SENDER, UPDATE)
            if end:
                journal.end(entry, end)
    return list(read_journal(folder))


def seen(
    writes: list[Write], after: timedelta = timedelta(minutes=5), account: Account = ACCOUNT
) -> History:
    now = TIME + after
    return history_of(account, recent(writes, now), now, 100)


def test_what_may_have_been_carried_out_counts_with_the_status_before(tmp_path: Path) -> None:
    found = seen(noted(tmp_path, "done", "failed", "unknown", None))
    write = PastWrite(
        "update", THERE.key, TIME, sync_meta=True, status_before="PAUSED", template_id=314
    )
    assert found.writes == (write, write, write)


def test_a_create_has_no_status_before(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        intent = Intent("create", THERE.key, after=template(), sync_meta=True)
        journal.end(journal.begin(SENDER, intent), "done")
    (write,) = seen(list(read_journal(tmp_path))).writes
    assert (write.action, write.status_before) == ("create", None)


def test_older_journals_do_not_tell_the_status(tmp_path: Path) -> None:
    noted(tmp_path, "done")
    path = tmp_path / "journal.jsonl"
    path.write_text(path.read_text().replace('"status_before":"PAUSED",', ""))
    assert "PAUSED" not in path.read_text()
    (write,) = seen(list(read_journal(tmp_path))).writes
    assert write.status_before is None


@pytest.mark.parametrize(
    ("after", "count"),
    [
        (timedelta(days=30, seconds=-1), 1),
        (timedelta(days=30), 0),
        (timedelta(minutes=-4), 1),
        (timedelta(minutes=-6), 0),
    ],
)
def test_only_the_last_30_days_count_and_nothing_of_the_future(
    tmp_path: Path, after: timedelta, count: int
) -> None:
    assert len(seen(noted(tmp_path, "done"), after).writes) == count


@pytest.mark.parametrize(
    "changes", [{"phone": "861"}, {"tenant_id": 2}, {"base_url": "https://eu.example"}]
)
def test_other_accounts_do_not_count(tmp_path: Path, changes: dict[str, Any]) -> None:
    other = replace(ACCOUNT, **changes)
    assert seen(noted(tmp_path, "done"), account=other).writes == ()
