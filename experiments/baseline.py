"""Baseline: the model as it is, tuned for AUC, with the threshold 0.5."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB

# From 0.5 a model of few trees is cut where it should be: docs/decisions/0003-base-score.md
strategy = Strategy(
    "baseline", model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5})
)

if __name__ == "__main__":
    launch(strategy)
