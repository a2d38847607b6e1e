"""A figure of both kinds of rows: exact where the prior is, and as spread as labels are unknown."""

import numpy as np
import pytest

from fairlab.stats.bayesian_evaluation import bayesian_evaluation


def recall(y, score):
    return float((score[y == 1] >= 0.5).mean())


@pytest.fixture(scope="module")
def rows():
    rng = np.random.default_rng(0)
    prior = rng.random(2000)
    bad = rng.random(2000) < prior
    return bad, prior, np.clip(prior + rng.normal(scale=0.2, size=2000), 0, 1)


def test_with_a_true_prior_the_truth_lies_among_the_draws(rows):
    bad, prior, score = rows
    known = slice(0, 1000), slice(1000, None)
    found = bayesian_evaluation(
        recall, (bad[known[0]], score[known[0]]), (prior[known[1]], score[known[1]])
    )
    truth = recall(bad, score)
    assert found.low < truth < found.high
    assert found.low < found.mean < found.high


def test_labels_that_are_sure_leave_nothing_open(rows):
    bad, _, score = rows
    sure = bayesian_evaluation(recall, (bad[:9], score[:9]), (bad[9:].astype(float), score[9:]))
    assert [sure.low, sure.mean, sure.high] == pytest.approx([recall(bad, score)] * 3)
