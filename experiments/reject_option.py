"""Reject option: within a budget other decisions near the cut, where an exact test finds a gap."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import RejectOption

# The baseline's model: docs/decisions/0003-base-score.md
strategy = Strategy(
    "reject_option",
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
    rule=RejectOption(criterion="equal_opportunity", eps=0.01),
)

if __name__ == "__main__":
    launch(strategy)
