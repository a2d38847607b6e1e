"""The technical documentation of a system: every figure from a run, the rest from a person."""
