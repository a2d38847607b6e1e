"""Limits on what a run or a sweep may show, held against what can be told from its data."""

from fairlab.callable_package import make_callable

make_callable(__name__)
