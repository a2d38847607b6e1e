"""fairlab: a workbench in which a fairness claim carries its error bars.

>>> import fairlab
>>> people = fairlab.load("adult")
>>> people.sensitive
('sex', 'race', 'age')
"""

# Nothing is imported here before a name is asked for, not even typing, which takes a moment in
# which a Ctrl-C would end in a traceback of ours.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__version__ = "0.2.0"

# What is public, and where it lives; all else may change without notice.
_HOME = {
    "Audit": "fairlab.api",
    "AuditSource": "fairlab.audit.sources",
    "DataError": "fairlab.errors",
    "Dataset": "fairlab.data",
    "Design": "fairlab.experiment.design",
    "RequestError": "fairlab.errors",
    "StoreError": "fairlab.errors",
    "Strategy": "fairlab.experiment.strategy",
    "Sweep": "fairlab.api",
    "TableAudit": "fairlab.api",
    "audit_table": "fairlab.api",
    "choose": "fairlab.api",
    "fit": "fairlab.api",
    "load": "fairlab.data",
    "predictions": "fairlab.api",
    "read_table": "fairlab.data",
    "score": "fairlab.api",
    "sweep": "fairlab.api",
}
# Packages that are called too, see callable_package.
_CALLED = ("audit", "clones", "compare", "document", "gate", "monitor", "report")
__all__ = [*_HOME, *_CALLED]

if TYPE_CHECKING:
    from fairlab.api import Audit as Audit
    from fairlab.api import Sweep as Sweep
    from fairlab.api import TableAudit as TableAudit
    from fairlab.api import audit_table as audit_table
    from fairlab.api import choose as choose
    from fairlab.api import fit as fit
    from fairlab.api import predictions as predictions
    from fairlab.api import score as score
    from fairlab.api import sweep as sweep
    from fairlab.audit.sources import AuditSource as AuditSource
    from fairlab.data import Dataset as Dataset
    from fairlab.data import load as load
    from fairlab.data import read_table as read_table
    from fairlab.experiment.design import Design as Design
    from fairlab.experiment.strategy import Strategy as Strategy


def __getattr__(name: str) -> "Any":
    """Import a public name when it is first used."""
    from importlib import import_module

    if name in _CALLED:
        return import_module(f"{__name__}.{name}")
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
