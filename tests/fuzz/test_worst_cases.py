"""The worst files that are known: the command ends in bounded time and memory, and says why."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from support.project import Project, new_project

from syncer.schema_files import load_schema

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

MEGABYTE = 1024 * 1024
MOST_MEMORY = 1024 * MEGABYTE
MOST_SECONDS = 60
"""Of the processor, so that a machine that is busy otherwise does not count."""

# The limits are the operating system's: what goes beyond them ends there and then.
LIMITED = f"""
import resource
resource.setrlimit(resource.RLIMIT_AS, ({MOST_MEMORY}, {MOST_MEMORY}))
resource.setrlimit(resource.RLIMIT_CPU, ({MOST_SECONDS}, {MOST_SECONDS}))
from syncer.cli import main
main()
"""

HEAD = "name: shop\ncategory: UTILITY\n"
BODY = "translations: {en: {body: Hello}}\n"
LANGUAGES = load_schema("template")["$defs"]["language"]["enum"]
IN_ALL_LANGUAGES = "translations:\n" + "".join(f"  {one}: {{body: Hi}}\n" for one in LANGUAGES)
EVENTS = "buttons: [{{type: QUICK_REPLY, text: x, events: [{}]}}]\n"


def numbered(text: str, count: int = 20_000) -> str:
    return "".join(text.format(number) for number in range(count))


def bomb() -> str:
    levels = (f"a{n}: &a{n} [{f'*a{n - 1}, ' * 10}]\n" for n in range(1, 30))
    return "a0: &a0 [x]\n" + "".join(levels)


def written(text: str) -> str:
    """A template with this text in its footer, in double quotes."""
    return f'{HEAD}footer: "{text}"\n{BODY}'


def said(text: str) -> str:
    """A template with this text in its header and in its body, in double quotes."""
    return f'{HEAD}header: {{text: &x "{text}"}}\ntranslations: {{en: {{body: *x}}}}\n'


# What to write, and words of what is said of it: "" where that is nothing.
CASES: dict[str, tuple[Callable[[], str], str]] = {
    "a bomb": (bomb, "expands to more than"),
    "deep lists": (lambda: "[" * 1_000_000, "nested more than"),
    "deep maps": (lambda: "{a: " * 1_000_000, "nested more than"),
    "an anchor in itself": (lambda: "a: &a {b: &b [*a, *b]}\n", "contains itself"),
    "many keys": (lambda: numbered("k{}: v\n", 100_000), "more than 100 problems"),
    "many examples": (lambda: f"{HEAD}examples: {{{numbered('k{}: v, ', 100_000)}}}\n{BODY}", ""),
    "many documents": (lambda: numbered("---\na: {}\n"), "are missing"),
    "many languages": (
        lambda: f"{HEAD}translations: {{{numbered('x{}: {{}}, ')}}}",
        "more than 100 problems",
    ),
    "many duplicates": (lambda: "a: x\n" * 20_000, "stands here and at"),
    "many events": (
        lambda: HEAD + EVENTS.format(numbered("{{template: t{}}}, ")) + BODY,
        "there is no template `t19999`",
    ),
    "a long text": (lambda: written("x" * 8_000_000), "the footer has 8,000,000 characters"),
    "many carriage returns": (
        lambda: written("x" + "\\r" * 4_000_000 + "x"),
        "the footer has 4,000,002 characters",
    ),
    "many open braces": (
        lambda: written("{{" * 4_000_000),
        "the footer has 8,000,000 characters",
    ),
    "many open braces in a short text": (
        lambda: said("{" * 20_000),
        "the braces make no variable",
    ),
    "many placeholders": (lambda: said("{{1}}" * 1_600_000), "the body has 8,000,000 characters"),
    "many stars": (lambda: said("*a " * 2_500_000), "the header's text has 7,500,000 characters"),
    "many underscores": (lambda: said("_a " * 2_500_000), "the header's text has 7,500,000"),
    "many emoji": (lambda: said("👍" * 2_000_000), "the header's text has an emoji"),
    "many joiners": (lambda: said("\u200d" * 2_000_000), "the body has 2,000,000 characters"),
    "many marks": (lambda: said("a" + "\u0301\u0316" * 1_000_000), "the body has 2,000,00"),
    "many spaces": (lambda: said("a b" + " " * 7_000_000 + "c"), "the body has 7,000,004"),
    "many words of marketing": (lambda: said("promo " * 1_300_000), "the body has 7,800,000"),
    "a long phone number": (
        lambda: (
            f"{HEAD}buttons: [{{type: PHONE_NUMBER, text: x, phone_number: {'1' * 8_000_000}}}]"
            f"\n{BODY}"
        ),
        "is not a phone number",
    ),
    "many ignored rules": (
        lambda: f"{HEAD}ignore: {{{numbered('r{}: x, ', 100_000)}}}\n{BODY}",
        "there is no rule `r0`",
    ),
    "many templates with the same text": (
        lambda: numbered("---\nname: t{}\ncategory: UTILITY\ntranslations: {{en: {{body: a}}}}\n"),
        "",
    ),
    "many open variables": (lambda: written("${a" * 2_000_000), "is not closed"),
    "many variables": (lambda: written("${long}" * 1_000_000), "more than 16,777,216 characters"),
    "a text and many aliases": (
        lambda: f"{HEAD}tag: &x {'x' * MEGABYTE}\n{EVENTS.format('{text: *x}, ' * 50_000)}{BODY}",
        "more than 16,777,216 characters",
    ),
    "much to inherit": (
        lambda: HEAD + EVENTS.format("{text: x}, " * 60_000) + IN_ALL_LANGUAGES,
        "inherit more than",
    ),
    "a huge file": (lambda: "# " + "x" * 50_000_000, "larger than 8 MiB"),
}


def validated(project: Project) -> Any:
    """What `syncer validate` says, in a process with limits."""
    command = [sys.executable, "-c", LIMITED, "validate", "--format", "json"]
    ran = subprocess.run(command, cwd=project.root, capture_output=True, check=False)
    assert ran.stderr == b""
    assert ran.returncode in (0, 1)
    return json.loads(ran.stdout)


@pytest.mark.slow
@pytest.mark.parametrize(("text", "words"), CASES.values(), ids=CASES)
def test_the_worst_template_files_cost_little(
    text: Callable[[], str], words: str, tmp_path: Path
) -> None:
    config = f"version: 1\naccounts: {{one: {{vars: {{long: {'v' * 4 * MEGABYTE}}}}}}}\n"
    project = new_project(tmp_path / "project", config, worst=text())
    problems = validated(project)["problems"]
    assert not words or any(words in problem["message"] for problem in problems)
    assert bool(words) == any(problem["severity"] == "error" for problem in problems)


WORST_CONFIGS: dict[str, Callable[[], str]] = {
    "many accounts": lambda: f"accounts: {{{numbered('a{}: {{base_url: x}}, ')}}}\n",
    "many variables": lambda: f"accounts: {{one: {{vars: {{{numbered('v{}: x, ')}}}}}}}\n",
    "many references": lambda: f"accounts: {{one: {{phone: '{'${env:PATH}' * 500_000}'}}}}\n",
    "many folders": lambda: f"templates: [{'nowhere, ' * 20_000}]\n",
    "a long address": lambda: f"accounts: {{one: {{base_url: 'https://{'a' * 8_000_000} '}}}}\n",
    "a bomb": bomb,
}


@pytest.mark.slow
@pytest.mark.parametrize("text", WORST_CONFIGS.values(), ids=WORST_CONFIGS)
def test_the_worst_project_files_cost_little(text: Callable[[], str], tmp_path: Path) -> None:
    project = new_project(tmp_path / "project", "version: 1\n" + text())
    assert "summary" in validated(project)
