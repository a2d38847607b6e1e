"""SMOTE by label, then contradicted rows go (Batista et al., 2004); looks at no group."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import TableSMOTEENN

strategy = Strategy(
    "smote_enn",
    sampler=TableSMOTEENN(sensitive=()),
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
)

if __name__ == "__main__":
    launch(strategy)
