"""The adversary learns what a logistic regression learns, and the trees gain by its loss."""

import warnings

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.utils.estimator_checks import parametrize_with_checks

from fairlab.errors import RequestError
from fairlab.learn import AdversarialXGB
from fairlab.learn.adversarial_xgb import Adversaries, Adversary
from tests.learn.test_lagrangian_xgb import HELD, NEW, QUICK, TRAIN, gap_of_misses
from tests.learn.test_model import expected_failures


@pytest.mark.slow
@parametrize_with_checks(
    [AdversarialXGB(trials=1, trees=5, patience=2)], expected_failed_checks=expected_failures
)
def test_scikit_learn_accepts_it(estimator, check):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        check(estimator)


def told_apart(rows=60):
    rng = np.random.default_rng(0)
    group = (rng.random(rows) < 0.4).astype(float)
    return rng.normal(size=rows) + group, group


def loss(guess, group):
    return -(np.log(guess) * group + np.log(1 - guess) * (1 - group)).sum()


def test_some_steps_lead_to_the_logistic_regression():
    margin, group = told_apart()
    adversary = Adversary(np.arange(len(margin)), group)
    for _ in range(8):
        adversary.improve(margin)
    expected = LogisticRegression(C=1.0, tol=1e-10).fit(margin[:, None], group)
    assert adversary.slope == pytest.approx(expected.coef_[0, 0], abs=1e-4)
    assert adversary.start == pytest.approx(expected.intercept_[0], abs=1e-4)


def test_the_gradient_is_that_of_the_loss_with_the_other_sign():
    margin, group = told_apart(20)
    margin -= margin.mean()
    adversary = Adversary(np.arange(20), group)
    pull, bend = Adversaries([adversary], 20, alpha=2.0).gradient(margin)
    steps = 1e-5 * np.eye(20)
    slopes = [
        (loss(adversary.guess(margin + s), group) - loss(adversary.guess(margin - s), group)) / 2e-5
        for s in steps
    ]
    np.testing.assert_allclose(pull, -2 * np.array(slopes), atol=1e-4)
    assert (bend == np.abs(pull)).all()


def test_bad_events_of_each_group_are_caught_more_equally():
    def gap(alpha):
        model = AdversarialXGB(alpha, **QUICK)
        held = {"validation": HELD[:2], "validation_sensitive_features": HELD[2]}
        model.fit(*TRAIN[:2], sensitive_features=TRAIN[2], **held)
        score = model.predict_proba(NEW[0])[:, 1]
        assert score.mean() == pytest.approx(NEW[1].mean(), rel=0.05)
        return gap_of_misses(model)[0]

    assert gap(2.0) < gap(0.0) - 0.05


@pytest.mark.parametrize("criterion", ["equalized_odds", "demographic_parity"])
def test_other_criteria_several_attributes_and_empty_groups_are_taken(criterion):
    X, y, groups = TRAIN
    both = groups.assign(one=np.where(X["one"] > 0, "high", "low"))
    both.loc[0, "group"] = "alone"
    model = AdversarialXGB(criterion=criterion, **QUICK).fit(X, y, sensitive_features=both)
    score = model.predict_proba(X)[:, 1]
    assert np.isfinite(score).all()
    assert score.mean() == pytest.approx(y.mean(), rel=0.1)


def test_a_weight_below_zero_is_refused():
    with pytest.raises(RequestError, match="'alpha' parameter"):
        AdversarialXGB(-1.0).fit(*HELD[:2], sensitive_features=HELD[2])
