"""Scores by group at every threshold, against scikit-learn's curves."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import precision_score, recall_score

from fairlab.audit.score_curves import along_thresholds, observed_by_score, spread_of_scores
from fairlab.audit.sources import AuditSource


@pytest.fixture
def source():
    rng = np.random.default_rng(4)
    sex = pd.DataFrame({"sex": pd.Categorical(rng.choice(["f", "m"], 500))})
    y = pd.Series((rng.random(500) < 0.3).astype(float))
    score = pd.Series((rng.random(500) + 0.5 * y).round(2) / 2)
    return AuditSource("t", "", y, score >= 0.5, sex, score)


@pytest.mark.parametrize("weighted", [False, True])
def test_each_threshold_is_a_decision(source, weighted):
    weight = np.random.default_rng(5).uniform(0.5, 2, 500) if weighted else None
    found = along_thresholds(replace(source, weight=weight))
    weight = np.ones(500) if weight is None else weight
    for row in found.iloc[::37].to_dict("records"):
        own = (source.groups["sex"] == row["group"]).to_numpy()
        flagged = source.score[own] >= row["threshold"]
        of = {"y_true": source.y[own], "y_pred": flagged, "sample_weight": weight[own]}
        assert row["flagged"] == pytest.approx(np.average(flagged, weights=weight[own]))
        assert row["recall"] == pytest.approx(recall_score(**of))
        if flagged.any():
            assert row["precision"] == pytest.approx(precision_score(**of))


def test_shares_of_bins_are_of_the_group(source):
    shares = spread_of_scores(source).groupby("group")[["share", "people"]].sum()
    assert shares["share"].tolist() == pytest.approx([1, 1])
    assert shares["people"].sum() == 500


def test_who_has_no_label_is_in_no_observed_share(source):
    y = source.y.mask(np.arange(500) < 100)
    found = observed_by_score(replace(source, y=y))
    assert found["people"].sum() == 400
    assert found["bad_events"].sum() == y.sum()
    means = (found["observed"] * found["people"]).sum() / 400
    assert means == pytest.approx(y.mean())
