"""An audit of people who were counted and not kept (docs/decisions/0015)."""
