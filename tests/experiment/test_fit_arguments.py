"""Weights reach whatever is fitted inside a model, or are not handed to it."""

import numpy as np
import pytest
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import BaggingClassifier, StackingClassifier, VotingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from fairlab.experiment.fit_arguments import fit_arguments

PIPED = make_pipeline(StandardScaler(), LogisticRegression())
PLAIN = LogisticRegression()
WEIGHS = {
    "calibrated": CalibratedClassifierCV(PLAIN),
    "calibrated by default": CalibratedClassifierCV(),
    "voting": VotingClassifier([("a", PLAIN), ("b", "drop")], voting="soft"),
    "stacking": StackingClassifier([("a", PLAIN)], final_estimator=PLAIN, cv=2),
    "stacking by default": StackingClassifier([("a", PLAIN)], cv=2),
    "voting on votes": VotingClassifier(
        [("v", VotingClassifier([("a", PLAIN)], voting="soft"))], voting="soft"
    ),
    "drawn": BaggingClassifier(PIPED, n_estimators=3, random_state=0),
}
WEIGHS_NOT = {
    "calibrated voting": CalibratedClassifierCV(VotingClassifier([("a", PLAIN)], voting="soft")),
    "calibrated": CalibratedClassifierCV(PIPED),
    "calibrated twice": CalibratedClassifierCV(CalibratedClassifierCV(KNeighborsClassifier())),
    "voting": VotingClassifier([("a", PLAIN), ("b", PIPED)], voting="soft"),
    "stacking": StackingClassifier([("a", PLAIN)], final_estimator=PIPED),
}


def _scores(model, **weights):
    rng = np.random.default_rng(0)
    X = rng.random((60, 2))
    return model.fit(X, (X[:, 0] + rng.random(60) > 1).astype(int), **weights).predict_proba(X)


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", WEIGHS)
def test_a_model_whose_parts_are_weighed_takes_weights(name):
    model = WEIGHS[name]
    assert fit_arguments(model) == {"sample_weight": "sample_weight"}
    if name != "calibrated by default":
        weights = np.where(np.arange(60) < 30, 0.1, 5.0)
        assert not np.allclose(_scores(model), _scores(model, sample_weight=weights))


@pytest.mark.parametrize("name", WEIGHS_NOT)
def test_a_model_with_a_part_that_is_not_weighed_takes_none(name):
    assert "sample_weight" not in fit_arguments(WEIGHS_NOT[name])


def test_a_model_in_a_pipeline_is_asked_for_its_parts_too():
    assert fit_arguments(make_pipeline(StandardScaler(), WEIGHS_NOT["calibrated"])) == {}
    named = fit_arguments(make_pipeline(StandardScaler(), WEIGHS["voting"]))
    assert named == {"sample_weight": "votingclassifier__sample_weight"}
