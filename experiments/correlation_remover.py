"""Correlation remover: numbers less what the attributes predict of them (Bird et al., 2020)."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import CorrelationRemover

strategy = Strategy(
    "correlation_remover",
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
    transformer=CorrelationRemover(alpha=1.0),
)

if __name__ == "__main__":
    launch(strategy)
