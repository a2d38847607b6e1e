"""The technical documentation of a system: every figure from a run, the rest from a person."""

from fairlab.callable_package import make_callable

make_callable(__name__)
