"""A time as an argument of the command line."""

from __future__ import annotations

from datetime import UTC, datetime

import click


def time(text: str) -> datetime:
    """A date, or a date and a time, in ISO 8601; in UTC unless it says otherwise."""
    try:
        told = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no time: write 2026-11-26T12:30:00Z") from None
    return told if told.tzinfo else told.replace(tzinfo=UTC)
