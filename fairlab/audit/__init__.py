"""How good the decisions are, for whom, and how sure that is: arrays in, tidy frames out."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from fairlab.callable_package import make_callable

if TYPE_CHECKING:
    from fairlab.audit.accuracy import performance, performance_of_counts, undefined
    from fairlab.audit.counts import tally
    from fairlab.audit.group import audit_counts, audit_groups

__all__ = [
    "audit_counts",
    "audit_groups",
    "performance",
    "performance_of_counts",
    "tally",
    "undefined",
]

_HOME = {
    "audit_counts": "group",
    "audit_groups": "group",
    "performance": "accuracy",
    "performance_of_counts": "accuracy",
    "tally": "counts",
    "undefined": "accuracy",
}


make_callable(__name__)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
