"""How long syncer takes, against what else does the same work. See docs/benchmarks.md."""
