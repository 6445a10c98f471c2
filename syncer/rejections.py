"""Why Meta rejects a template, in plain words, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Rejection:
    """A reason that Meta gives: what it means, and what helps."""

    meaning: str
    advice: str


REJECTIONS: Mapping[str, Rejection] = {
    "ABUSIVE_CONTENT": Rejection(
        "the text breaks Meta's policies: it may be read as a threat, an insult or as hate",
        "reword it, and do not ask for card, identity or health data",
    ),
    "INCORRECT_CATEGORY": Rejection(
        "the text does not fit its category",
        "say MARKETING for what promotes anything; UTILITY is for what the customer did or"
        " asked for",
    ),
    "INVALID_FORMAT": Rejection(
        "something is malformed: variables, their place, spelling, or a link",
        "look at the variables first: none at the start or the end, words between them",
    ),
    "PROMOTIONAL": Rejection(
        "the text promotes something, and its category is not for that",
        "make it MARKETING, or take the offer out",
    ),
    "SCAM": Rejection(
        "Meta takes it for a fraud",
        "name your business, link to its own domain and not to a shortener, ask for no payment"
        " data",
    ),
    "TAG_CONTENT_MISMATCH": Rejection(
        "the language or the category does not fit the text",
        "check that the text is written in the language it is declared for, and its category",
    ),
    "NONE": Rejection(
        "Meta gives no reason",
        "look at the template in WhatsApp Manager, where a review can be asked for again",
    ),
}
"""By Meta's word for it (webhook `message_template_status_update`, field `reason`)."""


def rejection_words(reason: str) -> str:
    """A reason, what it means and what to do; one that is not known, as it came."""
    known = REJECTIONS.get(reason.upper() or "NONE")
    if known is None:
        return reason
    return f"{reason or 'no reason given'}: {known.meaning}; {known.advice}"
