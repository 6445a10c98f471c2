"""Desired templates and a live snapshot in, a plan out: no network, clock, files or terminal."""
