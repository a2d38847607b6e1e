"""Grid search: the best of fairlearn's weighed models (Agarwal et al., 2018)."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import ReducedXGB
from fairlab.mitigate import FlagShare, Unawareness

strategy = Strategy(
    "grid_search",
    model=ReducedXGB("grid_search", share=0.05, space="table18"),
    rule=FlagShare(0.05),
    transformer=Unawareness(),
)

if __name__ == "__main__":
    launch(strategy)
