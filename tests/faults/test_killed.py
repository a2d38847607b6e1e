"""Killed at random moments, a few times each; ``make faults`` does it 200 times."""
