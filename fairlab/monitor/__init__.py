"""Decisions watched batch by batch, with alarms that may be looked at as often as one likes."""

from fairlab.callable_package import make_callable

make_callable(__name__)
