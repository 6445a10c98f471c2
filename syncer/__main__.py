"""`python -m syncer` is the `syncer` command."""

from __future__ import annotations

from syncer.cli import main

main()
