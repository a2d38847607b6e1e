"""Features, against the rows that they count."""

from dataclasses import replace

import numpy as np
import pytest

from fairlab.audit.features import Features
from tests.audit.judged import judged


def all_rows(features: Features, seed: int, n: int = 400) -> np.ndarray:
    return np.hstack([features(seed, slice(at, at + 100)) for at in range(0, n, 100)])


def test_cells_of_groups_are_the_rows_in_them():
    data = judged()
    features = Features(data)
    old, young = (features.groups.index(("age", label)) for label in ("old", "young"))
    inside = data.groups["age"].isin(["old", "young"]).to_numpy()
    made, flagged = all_rows(features, 1), data.decisions["fair"][1]
    cells = features.cells("fair", [old, young])
    np.testing.assert_array_equal(cells["tp"] @ made, inside * data.y * flagged)
    np.testing.assert_array_equal(cells["tn"] @ made, inside * (1 - data.y) * (1 - flagged))
    everyone = features.cells("fair", [len(features.groups)])
    np.testing.assert_array_equal(everyone["fn"] @ made, data.y * (1 - flagged))


def test_rows_that_were_not_judged_are_nothing():
    data = judged()
    folds, flags = data.folds.copy(), data.decisions["plain"].astype(float)
    folds[0, :50], flags[0, :50] = -1, np.nan
    features = Features(replace(data, folds=folds, decisions={"plain": flags}))
    assert (features(0, slice(0, 50)) == 0).all()
    assert (features(1, slice(0, 50)) != 0).any()


def test_a_group_without_rows_is_none():
    data = judged()
    levels = data.groups["age"].cat.add_categories("ancient")
    features = Features(replace(data, groups=data.groups.assign(age=levels)))
    assert ("age", "ancient") not in features.groups
    assert len(features.groups) == 5


@pytest.mark.parametrize("metric", ["auc", "auprc", "brier"])
def test_metrics_of_scores_are_features_of_their_own(metric):
    features = Features(judged())
    weight = features.influence("plain", metric)
    total = sum((weight @ all_rows(features, seed)).sum() for seed in range(2))
    assert total == pytest.approx(0, abs=1e-8)
    assert features.influence("plain", "recall") is None
