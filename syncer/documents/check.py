"""Nodes → data that fits a JSON Schema, and what did not fit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

from syncer.documents.construct import Data, construct
from syncer.documents.explain import RULE, doomed_paths, explain
from syncer.documents.limits import MAX_PROBLEMS, and_more
from syncer.documents.nodes import without
from syncer.documents.places import Place
from syncer.schema_files import load_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    import jsonschema_rs
    from jsonschema import Draft202012Validator, ValidationError

    from syncer.documents.nodes import Node
    from syncer.errors import Problem


@dataclass(frozen=True, slots=True)
class Checked:
    """What is left of a document when all that has not the schema's shape is taken away.

    `data` and `root` belong together; None and the document itself where nothing is left. Where
    there are problems, texts may still be others than the schema allows.
    """

    data: Data
    root: Node
    problems: tuple[Problem, ...] = ()


class DocumentSchema:
    """A JSON Schema made ready to read documents.

    jsonschema-rs accepts, in a hundredth of the time; what it does not accept jsonschema explains.
    """

    def __init__(self, schema: Mapping[str, Any]) -> None:
        self.place = Place([schema], schema)
        self._schema = schema

    def accepts(self, data: Data) -> bool:
        """Whether data are as the schema wants them. Of what is not, `check` has the reasons."""
        try:
            return self._acceptor.is_valid(data)
        except ValueError:  # what JSON has no text for
            return False

    def data(self, root: Node) -> Data:
        """The document's data as the schema types them, whether they fit or not."""
        return construct(root, self.place)

    def check(self, root: Node, file: str) -> Checked:
        """The data that fit, and every problem. `file` is the path as messages show it."""
        data = self.data(root)
        errors = [] if self.accepts(data) else self._errors(data)
        if not errors:
            return Checked(data, root)
        problems = _explained(errors, root, file)
        if max(len(problems), len(errors)) > MAX_PROBLEMS:
            return Checked(None, root, (*problems[:MAX_PROBLEMS], and_more(root, file, RULE)))
        return Checked(*self._fitting(root, errors), problems)

    @cached_property
    def _acceptor(self) -> jsonschema_rs.Draft202012Validator:
        import jsonschema_rs

        return jsonschema_rs.Draft202012Validator(dict(self._schema))

    @cached_property
    def _explainer(self) -> Draft202012Validator:
        from jsonschema import Draft202012Validator

        return Draft202012Validator(self._schema)

    def _errors(self, data: Data) -> list[ValidationError]:
        return list(islice(self._explainer.iter_errors(data), MAX_PROBLEMS + 1))

    def _fitting(self, root: Node, errors: list[ValidationError]) -> tuple[Data, Node]:
        """Take away what does not fit, and then what lacks it, until the rest has its shape."""
        data = self.data(root)
        while doomed := frozenset(chain.from_iterable(map(doomed_paths, errors))):
            if () in doomed:
                return None, root
            root = without(root, doomed)
            data = self.data(root)
            errors = self._errors(data)
        return data, root


@cache
def document_schema(name: str) -> DocumentSchema:
    """The schema of this name in `schemas/`, made ready once per process."""
    return DocumentSchema(load_schema(name))


def _explained(errors: list[ValidationError], root: Node, file: str) -> tuple[Problem, ...]:
    """The distinct problems, and one more than is shown at most."""
    problems: dict[Problem, None] = {}
    for problem in chain.from_iterable(explain(error, root, file) for error in errors):
        problems[problem] = None
        if len(problems) > MAX_PROBLEMS:
            break
    return tuple(problems)
