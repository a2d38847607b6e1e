"""How good the decisions are, for whom, and how sure that is: arrays in, tidy frames out."""

from typing import TYPE_CHECKING

from fairlab.callable_package import make_callable
from fairlab.lazy_names import lazily

if TYPE_CHECKING:
    from fairlab.audit.accuracy import performance as performance
    from fairlab.audit.accuracy import performance_of_counts as performance_of_counts
    from fairlab.audit.accuracy import undefined as undefined
    from fairlab.audit.counts import tally as tally
    from fairlab.audit.group import audit_counts as audit_counts
    from fairlab.audit.group import audit_groups as audit_groups

_HOME = {
    "audit_counts": "group",
    "audit_groups": "group",
    "performance": "accuracy",
    "performance_of_counts": "accuracy",
    "tally": "counts",
    "undefined": "accuracy",
}

make_callable(__name__)

__getattr__ = lazily(__name__, _HOME)
