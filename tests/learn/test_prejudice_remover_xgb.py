"""The gradient is that of the index, and a larger weight leaves less to be told of the group."""

import warnings

import numpy as np
import pytest
from scipy.special import expit
from sklearn.utils.estimator_checks import parametrize_with_checks

from fairlab.errors import RequestError
from fairlab.learn import PrejudiceRemoverXGB
from fairlab.learn.prejudice_remover_xgb import PrejudiceIndex
from tests.learn.test_lagrangian_xgb import HELD, NEW, QUICK, TRAIN
from tests.learn.test_model import expected_failures


@pytest.mark.slow
@parametrize_with_checks(
    [PrejudiceRemoverXGB(trials=1, trees=5, patience=2)], expected_failed_checks=expected_failures
)
def test_scikit_learn_accepts_it(estimator, check):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        check(estimator)


def index(margin, groups):
    """Kamishima's prejudice index by a plain loop, times the rows."""
    chance, total = expit(margin), 0.0
    for group in groups.T:
        for row, of in enumerate(group):
            for answer in (chance, 1 - chance):
                total += answer[row] * np.log(answer[group == of].mean() / answer.mean())
    return total


def test_the_gradient_is_that_of_the_index_of_all_attributes():
    rng = np.random.default_rng(0)
    margin, groups = rng.normal(size=30), rng.integers(0, 3, (30, 2))
    pull, bend = PrejudiceIndex(groups, eta=2.0).gradient(margin)
    step = 1e-5 * np.eye(30)
    slopes = [(index(margin + s, groups) - index(margin - s, groups)) / 2e-5 for s in step]
    np.testing.assert_allclose(pull, 2 * np.array(slopes), atol=1e-4)
    assert (bend >= np.abs(pull) - 1e-6).all()


def test_scores_of_groups_come_together_and_stay_right_in_the_large():
    X, y, _ = TRAIN
    sign = (X["one"] > 0).to_numpy()
    apart = []
    for eta in (0, 2, 20):
        model = PrejudiceRemoverXGB(eta, **QUICK).fit(X, y, sensitive_features=sign)
        score = model.predict_proba(NEW[0])[:, 1]
        assert score.mean() == pytest.approx(NEW[1].mean(), rel=0.08)
        ahead = (NEW[0]["one"] > 0).to_numpy()
        apart.append(score[ahead].mean() - score[~ahead].mean())
    assert apart[0] > 1.3 * apart[1] > 1.5 * apart[2]


def test_for_deployment_it_is_trained_on_all_rows():
    model = PrejudiceRemoverXGB(**QUICK).on_all_rows({"max_depth": 3}, trees=7)
    X, y, groups = TRAIN
    model.fit(X, y, sensitive_features=groups)
    assert model.booster_.num_boosted_rounds() == 7
    assert model.predict_proba(X)[:, 1].mean() == pytest.approx(y.mean(), rel=1e-4)


def test_a_weight_below_zero_is_refused():
    with pytest.raises(RequestError, match="'eta' parameter"):
        PrejudiceRemoverXGB(-1.0).fit(*HELD[:2], sensitive_features=HELD[2])
