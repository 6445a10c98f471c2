"""WhatsApp message templates as code, for NxCloud (NxLink) accounts."""

__version__ = "0.1.0"
