"""What a run measures of the people it decided about, by what its record does not hold."""

from math import inf

from fairlab.audit.individual_consistency import individual_consistency
from fairlab.audit.metric_types import RunMetric
from fairlab.audit.wrong_decisions import cost_per_1000

METRICS = (
    RunMetric(
        name="cost_per_1000",
        label="cost of wrong decisions about 1,000 applicants, at the costs of the run",
        of_people=cost_per_1000,
        lower_is_better=True,
        high=inf,
        in_money=True,
        needs_costs=True,
        needs=("positives",),
        kept="metric",
    ),
    RunMetric(
        name="individual_consistency",
        label="share of alike people decided alike: of a sample, the 5 nearest by their features",
        of_people=individual_consistency,
        lower_is_better=False,
        kept="detail",
    ),
)
