"""Prejudice remover: scores that tell little of the group, in training (Kamishima et al., 2012)."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import PrejudiceRemoverXGB
from fairlab.mitigate import FlagShare, Unawareness

strategy = Strategy(
    "prejudice_remover",
    model=PrejudiceRemoverXGB(eta=5.0, space="table18"),
    rule=FlagShare(0.05),
    transformer=Unawareness(),
)

if __name__ == "__main__":
    launch(strategy)
