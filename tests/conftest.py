from __future__ import annotations

from hypothesis import settings

# The same examples in every run: a red build means that the change broke something.
settings.register_profile("syncer", derandomize=True, deadline=None)
settings.load_profile("syncer")
