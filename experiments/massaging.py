"""Massaging: the labels of the least certain are changed (Kamiran and Calders, 2012)."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import Massaging

strategy = Strategy(
    "massaging",
    sampler=Massaging(),
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
)

if __name__ == "__main__":
    launch(strategy)
