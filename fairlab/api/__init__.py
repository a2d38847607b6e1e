"""What a notebook does with fairlab: sweep, audit, compare, report, gate, clones, fit.

Each function takes plain values and gives frames, or a small object that holds frames.
"""

from fairlab.api.auditing import audit
from fairlab.api.audits import Audit, TableAudit
from fairlab.api.counted_tables import audit_table
from fairlab.api.fitting import fit
from fairlab.api.matched_clones import clones
from fairlab.api.of_stores import choose, compare, gate, report
from fairlab.api.sweeping import Sweep, sweep

__all__ = [
    "Audit", "Sweep", "TableAudit", "audit", "audit_table", "choose", "clones", "compare", "fit",
    "gate", "report", "sweep",
]  # fmt: skip
