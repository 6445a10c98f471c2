"""The numbers that PHONE_NUMBER buttons call."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from syncer.documents.words import quoted
from syncer.model import PhoneNumberButton
from syncer.rules import sources
from syncer.rules.rule import Rule
from syncer.rules.texts import finding

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syncer.model import DesiredTemplate

_NUMBER = re.compile(r"\+[0-9]{1,20}")
"""In the model's normal form: `+` and what is left without blanks, dots, brackets and hyphens."""


def _numbers(desired: DesiredTemplate) -> list[tuple[str, str]]:
    return [
        (f"buttons[{index}].phone_number", button.phone_number)
        for index, button in enumerate(desired.template.buttons)
        if type(button) is PhoneNumberButton
    ]


def _form(number: str) -> Mapping[str, object] | None:
    return None if _NUMBER.fullmatch(number) else {"number": quoted(number)}


def _country(number: str) -> Mapping[str, object] | None:
    is_number = _NUMBER.fullmatch(number)
    return {"number": quoted(number)} if is_number and not _is_valid(number) else None


def _is_valid(number: str) -> bool:
    """Whether the numbering plan of its country has such a number."""
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number))
    except phonenumbers.NumberParseException:
        return False


RULES = (
    Rule(
        "phone-number",
        "error",
        "doc",
        "{number} is not a phone number of at most 20 digits",
        "write the country code and the number, such as +8613128000000",
        sources.COMPONENTS,
        finding(_form, _numbers),
    ),
    Rule(
        "phone-number-country",
        "warning",
        "said",
        "no country has a phone number such as {number}",
        "check the country code and the number",
        sources.PROVIDERS,
        finding(_country, _numbers),
    ),
)
