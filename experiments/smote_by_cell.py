"""SMOTE by group and label: as many rows in every cell (after Chawla et al., 2002)."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import TableSMOTE

strategy = Strategy(
    "smote_by_cell",
    sampler=TableSMOTE(),
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
)

if __name__ == "__main__":
    launch(strategy)
