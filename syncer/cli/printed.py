"""What this run has put on stdout as its one JSON document, if it has."""

from __future__ import annotations

documents: list[str] = []
