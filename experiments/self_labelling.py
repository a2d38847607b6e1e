"""Self-labelling: rows without a label are used in training too (BASL, Kozodoi et al., 2025)."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import SelfLabelling

strategy = Strategy(
    "self_labelling",
    sampler=SelfLabelling(),
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
)

if __name__ == "__main__":
    launch(strategy)
