"""Profit threshold: the baseline's model, cut where missing a bad one costs twenty false alarms."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import ProfitThreshold

# The baseline's model: docs/decisions/0003-base-score.md
strategy = Strategy(
    "profit_threshold",
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
    rule=ProfitThreshold("FP=1,FN=20"),
)

if __name__ == "__main__":
    launch(strategy)
