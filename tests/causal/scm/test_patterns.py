import numpy as np
import pandas as pd
import pytest

from fairlab.causal.scm import patterns
from fairlab.causal.scm.patterns import by_pattern

N = 3000
RNG = np.random.default_rng(0)
MIXED = pd.DataFrame(
    {
        "level": pd.Categorical(RNG.choice(["a", "b", "c"], N)),
        "word": np.where(RNG.random(N) < 0.1, None, RNG.choice(["x", "y"], N)),
        "gap": np.where(RNG.random(N) < 0.1, np.nan, RNG.integers(0, 4, N)),
        "flag": RNG.random(N) < 0.5,
    }
)


class Described:
    """Two numbers that say all of a row, and how many rows were asked about."""

    def __init__(self):
        self.asked = []

    def __call__(self, rows):
        self.asked.append(len(rows))
        words = pd.Series(["|".join(map(str, row)) for row in rows.to_numpy(object)], dtype=str)
        return np.array([words.str.len(), words.map(lambda word: sum(map(ord, word)))], float).T


@pytest.mark.parametrize("names", [["flag"], ["gap"], ["level", "word"], list(MIXED)])
def test_rows_that_are_alike_are_computed_once(names):
    rows, describe = MIXED[names], Described()
    np.testing.assert_array_equal(by_pattern(describe, rows), Described()(rows))
    assert describe.asked == [len(rows.astype(str).drop_duplicates())]


def test_a_single_number_per_row_stays_one():
    flagged = by_pattern(lambda rows: rows["flag"].to_numpy(), MIXED[["flag"]])
    assert flagged.tolist() == MIXED["flag"].tolist()


@pytest.mark.parametrize("levels", [40, 10_000], ids=["too many together", "too many alone"])
def test_rows_that_are_hardly_ever_alike_are_computed_one_and_all_in_blocks(levels, monkeypatch):
    monkeypatch.setattr(patterns, "BLOCK", 1024)
    rows = pd.DataFrame({name: RNG.integers(0, levels, N) for name in "ab"})
    describe = Described()
    np.testing.assert_array_equal(by_pattern(describe, rows), Described()(rows))
    assert describe.asked == [1024, 1024, 952]


def test_no_rows_give_nothing():
    assert by_pattern(Described(), MIXED[:0]).shape == (0, 2)
