"""All rules, in the order in which a message is read."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from syncer.rules import (
    body,
    buttons,
    footer,
    header,
    identity,
    media,
    phone_numbers,
    placeholders,
    references,
    urls,
    wording,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncer.rules.rule import Rule

SUBJECTS: Mapping[str, tuple[Rule, ...]] = {
    "Name, language, category": identity.RULES,
    "Header": header.RULES,
    "Media": media.RULES,
    "Body": body.RULES,
    "Variables": placeholders.RULES,
    "Wording": wording.RULES,
    "Footer": footer.RULES,
    "Buttons": buttons.RULES,
    "URLs": urls.RULES,
    "Phone numbers": phone_numbers.RULES,
    "Events and forms": references.RULES,
}
"""The rules by what they are about."""

RULES: tuple[Rule, ...] = tuple(chain.from_iterable(SUBJECTS.values()))
RULES_BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}
