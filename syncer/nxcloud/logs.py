"""What httpx and httpcore log: the addresses of media are signed, and whoever has one can read."""

from __future__ import annotations

import logging
import re

_LOGGERS = ("httpx", "httpcore.connection", "httpcore.http11", "httpcore.http2", "httpcore.proxy")
_SIGNATURE = re.compile(
    r"((?:signature|sig|ossaccesskeyid|token|credential)=)[^&\s'\"]+", re.IGNORECASE
)


def keep_signatures_out_of_logs() -> None:
    """Blot the signatures of URLs out of all that is logged from now on, at any level."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_without_signatures)


def _without_signatures(record: logging.LogRecord) -> bool:
    message = record.getMessage()
    if _SIGNATURE.search(message):
        record.msg, record.args = _SIGNATURE.sub(r"\1***", message), ()
    return True
