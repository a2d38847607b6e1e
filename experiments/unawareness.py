"""Unawareness: the model is not given the sensitive columns (Kusner et al., 2017)."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import Unawareness

strategy = Strategy(
    "unawareness",
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
    transformer=Unawareness(),
)

if __name__ == "__main__":
    launch(strategy)
