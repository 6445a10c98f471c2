"""`webhook`: tell another system how the health of live templates changed, once for each change.

The message is JSON that Slack takes (`text`), with the same as data beside it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from syncer.errors import ForgeError
from syncer.forge.http import exchange
from syncer.render.values import in_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from syncer.github.folder import Folder
    from syncer.github.job import Job
    from syncer.secrets import Secret
    from syncer.template_document import Document


_IDENTITY = ("name", "language", "finding")
_WORDS = {"recategorised": "re-categorised", "quality_red": "of quality RED"}
_MOST_LINES = 20


def tell_webhook(folder: Folder, job: Job, url: Secret, told_folder: Path) -> bool:
    """Whether there was something new to tell, which was told. Raises ForgeError.

    What was told is remembered in a file, so that the next run says only what is different. An
    account that could not be looked at keeps what was told of it.
    """
    memory = told_folder / f"{folder.inputs.selection}.json"
    before, after = _remembered(memory), dict(_found(folder.document))
    new = _without(after, before)
    gone = _without({name: before[name] for name in before if name in after}, after)
    if new or gone:
        _post(url, _message(new, gone, job))
        told_folder.mkdir(parents=True, exist_ok=True)
        memory.write_text(json.dumps(before | after), encoding="utf-8")
    return bool(new or gone)


def _found(document: Document) -> Iterable[tuple[str, list[Document]]]:
    return ((one["account"], one["health"]) for one in document.get("accounts", ()))


def _remembered(memory: Path) -> dict[str, list[Document]]:
    try:
        return dict(json.loads(memory.read_bytes()))
    except (OSError, ValueError):
        return {}


def _without(
    these: Mapping[str, list[Document]], those: Mapping[str, list[Document]]
) -> list[Document]:
    """The findings of the first that the second has not, each with its account."""
    known = {(name, _identity(one)) for name, found in those.items() for one in found}
    return [
        {"account": name, **one}
        for name, found in these.items()
        for one in found
        if (name, _identity(one)) not in known
    ]


def _identity(finding: Document) -> tuple[str, ...]:
    return tuple(finding[part] for part in _IDENTITY)


def _message(new: list[Document], gone: list[Document], job: Job) -> Document:
    return {
        "text": "\n".join(_lines(new, gone, job)),
        "repository": job.repository,
        "run_url": job.run_url,
        "findings": new,
        "gone": gone,
    }


def _lines(new: list[Document], gone: list[Document], job: Job) -> Iterable[str]:
    lines = [f":warning: {_named(one)}: {_slack(one['detail'])}" for one in new]
    lines += [f":white_check_mark: {_named(one, 'no longer ')}" for one in gone]
    yield from lines[:_MOST_LINES]
    if rest := len(lines[_MOST_LINES:]):
        yield f"and {rest} more"
    yield f"<{job.run_url}|{_slack(job.repository)}>"


def _named(one: Document, before: str = "") -> str:
    word = _WORDS.get(one["finding"], one["finding"])
    return _slack(f"{one['account']} {one['name']}/{one['language']} is {before}{word}")


def _slack(text: str) -> str:
    """The text on one line, as Slack shows it as it is: no mention and no link."""
    return in_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _post(url: Secret, message: Document) -> None:
    answer = exchange("POST", url.reveal(), {"User-Agent": "syncer"}, message)
    if not answer.is_good:
        raise ForgeError(f"HTTP {answer.status}", status=answer.status)
