"""The report of a sweep: one page that answers, shows, and leads to every run."""

from fairlab.callable_package import make_callable

make_callable(__name__)
