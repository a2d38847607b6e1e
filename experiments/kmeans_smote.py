"""k-means SMOTE by label (Douzas et al., 2018); looks at no group."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import TableKMeansSMOTE

strategy = Strategy(
    "kmeans_smote",
    sampler=TableKMeansSMOTE(sensitive=()),
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
)

if __name__ == "__main__":
    launch(strategy)
