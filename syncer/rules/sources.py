"""Who states the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

COMPONENTS = "Meta, template components"
GUIDELINES = "Meta, template guidelines"
TEMPLATES = "Meta, message templates"
MEDIA = "Meta, media"
API_CREATE = "NxCloud API document, Create Template Message"
API_CODES = "NxCloud API document, Response Code Description"
LIVE = "live templates"
PROVIDERS = "providers"
OURS = "syncer"

_META = "https://developers.facebook.com/docs/whatsapp"

EXPLAINED: Mapping[str, str] = {
    COMPONENTS: f"{_META}/business-management-api/message-templates/components",
    GUIDELINES: f"{_META}/message-templates/guidelines",
    TEMPLATES: f"{_META}/business-management-api/message-templates",
    MEDIA: f"{_META}/cloud-api/reference/media, and NxCloud's media endpoints, which agree with it",
    LIVE: "answers of the live API, and templates that Meta has really approved or refused",
    PROVIDERS: "what providers of WhatsApp's API tell their customers",
    OURS: "a template file could not be carried out otherwise",
}
"""Where it is written, or what is meant."""
