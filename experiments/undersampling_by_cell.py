"""Undersampling by group and label: rows are left out (after Chakraborty et al., 2021)."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import CellSampling

strategy = Strategy(
    "undersampling_by_cell",
    sampler=CellSampling(size="smallest"),
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
)

if __name__ == "__main__":
    launch(strategy)
