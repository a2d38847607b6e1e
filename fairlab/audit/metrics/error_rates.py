"""Further error rates between groups, under the names of the field."""

from fairlab.audit.measures import gap, parity
from fairlab.audit.metric_types import APPROVED, GroupMetric, Rate
from fairlab.audit.metrics.study import RECALL

FPR = Rate(
    "fpr",
    hits=("fp",),
    misses=("tn",),
    empty="no negatives",
    label="flagged without a bad event",
    short="fpr",
    called="false positive rate",
)
NPV = Rate(
    "npv",
    hits=("tn",),
    misses=("fn",),
    empty="everything flagged",
    label="approvals that were right",
    outcome=APPROVED,
    short="npv",
    called="negative predictive value",
)

METRICS = (
    GroupMetric(
        name="fpr_parity",
        label="gap of false positive rates, as a share of the highest",
        rates=(FPR,),
        spread=parity,
    ),
    GroupMetric(
        name="npv_parity",
        label="gap of negative predictive values, as a share of the highest",
        rates=(NPV,),
        spread=parity,
    ),
    GroupMetric(
        name="equal_opportunity_difference",
        label="highest recall minus the lowest",
        rates=(RECALL,),
        spread=gap,
    ),
    GroupMetric(
        name="equalized_odds_difference",
        label="mean of the gaps of false positive rates and of recall",
        rates=(FPR, RECALL),
        spread=gap,
        kept="detail",
    ),
    GroupMetric(
        name="npv_sufficiency_difference",
        label="highest negative predictive value minus the lowest",
        rates=(NPV,),
        spread=gap,
    ),
)
