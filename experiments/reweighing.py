"""Reweighing: rows count so that group and label are independent; threshold 0.5."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import Reweigh

# From 0.5 a model of few trees is cut where it should be: docs/decisions/0003-base-score.md
strategy = Strategy(
    "reweighing",
    weights=Reweigh(),
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
)

if __name__ == "__main__":
    launch(strategy)
