"""Sections of the technical documentation; a new one is one more file."""
