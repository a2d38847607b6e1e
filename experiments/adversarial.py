"""Adversarial: trees against one who guesses the group by the score (Grari et al., 2019)."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import AdversarialXGB
from fairlab.mitigate import FlagShare, Unawareness

strategy = Strategy(
    "adversarial",
    model=AdversarialXGB(alpha=1.0, criterion="equal_opportunity", space="table18"),
    rule=FlagShare(0.05),
    transformer=Unawareness(),
)

if __name__ == "__main__":
    launch(strategy)
