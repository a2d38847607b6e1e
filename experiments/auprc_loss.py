"""AUPRC loss: XGBoost that follows a smooth average precision itself (Qi et al., 2021)."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import AveragePrecisionXGB
from fairlab.mitigate import KeepRecall

strategy = Strategy(
    "auprc_loss",
    model=AveragePrecisionXGB(strength=1.0, space="table18"),
    rule=KeepRecall("baseline"),
)

if __name__ == "__main__":
    launch(strategy)
