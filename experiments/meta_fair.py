"""Meta-fair: flags wrong alike often in all groups, without the attribute (Celis et al., 2019)."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import MetaFair

# The baseline's model: docs/decisions/0003-base-score.md
strategy = Strategy(
    "meta_fair",
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
    rule=MetaFair(eps=0.01),
)

if __name__ == "__main__":
    launch(strategy)
