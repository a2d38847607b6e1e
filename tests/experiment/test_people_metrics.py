"""What a run measures of people by their features and what errors cost; the rest has no metric."""

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from fairlab.audit.alike_people import alike_people
from fairlab.audit.individual_consistency import individual_consistency
from fairlab.audit.metric_types import JudgedPeople
from fairlab.audit.registry import find_metric, sign_of_better
from fairlab.data import Dataset
from fairlab.experiment.design import Design
from fairlab.experiment.run import run
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan
from tests.small import small_credit

pytestmark = pytest.mark.slow

TREES = Strategy("trees", HistGradientBoostingClassifier(max_iter=5))
FOLDS = Design(folds=2)


def result_of(strategy, data):
    return run(data, plan([strategy], data, [0], FOLDS)[0])


@pytest.mark.parametrize("costs", ["FP=1,FN=4", "FP=2,FN=id"])
def test_the_cost_is_that_of_the_wrong_decisions(costs):
    data = small_credit()
    found = result_of(TREES.flagging(costs), data)
    rows = found.predictions
    dear = 4 if costs.endswith("4") else data.frame["id"].iloc[rows["row"]].to_numpy()
    cheap = int(costs[3])
    wrong = np.where(rows["y"] == 1, dear * ~rows["flagged"], cheap * rows["flagged"])
    assert found.metrics["test/cost_per_1000"] == pytest.approx(1000 * wrong.mean())
    assert "test/cost_per_1000" not in result_of(TREES, data).metrics


def test_a_constant_decision_is_consistent_and_the_sample_is_that_of_the_seed():
    data = small_credit()
    nobody = result_of(TREES.flagging(None, 1.1), data)
    assert nobody.metrics["test/individual_consistency"] == 1
    one, other = (result_of(TREES.flagging(0.3), data).metrics for _ in range(2))
    assert one["test/individual_consistency"] == other["test/individual_consistency"] < 1


def test_it_is_the_mean_over_the_nearest_by_a_plain_loop():
    rng = np.random.default_rng(0)
    frame = pd.DataFrame({"income": rng.normal(size=60), "job": rng.choice(["a", "b"], 60)})
    frame.loc[::7, "income"] = np.nan
    flagged = rng.random(60) < 0.4
    people = JudgedPeople(flagged * 1, flagged, alike_people(frame, np.zeros(60), seed=0))
    rank = frame["income"].rank(pct=True).to_numpy()
    pairs = []
    for one in range(60):
        apart = np.abs(rank - rank[one])
        apart = np.where(np.isnan(apart), np.isnan(rank) != np.isnan(rank[one]), apart)
        apart = apart + (frame["job"] != frame["job"][one]).to_numpy()
        apart[one] = np.inf
        cut = np.sort(apart)[4]
        if (apart == cut).sum() == 1:  # else it is open who is nearest
            pairs += [flagged[one] == flagged[other] for other in np.flatnonzero(apart <= cut)]
    assert individual_consistency(people) == pytest.approx(np.mean(pairs), abs=0.05)


def test_who_is_alike_is_looked_for_once_for_all_strategies_of_a_seed(monkeypatch):
    data, looked = small_credit(), []
    monkeypatch.setattr(
        "fairlab.experiment.people_metrics.alike_people", lambda *about: looked.append(about)
    )
    for strategy in (TREES, TREES.flagging(0.3)):
        result_of(strategy, data)
    assert len(looked) == 1


def test_without_a_feature_but_sensitive_ones_it_is_undefined_and_says_so():
    table = pd.DataFrame({"age": range(20, 320), "bad": [0, 0, 1] * 100})
    found = result_of(TREES, Dataset("people", table, "bad", sensitive=("age",)))
    assert np.isnan(found.metrics["test/individual_consistency"])
    assert "sensitive" in found.notes["test/individual_consistency"]


def test_they_are_metrics_of_the_registry():
    assert find_metric("test/cost_per_1000").lower_is_better
    assert sign_of_better("test/individual_consistency") == 1
