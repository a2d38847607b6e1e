"""Decisions about people in a table: which column is what, what is wrong, and what was decided."""
