"""Metrics of scores by folds: their mean, and rows drawn anew inside folds."""

import numpy as np
import pytest

from fairlab.audit.metric_types import AccuracyMetric
from fairlab.audit.registry import accuracy_metrics
from fairlab.audit.score_influence import mean_over_folds
from fairlab.audit.sorted_folds import sorted_folds
from tests.audit.judged import judged

METRICS = {metric.name: metric for metric in accuracy_metrics() if metric.of_scores}


@pytest.mark.parametrize("name", sorted(METRICS))
def test_it_is_the_mean_over_folds_and_influences_hold_their_deviations(name):
    data, metric = judged(), METRICS[name]
    score = data.scores["plain"]
    found, influence = mean_over_folds(metric, data.y, score, sorted_folds(score, data.folds))
    each = np.empty((2, 4))
    for seed, place in np.ndindex(2, 4):
        rows = data.folds[seed] == place
        each[seed, place] = metric.of_scores(data.y[rows], score[seed, rows])
    assert found == pytest.approx(each.mean())
    sums = [[influence[s, data.folds[s] == f].sum() for f in range(4)] for s in range(2)]
    np.testing.assert_allclose(sums, (each - found) * len(data.y) / 4, atol=1e-9)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(METRICS))
def test_the_influences_give_the_variance_of_rows_drawn_anew(name):
    data, metric, rng = judged(800, seeds=1), METRICS[name], np.random.default_rng(1)
    score = data.scores["plain"]
    _, influence = mean_over_folds(metric, data.y, score, sorted_folds(score, data.folds))
    drawn = []
    for _ in range(500):
        rows = rng.integers(0, 800, 800)
        in_folds = sorted_folds(score[:, rows], data.folds[:, rows])
        drawn.append(mean_over_folds(metric, data.y[rows], score[:, rows], in_folds)[0])
    assert (influence**2).sum() / 800**2 == pytest.approx(np.var(drawn), rel=0.25)


def test_a_fold_of_one_class_leaves_it_undefined():
    data = judged()
    y = np.where(data.folds[0] == 2, 0, data.y)
    found, influence = mean_over_folds(
        METRICS["auc"], y, data.scores["plain"], sorted_folds(data.scores["plain"], data.folds)
    )
    assert np.isnan(found)
    assert np.isnan(influence).any()


def test_without_influences_there_is_the_value_alone():
    data = judged()
    mean = AccuracyMetric(name="mean", label="", of_scores=lambda y, score: float(score.mean()))
    score = data.scores["plain"]
    found, influence = mean_over_folds(mean, data.y, score, sorted_folds(score, data.folds))
    assert np.isfinite(found)
    assert np.isnan(influence).all()


def test_rows_that_were_not_judged_do_not_count():
    data = judged(seeds=1)
    folds = data.folds.copy()
    folds[0, :100] = -1
    score = data.scores["plain"]
    found, influence = mean_over_folds(METRICS["auc"], data.y, score, sorted_folds(score, folds))
    in_folds = sorted_folds(score[:, 100:], data.folds[:, 100:])
    other, _ = mean_over_folds(METRICS["auc"], data.y[100:], score[:, 100:], in_folds)
    assert found == other
    assert (influence[0, :100] == 0).all()


@pytest.mark.parametrize("name", sorted(METRICS))
def test_weighted_influences_are_derivatives_by_the_weights(name):
    data, metric, rng = judged(60, seeds=1, folds=2), METRICS[name], np.random.default_rng(2)
    score, weight, folds = data.scores["plain"], rng.uniform(0.5, 2, 60), [[np.arange(60)]]
    found, influence = mean_over_folds(metric, data.y, score, folds, weight)
    for row in range(0, 60, 7):
        more = weight.copy()
        more[row] *= 1 + 1e-6
        moved = mean_over_folds(metric, data.y, score, folds, more)[0]
        assert influence[0, row] / 60 == pytest.approx((moved - found) / 1e-6, abs=1e-6)


@pytest.mark.parametrize("name", sorted(METRICS))
def test_whole_weights_are_repeated_rows(name):
    data, metric = judged(60, seeds=1, folds=2), METRICS[name]
    times = np.random.default_rng(3).integers(1, 4, 60)
    rows = np.repeat(np.arange(60), times)
    score, folds = data.scores["plain"], data.folds
    args = (data.y, score, sorted_folds(score, folds), times.astype(float))
    in_folds = sorted_folds(score[:, rows], folds[:, rows])
    repeated = mean_over_folds(metric, data.y[rows], score[:, rows], in_folds)[0]
    assert mean_over_folds(metric, *args)[0] == pytest.approx(repeated)
