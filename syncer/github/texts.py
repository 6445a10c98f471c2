"""What the job summary and the comments say: syncer's markdown, and what it cannot say itself."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from syncer.errors import EXIT_DONE
from syncer.render.markdown import code, fence, prose

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from syncer.github.folder import Folder
    from syncer.github.job import Job
    from syncer.template_document import Document

_SHORT, _LONG = 20_000, 200_000
"""How many characters a list of our own may have, in a comment and in a job summary."""

_SHARES = 8
"""Of several accounts each gets this part of that, as long as there is room."""

_SIGNS = {"failed": "✗", "skipped": "○", "done": "✓"}
_RANKED = list(_SIGNS)


def comment_text(folder: Folder) -> str:
    """The result for a comment: GitHub takes 65,536 characters, syncer's markdown has 60,000."""
    return _text(folder, folder.comment, _SHORT)


def summary_text(folder: Folder) -> str:
    """The result for the job summary."""
    return _text(folder, folder.summary, _LONG)


def links(job: Job, page_url: str) -> str:
    """Where to look further."""
    page = f"[How customers will see it]({page_url}) · " if page_url else ""
    return f"{page}[this run]({job.run_url}), commit {job.commit[:10]}\n"


def _text(folder: Folder, report: Path, longest: int) -> str:
    return "\n".join(_parts(folder, report, longest))


def _parts(folder: Folder, report: Path, longest: int) -> Iterator[str]:
    document, command = folder.document, folder.ran.command
    yield from _what_to_do(folder)
    if report.exists():
        yield report.read_text(encoding="utf-8")
        return
    if "error" in document:
        yield f"### syncer {command} failed (exit code {folder.ran.exit_code})"
        yield _listed(list(_errors(document)), longest)
    if command == "validate" and "problems" in document:
        yield from _problems(document, longest)
    elif command == "apply" and "accounts" in document:
        yield from _results(document["accounts"], longest)
    elif command == "accounts" and "accounts" in document:
        yield f"### syncer accounts: {len(document['accounts'])}"
    elif "error" not in document:
        yield f"### syncer {command} gave no result (exit code {folder.ran.exit_code})"
        yield "The last lines that it told:\n"
        yield _listed(folder.ran.told or ("nothing",), longest)


def _what_to_do(folder: Folder) -> Iterator[str]:
    """What the way from a reviewed plan to a live account leaves to do, if anything."""
    reviewed, error = folder.reviewed, folder.document.get("error", {})
    anew = (
        'open another pull request, or run a workflow by hand ("Run workflow") that plans and'
        " applies, such as docs/workflows/apply.yml of syncer"
    )
    if reviewed.reason:
        yield f"No plan that was reviewed can be applied: {prose(reviewed.reason)}\n"
        if folder.ran.exit_code == EXIT_DONE:
            yield "There is nothing to apply: a new plan has no changes.\n"
        elif not error:
            yield f"**Nothing was applied.** To make a plan to look at, {anew}.\n"
    elif reviewed.plan_file and error.get("code") == "refused":
        yield f"**The plan that was reviewed in {reviewed.origin} was not applied**, for the reason"
        yield f"below. Once that is mended, {anew}, to have a new plan to look at.\n"


def _errors(document: Document) -> Iterator[str]:
    """The error of each account that has one, or the one that stopped everything."""
    for one in document.get("errors", (document["error"],)):
        yield from _error(one)


def _error(error: Document) -> Iterator[str]:
    account = f"{error['account']}: " if "account" in error else ""
    place = f"{error['location']}: " if error.get("location") and "problems" not in error else ""
    yield from map(_problem, error.get("problems", ()))
    yield f"{account}{place}{error['message']}"
    if error["hint"]:
        yield f"  {error['hint']}"


def _problem(problem: Document) -> str:
    place = f"{problem['file']}:{problem['line']}:{problem['column']}"
    hint = f" ({problem['hint']})" if problem["hint"] else ""
    return f"{place}: {problem['severity']}: {problem['message']}{hint}"


def _problems(document: Document, longest: int) -> Iterator[str]:
    """The result of `validate`."""
    counts, problems = document["summary"], document["problems"]
    listed = ", ".join(f"{counts[name]} {name}" for name in ("templates", "errors", "warnings"))
    yield f"### syncer validate: {listed}"
    if problems:
        yield _listed([_problem(one) for one in problems], longest)


def _results(accounts: Sequence[Document], longest: int) -> Iterator[str]:
    """The result of `apply`, what was not done first, as many accounts as there is room for."""
    share = longest if len(accounts) == 1 else longest // _SHARES
    texts = [_account(one, share) for one in sorted(accounts, key=_worst)]
    shown = sum(end <= longest + share for end in accumulate(map(len, texts)))
    yield from texts[:shown]
    if rest := len(texts) - shown:
        yield f"… and {rest} more accounts\n"


def _account(account: Document, longest: int) -> str:
    counts = ", ".join(f"{account['summary'][name]} {name}" for name in reversed(_SIGNS))
    ordered = sorted(account["results"], key=lambda one: _RANKED.index(one["outcome"]))
    lines = [line for one in ordered for line in _result(one)]
    lines += [_review(one) for one in account.get("reviews", ())]
    heading = f"### syncer apply {code(account['account'])}: {counts}"
    return f"{heading}\n{_listed(lines or ['nothing to do'], longest)}"


def _worst(account: Document) -> int:
    """The rank of the worst that became of an account's actions."""
    ranks = (_RANKED.index(one["outcome"]) for one in account["results"])
    return min(ranks, default=len(_RANKED))


def _result(result: Document) -> Iterator[str]:
    name = f"{result['name']}/{result['language']}"
    yield f"{_SIGNS[result['outcome']]} {result['action']} {name} {result['outcome']}"
    if result["reason"]:
        yield f"    {result['reason']}"
    if error := result["error"]:
        trace = f" (trace id {error['trace_id']})" if error["trace_id"] else ""
        yield f"    {error['message']}{trace}"


def _review(review: Document) -> str:
    reason = f": {review['rejected_reason']}" if review["rejected_reason"] else ""
    return f"review of {review['name']}/{review['language']}: {review['status']}{reason}"


def _listed(lines: Sequence[str], longest: int) -> str:
    """The lines as a block of code, the first of them if all are more than `longest` long."""
    ends = accumulate(len(line) + 1 for line in lines)
    kept = [line for line, end in zip(lines, ends, strict=True) if end <= longest]
    rest = [f"… and {len(lines) - len(kept)} more"] if len(kept) < len(lines) else []
    return fence([*kept, *rest], "text") + "\n"
