"""The audit of a file against fairlearn's MetricFrame, scikit-learn and scipy, by weights too."""

import numpy as np
import pandas as pd
import pytest
from fairlearn.metrics import MetricFrame, demographic_parity_ratio, selection_rate
from scipy.stats import fisher_exact
from sklearn.metrics import precision_score, recall_score, roc_auc_score

from fairlab.audit.basic_statistics import basic_statistics
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.statements import audit_of
from fairlab.commands.audit_file import audit_decisions
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.reading import DecisionFile

RATES = {"selection_rate": selection_rate, "recall": recall_score, "precision": precision_score}


@pytest.fixture(scope="module")
def frame():
    rng = np.random.default_rng(8)
    n = 1200
    found = pd.DataFrame({"sex": rng.choice(["f", "m"], n), "race": rng.choice(["a", "b", "c"], n)})
    found["y"] = (rng.random(n) < 0.3).astype(int)
    lean = 0.2 * (found["race"] == "b")
    found["p"] = (rng.random(n) / 2 + found["y"] * 0.3 + lean).round(3)
    found["w"] = rng.uniform(0.2, 3, n)
    return found


@pytest.fixture(scope="module", params=[None, "w"], ids=["rows", "weights"])
def audited(request, frame):
    asked = Asked(label="y", scores=("p",), threshold=0.6, groups=("sex", "race"),
                  cross=(("sex", "race"),), weight=request.param)  # fmt: skip
    weight = None if request.param is None else frame["w"]
    return audit_decisions(DecisionFile("preds.csv", "", frame), asked), weight


def of_fairlearn(frame, weight, attribute, of):
    flagged = (frame["p"] >= 0.6).astype(int)
    params = {} if weight is None else {name: {"sample_weight": weight} for name in of}
    group = frame[attribute.split(" * ")].agg(", ".join, axis=1)
    return MetricFrame(
        metrics=of, y_true=frame["y"], y_pred=flagged, sensitive_features=group,
        sample_params=params,
    )  # fmt: skip


@pytest.mark.parametrize("attribute", ["sex", "race", "sex * race"])
def test_rates_of_groups_are_those_of_fairlearn(audited, frame, attribute):
    found, weight = audited
    expected = of_fairlearn(frame, weight, attribute, RATES).by_group
    rows = found.groups[found.groups["attribute"] == attribute]
    rows = rows[rows["kind"] == "group"]
    for rate in RATES:
        own = rows[rows["measure"] == rate].set_index("group")["value"]
        assert own.to_dict() == pytest.approx(expected[rate].to_dict())


@pytest.mark.parametrize("attribute", ["sex", "race"])
def test_ratios_and_gaps_are_those_of_fairlearn(audited, frame, attribute):
    found, weight = audited
    own = found.groups[found.groups["attribute"] == attribute].set_index("measure")["value"]
    flagged = (frame["p"] >= 0.6).astype(int)
    about = {"sensitive_features": frame[attribute], "sample_weight": weight}
    ratio = demographic_parity_ratio(frame["y"], flagged, **about)
    assert own["flag_rate_ratio"] == pytest.approx(ratio)
    approved = demographic_parity_ratio(frame["y"], 1 - flagged, **about)
    assert own["adverse_impact_ratio"] == pytest.approx(approved)
    gap = of_fairlearn(frame, weight, attribute, {"recall": recall_score}).difference()["recall"]
    assert own["equal_opportunity_difference"] == pytest.approx(gap)


def test_accuracy_is_that_of_scikit_learn(audited, frame):
    found, weight = audited
    levels = found.comparison.levels.set_index("metric")["estimate"]
    expected = roc_auc_score(frame["y"], frame["p"], sample_weight=weight)
    assert levels["auc"] == pytest.approx(expected)
    flagged = frame["p"] >= 0.6
    expected = recall_score(frame["y"], flagged, sample_weight=weight)
    assert levels["recall"] == pytest.approx(expected)


def test_the_exact_test_of_approvals_is_fishers(audited, frame):
    found, weight = audited
    rows = found.groups[found.groups["attribute"] == "sex"].set_index("measure")
    p = rows.loc["adverse_impact_ratio", "p"]
    if weight is not None:
        assert np.isnan(p)
        return
    table = pd.crosstab(frame["sex"], frame["p"] >= 0.6)
    assert p == pytest.approx(fisher_exact(table).pvalue)


@pytest.mark.slow
def test_bands_of_weighted_rates_hold_the_truth():
    """The band of a weighted gap at its own 95 %: of 200 draws 190 hold it, give or take 9."""
    rng, held, draws, n = np.random.default_rng(9), 0, 200, 800
    folds, y = np.zeros((1, n), int), np.ones(n, int)
    for _ in range(draws):
        sex, weight = rng.choice(["f", "m"], n), rng.uniform(0.2, 3, n)
        flag = (rng.random(n) < np.where(sex == "f", 0.3, 0.2)).astype(int)
        groups = pd.DataFrame({"sex": sex})
        people = OutOfFold(y, groups, folds, {"p": flag[None]}, design="holdout", weight=weight)
        row = audit_of(basic_statistics(people), "p", metrics=["recall"]).iloc[0]
        held += row["low"] <= 0.1 <= row["high"]
    assert 181 <= held <= 199
