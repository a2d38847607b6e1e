"""Heterogeneous clusters: cells grow towards other cells, not far (Sonoda, 2023)."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import HeterogeneousClusters

strategy = Strategy(
    "heterogeneous_clusters",
    sampler=HeterogeneousClusters(),
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
)

if __name__ == "__main__":
    launch(strategy)
