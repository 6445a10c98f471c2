"""Templates → what the recipient sees of them, as values: for a terminal and a page alike."""
