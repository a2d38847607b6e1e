"""k-means SMOTE by group and label (after Douzas et al., 2018)."""

from fairlab.launch import launch
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import TableKMeansSMOTE

strategy = Strategy(
    "kmeans_smote_by_cell",
    sampler=TableKMeansSMOTE(),
    model=TunedXGB(metric="auc", space="table17", params={"base_score": 0.5}),
)

if __name__ == "__main__":
    launch(strategy)
