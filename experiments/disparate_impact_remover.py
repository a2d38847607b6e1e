"""Disparate-impact remover: numbers spread alike in all groups (Feldman et al., 2015)."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import DisparateImpactRemover

strategy = Strategy(
    "disparate_impact_remover",
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
    transformer=DisparateImpactRemover(repair_level=1.0),
)

if __name__ == "__main__":
    launch(strategy)
