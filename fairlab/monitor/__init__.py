"""Decisions watched batch by batch, with alarms that may be looked at as often as one likes."""
