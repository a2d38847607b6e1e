"""What lending looks at first: who is flagged, who is approved, and how unlike that is by group.

With two outcomes the differences of both rates are one number, and their ratios are not: of few
flags the ratio of flags may be small where the ratio of approvals is near 1. See
docs/decisions/0011-metrics.md.
"""

from fairlab.audit.measures import gap, parity, ratio
from fairlab.audit.metric_types import APPROVED, LENDING, GroupMetric, Rate

SELECTION_RATE = Rate(
    "selection_rate",
    ("tp", "fp"),
    ("fn", "tn"),
    "0 rows",
    "people flagged",
    family=LENDING,
    as_ratio=True,
    short="flagged",
    called="share flagged",
)
APPROVAL_RATE = Rate(
    "approval_rate",
    ("tn", "fn"),
    ("fp", "tp"),
    "0 rows",
    "people approved",
    APPROVED,
    LENDING,
    as_ratio=True,
    short="approved",
)

METRICS = (
    GroupMetric(
        name="selection_rate_difference",
        label="highest share flagged minus the lowest (demographic parity difference)",
        rates=(SELECTION_RATE,),
        spread=gap,
        family=LENDING,
        kept="metric",
        floor="selection_rate_difference_floor_95",
    ),
    GroupMetric(
        name="adverse_impact_ratio",
        label="lowest share approved over the highest, 1 is equal",
        rates=(APPROVAL_RATE,),
        spread=ratio,
        lower_is_better=False,
        family=LENDING,
        kept="metric",
        floor="adverse_impact_ratio_floor_95",
    ),
    # The same number as the difference of the flags, so that it is kept in the table alone.
    GroupMetric(
        name="approval_rate_difference",
        label="highest share approved minus the lowest",
        rates=(APPROVAL_RATE,),
        spread=gap,
        family=LENDING,
    ),
    GroupMetric(
        name="selection_rate_parity",
        label="gap of the shares flagged, as a share of the highest",
        rates=(SELECTION_RATE,),
        spread=parity,
        family=LENDING,
    ),
    GroupMetric(
        name="flag_rate_ratio",
        label="lowest share flagged over the highest, 1 is equal (demographic parity ratio)",
        rates=(SELECTION_RATE,),
        spread=ratio,
        lower_is_better=False,
        family=LENDING,
    ),
)
