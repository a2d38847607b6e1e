import numpy as np
import pytest

from fairlab.stats.score_interval import score_interval


@pytest.mark.parametrize(
    ("table", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0528, 0.3382),
        ((9, 10, 3, 10), 0.1700, 0.8406),
        ((10, 10, 0, 20), 0.7156, 1.0),
        ((10, 10, 0, 10), 0.6636, 1.0),
    ],
)
def test_the_worked_examples_of_newcombe(table, low, high):
    """Newcombe (1998), Statistics in Medicine 17, table II, the method of Miettinen."""
    assert score_interval(*table) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@pytest.mark.parametrize("table", [(0, 1, 0, 1), (1, 1, 1, 1), (0, 3, 4, 4), (0, 40, 0, 7)])
def test_the_corners_are_intervals_that_hold_what_was_seen(table):
    low, high = score_interval(*table)
    seen = table[0] / table[1] - table[2] / table[3]
    assert -1 <= low <= seen <= high <= 1
    assert low < high


def test_more_level_is_wider():
    narrow, wide = (score_interval(28, 306, 55, 799, level) for level in (0.9, 0.99))
    assert wide[0] < narrow[0] < narrow[1] < wide[1]


# The study's sizes and rates: recall by document, precision by document and by age.
@pytest.mark.parametrize(
    ("size", "other", "rate", "apart"),
    [
        (306, 799, 0.075, 0.0),
        (1008, 97, 0.075, 0.0),
        (101, 119, 0.377, 0.0),
        (175, 45, 0.377, 0.0),
        (101, 119, 0.377, 0.2),
        (306, 799, 0.075, 0.05),
    ],
)
def test_it_covers_the_true_difference_at_its_nominal_rate(size, other, rate, apart):
    draws = 2_000
    rng = np.random.default_rng(9)
    hits = np.column_stack(
        [rng.binomial(size, rate + apart, draws), rng.binomial(other, rate, draws)]
    )
    tables, times = np.unique(hits, axis=0, return_counts=True)
    ends = [score_interval(int(a), size, int(b), other) for a, b in tables]
    covered = sum(n for (low, high), n in zip(ends, times, strict=True) if low <= apart <= high)
    assert abs(covered / draws - 0.95) < 3.5 * np.sqrt(0.95 * 0.05 / draws)
