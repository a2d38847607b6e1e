"""The gradient is that of the smooth average precision."""

import warnings

import numpy as np
import pytest
from scipy.special import expit
from sklearn.metrics import average_precision_score
from sklearn.utils.estimator_checks import parametrize_with_checks

from fairlab.learn import AveragePrecisionXGB, TunedXGB
from fairlab.learn.auprc_xgb import WIDTH, SmoothPrecision
from tests.learn.test_lagrangian_xgb import HELD, NEW, QUICK, TRAIN
from tests.learn.test_model import expected_failures


@pytest.mark.slow
@parametrize_with_checks(
    [AveragePrecisionXGB(trials=1, trees=5, patience=2)], expected_failed_checks=expected_failures
)
def test_scikit_learn_accepts_it(estimator, check):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        check(estimator)


def smooth_precision(score, bad):
    """Sum it by a plain loop over the bad events."""
    before = [expit((score - score[row]) / WIDTH) for row in np.flatnonzero(bad)]
    return sum(one[bad].sum() / one.sum() for one in before)


def test_the_gradient_is_that_of_a_loop_over_rows():
    rng = np.random.default_rng(0)
    score, bad = np.linspace(-2, 2, 128)[rng.permutation(128)[:40]], rng.random(40) < 0.3
    score[:2] = -2, 2  # so that bins lie on the scores
    pull, bend = SmoothPrecision(bad.astype(int), strength=1.0).gradient(score)
    step = 1e-5 * np.eye(40)
    gains = [
        (smooth_precision(score + s, bad) - smooth_precision(score - s, bad)) / 2e-5 for s in step
    ]
    np.testing.assert_allclose(pull, -np.array(gains), atol=1e-5)
    assert (bend == np.abs(pull)).all()


def test_its_order_is_as_good_as_that_of_log_loss_and_its_mean_is_right():
    plain = TunedXGB("aucpr", **QUICK).fit(*TRAIN[:2], validation=HELD[:2])
    model = AveragePrecisionXGB(3.0, **QUICK).fit(*TRAIN[:2], validation=HELD[:2])
    score = model.predict_proba(NEW[0])[:, 1]
    assert score.mean() == pytest.approx(NEW[1].mean(), rel=0.05)
    expected = average_precision_score(NEW[1], plain.predict_proba(NEW[0])[:, 1])
    assert average_precision_score(NEW[1], score) > expected - 0.02


def test_without_strength_the_trees_are_those_of_xgboost():
    settings = {**QUICK, "params": {"base_score": 0.2}}
    alone = TunedXGB("aucpr", **settings).fit(*TRAIN[:2], validation=HELD[:2])
    beside = AveragePrecisionXGB(0.0, **settings).fit(*TRAIN[:2], validation=HELD[:2])
    assert alone.booster_.get_dump() == beside.booster_.get_dump()
