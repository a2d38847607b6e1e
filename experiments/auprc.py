"""AUPRC selection: the model with the best precision-recall curve, then the baseline's recall."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import KeepRecall

strategy = Strategy(
    "auprc",
    model=TunedXGB(metric="aucpr", space="table19"),
    rule=KeepRecall("baseline"),
)

if __name__ == "__main__":
    launch(strategy)
