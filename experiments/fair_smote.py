"""Fair-SMOTE: as many rows in every group and label cell, then the baseline's recall."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import FairSMOTE, KeepRecall

strategy = Strategy(
    "fair_smote",
    sampler=FairSMOTE(mutation=0.8, crossover=0.8),
    model=TunedXGB(metric="auc", space="table18"),
    rule=KeepRecall("baseline"),
)

if __name__ == "__main__":
    launch(strategy)
