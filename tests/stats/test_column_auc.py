import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from fairlab.stats.column_auc import telling


def _rows(cells):
    """Lay cells out as one bin and one group per row."""
    bins, groups = np.nonzero(cells)
    times = cells[bins, groups]
    return np.repeat(bins, times), np.repeat(groups, times)


def _cells(shape, seed):
    return np.random.default_rng(seed).integers(1, 30, shape)


@pytest.mark.parametrize("groups", [2, 4])
def test_the_auc_is_the_mean_of_scikit_learns_over_groups(groups):
    learned, judged = _cells((6, groups), 0), _cells((6, groups), 1)
    bins, group = _rows(judged)
    overall = learned.sum(0) / learned.sum()
    expected = 0.0
    for one in range(groups):
        score = [(learned[b, one] + overall[one]) / (learned[b].sum() + 1) for b in bins]
        expected += np.mean(group == one) * roc_auc_score(group == one, score)
    assert telling(learned, judged).auc == pytest.approx(expected, abs=1e-12)


def test_the_interval_of_two_groups_is_delongs():
    learned, judged = _cells((5, 2), 2), _cells((5, 2), 3)
    bins, group = _rows(judged)
    overall = learned.sum(0) / learned.sum()
    score = ((learned[:, 1] + overall[1]) / (learned.sum(1) + 1))[bins]
    members, others = score[group == 1], score[group == 0]
    pairs = (members[:, None] > others) + 0.5 * (members[:, None] == others)
    variance = pairs.mean(1).var() / len(members) + pairs.mean(0).var() / len(others)
    found = telling(learned, judged)
    assert found.auc == pytest.approx(pairs.mean(), abs=1e-12)
    assert (found.high - found.low) / 2 == pytest.approx(1.959964 * variance**0.5, rel=1e-6)


def test_a_column_that_tells_all_or_nothing_has_no_spread():
    everything = telling(np.diag([30, 40]), np.diag([20, 20]))
    assert everything.auc == 1
    assert np.isnan(everything.low)
    nothing = telling(np.array([[30, 40]]), np.array([[20, 20]]))
    assert nothing.auc == 0.5
    assert np.isnan(nothing.high)


def test_a_bin_that_was_never_seen_says_nothing_of_its_own():
    learned = np.array([[30, 10], [10, 30], [0, 0]])
    judged = np.array([[0, 0], [0, 0], [9, 9]])
    assert telling(learned, judged).auc == 0.5


def test_the_order_of_bins_and_groups_changes_nothing():
    learned, judged = _cells((7, 3), 4), _cells((7, 3), 5)
    found = telling(learned, judged)
    for turned in (
        telling(learned[::-1], judged[::-1]),
        telling(learned[:, ::-1], judged[:, ::-1]),
    ):
        assert vars(turned) == pytest.approx(vars(found), abs=1e-12)


@pytest.mark.parametrize("strength", [0.0, 0.3])
def test_the_interval_holds_the_truth_as_often_as_it_says(strength):
    rng = np.random.default_rng(11)
    chances = np.array([[1 - strength, 1 + strength], [1 + strength, 1 - strength]]) / 4
    truth, inside = 0.5 + strength / 2, 0
    for _ in range(400):
        learned, judged = rng.multinomial(300, chances.ravel(), 2).reshape(2, 2, 2)
        found = telling(learned, judged)
        inside += found.low <= max(truth, 1 - truth) <= found.high
    assert 0.92 <= inside / 400 <= 0.98
