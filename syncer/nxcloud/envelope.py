"""From the bytes of an answer to its `data`, or to the error that they mean.

The body's `code` is the only error signal that NxCloud documents (API document, "Response
Parameters"); proxies on the way know only HTTP. Both are heard, and the code wins.
"""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from typing import TYPE_CHECKING, NoReturn

from syncer.errors import UnexpectedAnswerError
from syncer.nxcloud import codes
from syncer.nxcloud.aftermath import aftermath_of
from syncer.nxcloud.node import Node, whole_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


_EXCERPT = 120
_MESSAGE = 500
_LOOK_AT = 8_192
MAX_VALUES = 500_000
"""A page of the list has a few thousand. Each costs more memory than its bytes."""
_SUCCESS = range(200, 300)
_REDIRECT = range(300, 400)
_SERVER_ERROR = range(500, 600)

_HTTP_HINTS: Mapping[int, str] = {
    401: "something before NxCloud asks for a login: check base_url and the proxy",
    403: "something before NxCloud forbids it: check base_url, the proxy and the allowed addresses",
    404: "there is no such endpoint: check base_url",
    407: "the proxy asks for a login: set it in HTTPS_PROXY",
    413: "the server finds the request too large: use a smaller media file",
    429: "too many requests: wait a while, or lower `network.requests_per_second`",
}
_REDIRECT_HINT = "the server redirects to another address: check base_url"
_SERVER_HINT = "the server, or a proxy before it, is in trouble: try again later"
_ANSWER_HINT = "check base_url, and whether a proxy answers in place of NxCloud"


def open_envelope(
    status: int,
    body: bytes,
    *,
    call: str,
    secrets: Sequence[str] = (),
    retry_after: float | None = None,
) -> Node:
    """The `data` of an answer.

    `status` is the HTTP status, `call` names method and endpoint for messages, and `secrets` are
    blotted out wherever the answer repeats them. The code may be a number or its text.
    `retry_after` is how many seconds the server wants to be left alone. Raises ApiError or one of
    its subclasses for a code that is not 0, UnexpectedAnswerError for everything that is no
    envelope.
    """
    envelope = _json_object(body) or {}
    code = whole_number(envelope.get("code"))
    trace_id = safe_text(envelope.get("traceId"), secrets)
    aftermath = aftermath_of(status, code, retry_after)
    if code is not None and code != codes.SUCCESS:
        message = safe_text(envelope.get("message"), secrets)
        hint = f"{codes.hint(code)} (the request was {call})"
        raise codes.kind(code)(code, message, trace_id=trace_id, hint=hint, aftermath=aftermath)
    if code is None or status not in _SUCCESS:
        start = safe_text(body[:_LOOK_AT].decode(errors="replace"), secrets, limit=_EXCERPT)
        raise UnexpectedAnswerError(
            f"{call}: NxCloud's answer is {_fault(status, body)}" + (f": {start}" if start else ""),
            hint=_hint(status),
            trace_id=trace_id,
            aftermath=aftermath,
        )
    return Node(envelope.get("data"), "data", call, trace_id)


def safe_text(value: object, secrets: Sequence[str] = (), *, limit: int = _MESSAGE) -> str:
    """A text from outside, made fit for a terminal: one printable line, without secrets.

    At most `limit` characters. Empty for everything that is no text.
    """
    text = value[:_LOOK_AT] if isinstance(value, str) else ""
    for secret in filter(None, secrets):
        text = text.replace(secret, "***")
    words = "".join(char if char.isprintable() else " " for char in text).split()
    line = " ".join(words)
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _json_object(body: bytes) -> Mapping[str, object] | None:
    """The members of a JSON object; None for anything else."""
    if _has_too_many_values(body):
        return None
    try:
        text = body.removeprefix(BOM_UTF8).decode("utf-8", "replace")
        value = json.loads(text, parse_constant=_no_json)
        return _whole_characters(value, body) if isinstance(value, dict) else None
    except (ValueError, RecursionError):
        return None


def _has_too_many_values(body: bytes) -> bool:
    return sum(map(body.count, (b",", b"[", b"{"))) > MAX_VALUES


def _no_json(constant: str) -> NoReturn:
    raise ValueError(constant)


def _whole_characters(value: dict[str, object], body: bytes) -> Mapping[str, object]:
    """The same, where halves of a surrogate pair (an emoji cut in two) are U+FFFD.

    Such a half can only come from an escape, and no file, terminal or request could hold it.
    """
    if b"\\ud" not in body.lower():
        return value
    utf16 = json.dumps(value, ensure_ascii=False).encode("utf-16", "surrogatepass")
    whole: dict[str, object] = json.loads(utf16.decode("utf-16", "replace"))
    return whole


def _fault(status: int, body: bytes) -> str:
    if status not in _SUCCESS:
        return f"HTTP status {status}"
    if not body.strip():
        return "empty"
    if body.lstrip().startswith(b"<"):
        return "a web page"
    if _has_too_many_values(body):
        return f"of more than {MAX_VALUES:,} values"
    return "no whole JSON object" if _json_object(body) is None else "without a usable code"


def _hint(status: int) -> str:
    if status in _HTTP_HINTS:
        return _HTTP_HINTS[status]
    if status in _SERVER_ERROR:
        return _SERVER_HINT
    return _REDIRECT_HINT if status in _REDIRECT else _ANSWER_HINT
