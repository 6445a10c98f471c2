"""How many templates were in scope when this machine applied last, to notice if none is now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.cli.senders import sender_scope

if TYPE_CHECKING:
    from syncer.apply.values import AccountResult
    from syncer.cli.planning import Ready
    from syncer.cli.session import Session
    from syncer.config import Account

_KIND = "in_scope"
_KEY = ""


def in_scope_before(account: Account, session: Session) -> int:
    """The number of the last apply; 0 if there was none."""
    remembered = session.memory.recall(sender_scope(account), _KIND, _KEY) or ""
    return int(remembered) if remembered.isdecimal() else 0


def remember_in_scope(ready: Ready, result: AccountResult, session: Session) -> None:
    """Note the number as this apply leaves it."""
    done = [one.action for one in result.results if one.outcome == "done"]
    number = ready.planned.plan.in_scope + done.count("create") - done.count("delete")
    session.memory.remember(sender_scope(ready.account), _KIND, _KEY, str(number))
