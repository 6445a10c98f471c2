"""What a template points to: other templates, and forms."""

from __future__ import annotations

from syncer.rules import sources
from syncer.rules.rule import Rule

RULES = (
    Rule(
        "event-value",
        "error",
        "doc",
        "an event has not just one of a tag, a text and a template, with its value",
        "write the value, or remove the event",
        f"{sources.API_CREATE}: buttonEvents",
        found_by="schema",
        ignorable=False,
    ),
    Rule(
        "dangling-reference",
        "error",
        "doc",
        "an event leads to a template that is declared nowhere",
        "declare it, or write {name: …, external: true} where it lives elsewhere",
        f"{sources.API_CREATE}: buttonEvents.templateId",
        found_by="references",
        ignorable=False,
    ),
    Rule(
        "external",
        "error",
        "doc",
        "an event leads to an external template that is not live",
        "create it in the console, or declare it in the files without external",
        f"{sources.API_CREATE}: buttonEvents.templateId",
        found_by="plan",
        ignorable=False,
    ),
    Rule(
        "form",
        "error",
        "doc",
        "a FLOW button opens a form that the account does not have, or has several of",
        "write the name or the id of one of its forms",
        f"{sources.API_CREATE}: flow_id",
        found_by="plan",
        ignorable=False,
    ),
    Rule(
        "form-published",
        "error",
        "doc",
        "a FLOW button opens a form that is not PUBLISHED",
        "publish the form in the console first",
        sources.COMPONENTS,
        found_by="plan",
    ),
)
