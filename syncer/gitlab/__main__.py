"""`python -m syncer.gitlab FILE`: a result in Markdown as a note of the merge request."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from syncer.gitlab.note import main

sys.exit(main(Path(sys.argv[1]), os.environ))
