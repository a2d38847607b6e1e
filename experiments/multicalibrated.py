"""Multicalibrated: risks right in each group and level, one cut (Hébert-Johnson et al., 2018)."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import Multicalibrated

# The baseline's model: docs/decisions/0003-base-score.md
strategy = Strategy(
    "multicalibrated",
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
    rule=Multicalibrated(),
)

if __name__ == "__main__":
    launch(strategy)
