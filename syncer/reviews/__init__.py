"""What Meta says to templates: how each stands, and following that until the reviews have ended."""
