"""A structural model of telecom credit applications, in the shape of van der Pol's (2026) data."""
