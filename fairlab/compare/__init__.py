"""Strategies side by side over seeds: what differs, by how much, and how sure that is."""

from fairlab.callable_package import make_callable

make_callable(__name__)
