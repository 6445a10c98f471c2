"""Our own comments and issues among others': by a hidden marker, and by who wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from syncer.github.api import GitHub
    from syncer.github.inputs import Inputs
    from syncer.template_document import Document


def marker_of(inputs: Inputs) -> str:
    """The first line of what is updated in place: one for a command and a selection of accounts."""
    return f"<!-- syncer:action:{inputs.command}:{inputs.selection} -->"


def find_own(pages: Iterable[Iterable[Document]], marker: str, github: GitHub) -> Document | None:
    """The first one with the marker that this token's owner wrote. Raises ForgeError.

    Anyone may write the marker; what somebody else can edit afterwards is not ours.
    """
    login: str | None = None
    for page in pages:
        for one in page:
            if not (one["body"] or "").startswith(marker):
                continue
            login = github.login() if login is None else login
            if _wrote(one["user"] or {}, login):
                return one
    return None


def _wrote(user: Document, login: str) -> bool:
    """Whether it is this user; the token of a workflow does not know its name, but is a bot's."""
    if login:
        return bool(user.get("login") == login)
    return user.get("type") == "Bot"
