"""Exponentiated gradient: the mean of fairlearn's models, not drawn (Agarwal et al., 2018)."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import ReducedXGB
from fairlab.mitigate import FlagShare, Unawareness

strategy = Strategy(
    "exponentiated_gradient",
    model=ReducedXGB("exponentiated_gradient", share=0.05, space="table18"),
    rule=FlagShare(0.05),
    transformer=Unawareness(),
)

if __name__ == "__main__":
    launch(strategy)
