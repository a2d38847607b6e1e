"""Limits on what a run or a sweep may show, held against what can be told from its data."""
