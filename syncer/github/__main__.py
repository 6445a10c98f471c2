"""`python -m syncer.github WORD`."""

from __future__ import annotations

import os
import sys

from syncer.github.words import main

sys.exit(main(sys.argv[1], os.environ))
