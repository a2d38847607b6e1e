"""Group thresholds: a cut for each group within one budget, where an exact test finds a gap."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import GroupThresholds

# The baseline's model: docs/decisions/0003-base-score.md
strategy = Strategy(
    "group_thresholds",
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
    rule=GroupThresholds(criterion="equal_opportunity", eps=0.01),
)

if __name__ == "__main__":
    launch(strategy)
