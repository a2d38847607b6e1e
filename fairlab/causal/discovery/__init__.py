"""From data and what is known beforehand to a causal graph."""
