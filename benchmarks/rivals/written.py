"""From a detail, as NxCloud gives it, to the body that would write it. For the rivals alone."""

from __future__ import annotations


def as_written(detail: dict) -> dict:
    """What of a detail a PUT says."""
    parts = {part["type"]: part for part in detail["components"]}
    return {
        "name": detail["name"],
        "language": detail["language"],
        "category_type": detail["category_type"],
        "content": parts["BODY"]["text"],
        "headerText": parts.get("HEADER", {}).get("text") or "",
        "footerText": parts.get("FOOTER", {}).get("text") or "",
        "buttonComponents": [_button(one) for one in parts.get("BUTTONS", {}).get("buttons", [])],
    }


def _button(button: dict) -> dict:
    written = {"type": button["type"], "text": button["text"]}
    if button["type"] == "QUICK_REPLY":
        request = button["buttonReqs"]
        events = [_without_unset(event) for event in request["buttonEvents"]]
        return {**written, "customizeType": request["customizeType"], "buttonEvents": events}
    if button["type"] == "URL":
        return {**written, "url": button["url"]}
    return {**written, "phoneNumber": button["phone_number"]}


def _without_unset(event: dict) -> dict:
    return {name: value for name, value in event.items() if value and name != "tagId"}
