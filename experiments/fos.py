"""FOS: labels balanced in each group, mixing features of groups (Dablain et al., 2024)."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import FOS

strategy = Strategy(
    "fos",
    sampler=FOS(),
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
)

if __name__ == "__main__":
    launch(strategy)
