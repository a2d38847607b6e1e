"""The AUC of a score, held against scikit-learn, and its error against draws."""

import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from fairlab.stats.score_auc import score_auc


def test_it_is_that_of_scikit_learn_with_ties():
    rng = np.random.default_rng(0)
    score, member = rng.integers(0, 9, 500).astype(float), rng.random(500) < 0.3
    assert score_auc(score, member)[0] == pytest.approx(roc_auc_score(member, score))


def test_its_error_is_that_of_draws():
    rng = np.random.default_rng(1)
    found = []
    for _ in range(300):
        member = rng.random(400) < 0.3
        found.append(score_auc(rng.normal(size=400) + member, member))
    aucs, errors = np.array(found).T
    assert np.std(aucs) == pytest.approx(errors.mean(), rel=0.15)


def test_all_pairs_told_alike_have_no_spread():
    assert score_auc(np.array([0.0, 1.0, 2.0]), np.array([False, True, True])) == (1.0, 0.0)
