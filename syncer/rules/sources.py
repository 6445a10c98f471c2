"""Who states the rules."""

from __future__ import annotations

_META = "https://developers.facebook.com/docs/whatsapp"

COMPONENTS = f"Meta: {_META}/business-management-api/message-templates/components"
GUIDELINES = f"Meta: {_META}/message-templates/guidelines"
TEMPLATES = f"Meta: {_META}/business-management-api/message-templates"
MEDIA = f"Meta: {_META}/cloud-api/reference/media, and NxCloud's media endpoints"
LIVE = "answers of the live API, and templates that are really approved"
PROVIDERS = "providers of WhatsApp's API"
API_CREATE = "NxCloud API document, Create Template Message"
API_CODES = "NxCloud API document, Response Code Description"
OURS = "syncer itself: a template file could not be carried out otherwise"
