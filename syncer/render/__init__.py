"""Finished values → text and JSON. Nothing here reads, decides or prints."""
