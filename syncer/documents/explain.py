"""JSON Schema errors in plain words: where, what, and what to do.

The words come from the schema: its titles name things ("A URL button", "a phone number"), its
descriptions say what to write, a `$comment` of the form `rule: …` which rule of the rules table the
schema enforces there. A `writeOnly` value is a secret and is never shown. Of `anyOf`'s alternatives
the first is the one to explain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from syncer.documents.nodes import DataPath, Node, dotted, key_at, location, node_at
from syncer.documents.places import json_type
from syncer.documents.words import listed, nearest, quoted, suggestion
from syncer.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from jsonschema import ValidationError

RULE = "schema"
_RULE_OF_WRITE_ONLY = "literal-secret"
_COMMENT = "rule: "

_Words: TypeAlias = tuple[str, str]
_Wording: TypeAlias = "Callable[[ValidationError], _Words]"

_TYPE_WORDS = {
    "null": "nothing",
    "boolean": "true or false",
    "integer": "a whole number",
    "number": "a number",
    "string": "text",
    "array": "a list",
    "object": "a map",
}


def explain(error: ValidationError, root: Node, file: str) -> Iterator[Problem]:
    """The problems that one schema error stands for, each at the very key or value."""
    if error.validator == "anyOf":
        for cause in error.context or ():
            if cause.schema_path[0] == 0:
                yield from explain(cause, root, file)
    elif error.validator == "additionalProperties":
        yield from _unknown_keys(error, root, file)
    else:
        message, hint = _words(error)
        yield _problem(error, root, file, message, hint)


def doomed_paths(error: ValidationError) -> Iterator[DataPath]:
    """What must go so that the data have the shape that the schema gives them.

    A text that should be another text does no harm to the shape: it stays.
    """
    path = tuple(error.absolute_path)
    if error.validator == "anyOf":
        for cause in error.context or ():
            if cause.schema_path[0] == 0:
                yield from doomed_paths(cause)
    elif error.validator == "additionalProperties":
        yield from ((*path, key) for key in unknown_keys(error))
    elif error.validator == "type" or not isinstance(error.instance, str):
        yield path


def unknown_keys(error: ValidationError) -> Iterator[str]:
    """The keys that an `additionalProperties: false` refuses."""
    known = _schema(error).get("properties", {})
    return (key for key in _instance(error) if key not in known)


def _unknown_keys(error: ValidationError, root: Node, file: str) -> Iterator[Problem]:
    known = _schema(error).get("properties", {})
    title = _title(error, "this map")
    for key in unknown_keys(error):
        path = (*error.absolute_path, key)
        place = location(file, key_at(root, path))
        hint = suggestion(key, known, "the keys here are")
        yield Problem(place, f"unknown key {quoted(key)} in {title}", hint, RULE)


def _problem(error: ValidationError, root: Node, file: str, message: str, hint: str) -> Problem:
    path = tuple(error.absolute_path)
    if _is_about_a_key(error):
        place = location(file, key_at(root, (*path, str(error.instance))))
        return Problem(place, message, hint, _rule(error))
    where = f"{quoted(dotted(path))}: " if path else ""
    return Problem(location(file, node_at(root, path)), where + message, hint, _rule(error))


def _rule(error: ValidationError) -> str:
    if _schema(error).get("writeOnly"):
        return _RULE_OF_WRITE_ONLY
    comment = str(_schema(error).get("$comment", ""))
    return comment.removeprefix(_COMMENT) if comment.startswith(_COMMENT) else RULE


def _is_about_a_key(error: ValidationError) -> bool:
    return "propertyNames" in error.absolute_schema_path


def _words(error: ValidationError) -> _Words:
    return _WORDINGS.get(str(error.validator), _misfit)(error)


def _wrong_type(error: ValidationError) -> _Words:
    belongs = " or ".join(_TYPE_WORDS[name] for name in _expected(error) if name != "null")
    return f"{_found(error)} where {belongs} belongs", f"write {belongs} here"


def _missing(error: ValidationError) -> _Words:
    missing = [key for key in _expected(error) if key not in _instance(error)]
    verb, each = ("is", "it") if len(missing) == 1 else ("are", "them")
    return f"{listed(missing)} {verb} missing in {_title(error, 'this map')}", f"add {each}"


def _not_one_of(error: ValidationError) -> _Words:
    """The nearest value is the hint, or else all of them.

    A choice without a title of its own may have a description for those who wrote something else.
    """
    written = error.instance if isinstance(error.instance, str) else ""
    known, title = _expected(error), _title(error, "")
    said = "" if title or nearest(written, known) else _description(error)
    hint = said or suggestion(written, known, "write one of")
    return f"{_found(error)} is not {title or 'one of the values here'}", hint


def _not_this(error: ValidationError) -> _Words:
    value = quoted(str(error.validator_value))
    return f"{_found(error)} stands where {value} belongs", f"write {value}"


def _no_match(error: ValidationError) -> _Words:
    if _schema(error).get("writeOnly"):
        return "a secret stands here as it is", _description(error)
    message = f"{_found(error)} is not {_title(error, 'in the form expected here')}"
    return message, _description(error)


def _too_small(error: ValidationError) -> _Words:
    return f"{_found(error)} is less than {error.validator_value}", "write a larger number"


def _too_large(error: ValidationError) -> _Words:
    return f"{_found(error)} is more than {error.validator_value}", "write a smaller number"


def _empty(error: ValidationError) -> _Words:
    if isinstance(error.instance, dict):
        keys = listed(_schema(error).get("properties", ()))
        hint = f"the keys here are {keys}" if keys else "write something here"
        return f"{_title(error, 'this map')} cannot be empty", hint
    what = _TYPE_WORDS[json_type(error.instance)].removeprefix("a ")
    return f"an empty {what}", "write something here, or remove the key"


def _too_many_keys(error: ValidationError) -> _Words:
    return (
        f"{_title(error, 'this map')} takes one of its keys only",
        f"keep one of {listed(_instance(error))}",
    )


def _misfit(error: ValidationError) -> _Words:
    return f"{_found(error)} is not {_title(error, 'allowed here')}", _description(error)


_WORDINGS: dict[str, _Wording] = {
    "type": _wrong_type,
    "required": _missing,
    "enum": _not_one_of,
    "const": _not_this,
    "pattern": _no_match,
    "minimum": _too_small,
    "maximum": _too_large,
    "minLength": _empty,
    "minItems": _empty,
    "minProperties": _empty,
    "maxProperties": _too_many_keys,
}


def _found(error: ValidationError) -> str:
    """What stands there, in words; a secret is never shown."""
    value = error.instance
    if isinstance(value, str | bool | int | float):
        return "this value" if _schema(error).get("writeOnly") else quoted(_yaml_text(value))
    return _TYPE_WORDS[json_type(value)]


def _yaml_text(value: str | float) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _title(error: ValidationError, otherwise: str) -> str:
    """The schema's name of the thing, as it stands within a sentence."""
    title = str(_schema(error).get("title", otherwise))
    article, _, rest = title.partition(" ")
    return f"{article.lower()} {rest}" if article in {"A", "An", "The"} else title


def _description(error: ValidationError) -> str:
    return str(_schema(error).get("description", ""))


def _schema(error: ValidationError) -> dict[str, Any]:
    return error.schema if isinstance(error.schema, dict) else {}


def _instance(error: ValidationError) -> dict[str, object]:
    """The map that a complaint about keys is about."""
    return error.instance if isinstance(error.instance, dict) else {}


def _expected(error: ValidationError) -> list[str]:
    """The keyword's value: the types, keys or values that the schema lists."""
    value = error.validator_value
    return (
        [item for item in value if isinstance(item, str)]
        if isinstance(value, list)
        else [str(value)]
    )
