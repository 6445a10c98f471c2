"""A plan → calls, in order, until the two sides agree; and what became of each action."""
