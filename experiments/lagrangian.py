"""Lagrangian: equal opportunity at a budget, by multipliers in training (Cruz et al., 2023)."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import LagrangianXGB
from fairlab.mitigate import FlagShare, Unawareness

strategy = Strategy(
    "lagrangian",
    model=LagrangianXGB(criterion="equal_opportunity", share=0.05, space="table18"),
    rule=FlagShare(0.05),
    transformer=Unawareness(),
)

if __name__ == "__main__":
    launch(strategy)
