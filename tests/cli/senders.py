"""The phones of the emulator's account."""

from __future__ import annotations

MAIN, STAGING = "8615800001795", "8615800001111"
