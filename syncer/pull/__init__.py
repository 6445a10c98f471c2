"""Live templates → template files and media, so that the next plan is empty."""
