"""What a notebook does with fairlab, from a sweep to a monitor: the code of the commands.

Each function takes plain values and gives frames, or a small object that holds frames.
"""

from fairlab.api.auditing import audit
from fairlab.api.audits import Audit, TableAudit
from fairlab.api.counted_tables import audit_table
from fairlab.api.documenting import document
from fairlab.api.fitting import fit
from fairlab.api.matched_clones import clones
from fairlab.api.monitoring import monitor
from fairlab.api.of_stores import choose, compare, gate, report
from fairlab.api.predicted import predictions
from fairlab.api.scoring import score
from fairlab.api.sweeping import sweep
from fairlab.api.swept import Sweep

__all__ = [
    "Audit", "Sweep", "TableAudit", "audit", "audit_table", "choose", "clones", "compare",
    "document", "fit", "gate", "monitor", "predictions", "report", "score", "sweep",
]  # fmt: skip
