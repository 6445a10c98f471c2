"""NxCloud's response codes, as data (API document, "Response Code Description"; facts, "Codes").

Match on the code, never on the message: its wording varies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from syncer.errors import ApiError, ClockError, CredentialsError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Mapping

SUCCESS = 0

_AUTHENTICATION = "an authentication problem: check the access key, the access secret and base_url"
_SENDER = "check that the account's phone is a WhatsApp number of this NxCloud account"
_UNKNOWN = "this code is not documented: ask NxCloud's support, and give them the trace id"

KINDS: Mapping[int, type[ApiError]] = {
    1003: CredentialsError,
    1004: ClockError,
    1005: CredentialsError,
    22093: NotFoundError,
}

HINTS: Mapping[int, str] = {
    -1: "ask NxCloud's support, and give them the trace id",
    1000: _AUTHENTICATION,
    1001: "a header of the signature is missing: a proxy may have removed it",
    1002: "bizType, action or a parameter of the body is wrong: check base_url",
    1003: "the signature is wrong: check the access secret and sign_algorithm; a proxy that changes"
    " Content-Type or the body breaks it too",
    1004: "the clocks differ by more than 60 seconds: set this machine's clock by NTP",
    1005: "check the access key, and that it may manage this account's templates",
    1006: _AUTHENTICATION,
    1007: _AUTHENTICATION,
    1008: _AUTHENTICATION,
    1009: _AUTHENTICATION,
    21058: "the account's tenant_id is missing: set it in syncer.yaml or NXCLOUD_TENANT_ID",
    21060: "the account's phone is missing: set it in syncer.yaml or NXCLOUD_PHONE",
    22041: "the platform or Meta did not take it, for the reason above: if it is about the"
    " template, change that; if about a limit or a lock, wait; else ask NxCloud's support",
    22042: "WhatsApp did not take it: read the reason, or look the template up in WhatsApp Manager",
    22049: "no merchant has this phone: check the account's phone and tenant_id",
    22070: "a template has at most 3 buttons: remove some",
    22089: "the phone has no core app at NxCloud: ask NxCloud's support to connect it",
    22090: f"the phone is not valid: write it with the country code, digits only; {_SENDER}",
    22092: "NxCloud does not have this language: take a code from the API document's table",
    22093: "the template is gone, or belongs to another sender: plan again",
    22216: "a button has no text: give it one",
}


def hint(code: int) -> str:
    """What to do about a code; the same advice for all codes that nobody documents."""
    return HINTS.get(code, _UNKNOWN)


def kind(code: int) -> type[ApiError]:
    """The error class of a code."""
    return KINDS.get(code, ApiError)
