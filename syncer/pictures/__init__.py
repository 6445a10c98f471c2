"""Templates → what the recipient sees, as values: the same for a terminal and for a page."""
