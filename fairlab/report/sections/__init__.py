"""Every section of every page."""
