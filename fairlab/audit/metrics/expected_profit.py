"""Profit of a portfolio of loans."""

from fairlab.audit.expected_profit import (
    expected_maximum_profit,
    influence_on_profit,
    weighted_profit,
)
from fairlab.audit.metric_types import AccuracyMetric

METRICS = (
    AccuracyMetric(
        name="expected_maximum_profit",
        label="profit beyond granting all, in parts of a loan's amount (Verbraken et al., 2014)",
        of_scores=expected_maximum_profit,
        needs=("positives", "negatives"),
        in_money=True,
        kept="detail",
        weighted=weighted_profit,
        influence=influence_on_profit,
    ),
)
