"""SMOTE by group and label, then contradicted rows go (after Batista et al., 2004)."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import TableSMOTEENN

strategy = Strategy(
    "smote_enn_by_cell",
    sampler=TableSMOTEENN(),
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
)

if __name__ == "__main__":
    launch(strategy)
