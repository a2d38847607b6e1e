"""Undersampling by label: as many rows with the bad event as without, and no group is looked at."""

from imblearn.under_sampling import RandomUnderSampler

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB

strategy = Strategy(
    "undersampling",
    sampler=RandomUnderSampler(),
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
)

if __name__ == "__main__":
    launch(strategy)
