"""The two measures of the study: are flags as often right, and bad events as often caught?"""

from fairlab.audit.measures import parity
from fairlab.audit.metric_types import STUDY, GroupMetric, Rate

PRECISION = Rate(
    "precision", ("tp",), ("fp",), "nothing flagged", "flags that were right", family=STUDY
)
RECALL = Rate("recall", ("tp",), ("fn",), "no positives", "bad events caught", family=STUDY)

METRICS = (
    GroupMetric(
        name="precision_parity",
        label="gap of precision between groups, as a share of the highest",
        rates=(PRECISION,),
        spread=parity,
        family=STUDY,
        kept="metric",
        floor="precision_floor_95",
        p="fisher_p_precision",
    ),
    GroupMetric(
        name="recall_parity",
        label="gap of recall between groups, as a share of the highest",
        rates=(RECALL,),
        spread=parity,
        family=STUDY,
        kept="metric",
        headline=True,
        floor="recall_floor_95",
        p="fisher_p_recall",
    ),
)
