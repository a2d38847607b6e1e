"""SMOTE by label: new rows of the bad event (Chawla et al., 2002); looks at no group."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import TableSMOTE

strategy = Strategy(
    "smote",
    sampler=TableSMOTE(sensitive=()),
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
)

if __name__ == "__main__":
    launch(strategy)
