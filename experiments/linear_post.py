"""Linear post-processing: the score less what it owes to the likely group, never asking for it."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import LinearPost

# The baseline's model: docs/decisions/0003-base-score.md
strategy = Strategy(
    "linear_post",
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
    rule=LinearPost(criterion="equal_opportunity", eps=0.01),
)

if __name__ == "__main__":
    launch(strategy)
