"""Reweighing by sampling: group and label independent by draws (Calders et al., 2009)."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import UniformSampling

strategy = Strategy(
    "resampled_weights",
    sampler=UniformSampling(),
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
)

if __name__ == "__main__":
    launch(strategy)
