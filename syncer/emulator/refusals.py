"""What the platform answers instead of data: a code and a message, with HTTP 200."""

from __future__ import annotations

# API document, "Response Code Description", and the authentication codes of NxCloud's public pages.
MISSING_HEADER = 1001
PARAMETER = 1002
SIGNATURE = 1003
TIMESTAMP = 1004
ACCESS_KEY = 1005
TENANT_ID_REQUIRED = 21058
CLOUD_PLATFORM = 22041
UNKNOWN_PHONE = 22049
TOO_MANY_BUTTONS = 22070
INVALID_PHONE = 22090
UNKNOWN_LANGUAGE = 22092
UNKNOWN_TEMPLATE = 22093
EMPTY_BUTTON_TEXT = 22216


class Refusal(Exception):  # noqa: N818 - an answer of the platform, not a fault of the emulator
    """The platform refuses a request with this code and message."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def parameter(message: str) -> Refusal:
    """A parameter of the wrong type or value (1002)."""
    return Refusal(PARAMETER, f"Parameter error: {message}")


def meta(message: str) -> Refusal:
    """Meta, or the platform on its behalf, says no (22041)."""
    return Refusal(CLOUD_PLATFORM, f"Failed to send from cloud platform: {message}")


def unknown_template(template_id: object) -> Refusal:
    """No template has this id on the platform (22093)."""
    return Refusal(UNKNOWN_TEMPLATE, f"Template does not exist: {template_id}")
