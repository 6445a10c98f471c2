"""What documents say in passing, in `backticks`, is there as well."""

from __future__ import annotations

import re
import shlex

import click
import pytest
from markdown_it import MarkdownIt
from support.markdown import DOCUMENTS

from syncer.cli import group

CONTEXT = click.Context(group, info_name="syncer", **group.context_settings)
OPTIONS = {
    name: {
        word
        for option in command.get_params(click.Context(command, parent=CONTEXT))
        for word in (*option.opts, *option.secondary_opts)
    }
    for name in group.list_commands(CONTEXT)
    if (command := group.get_command(CONTEXT, name))
}
INLINE = [
    (document.name, child.content)
    for document in DOCUMENTS
    for token in MarkdownIt().enable("table").parse(document.read_text(encoding="utf-8"))
    for child in token.children or ()
    if child.type == "code_inline"
]
COMMANDS = sorted({one for one in INLINE if re.match(r"syncer [a-z]", one[1])})
MENTIONED = sorted({one for one in INLINE if re.match(r"--[a-z]", one[1])})
OF_OTHERS = {"--user"}
"""Options of other programs: Docker's."""


@pytest.mark.parametrize(("document", "code"), COMMANDS)
def test_a_command_that_is_mentioned_exists_with_its_options(document: str, code: str) -> None:
    assert document
    _, name, *words = shlex.split(re.split(r" [|>&] ", code)[0])
    assert name in OPTIONS
    used = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
    assert used <= OPTIONS[name]


@pytest.mark.parametrize(("document", "code"), MENTIONED)
def test_an_option_that_is_mentioned_is_one_of_some_command(document: str, code: str) -> None:
    assert document
    option = re.split(r"[ =]", code)[0]
    assert option in set().union(*OPTIONS.values(), OF_OTHERS)


def test_no_command_hides_in_a_block_that_is_only_indented() -> None:
    hidden = [
        f"{document.name}: {token.content}"
        for document in DOCUMENTS
        for token in MarkdownIt().parse(document.read_text(encoding="utf-8"))
        if token.type == "code_block" and re.search(r"^\$ |syncer ", token.content, re.MULTILINE)
    ]
    assert hidden == []
