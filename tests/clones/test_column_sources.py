from datetime import date

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest, kstest

from fairlab.clones.column_sources import Days, Mixture, Pool, UniformRange, pick, pool_of

PLACES = np.random.default_rng(0).random(20_000)
ENDS = np.array([0.0, np.nextafter(1, 0)])


@pytest.mark.parametrize(
    ("source", "ends"),
    [
        (UniformRange(3, 9), [3, 9]),
        (Days(date(2000, 2, 28), date(2000, 3, 1)), [date(2000, 2, 28), date(2000, 3, 1)]),
        (Pool(pd.Series(["a", "b", "c"]), np.array([0.1] * 3)), ["a", "c"]),
        (Mixture((UniformRange(0, 1), UniformRange(5, 6))), [0, 6]),
    ],
)
def test_both_ends_are_reached_and_not_passed(source, ends):
    found = source.at(ENDS)
    assert (found.dt.date if found.dtype.kind == "M" else found).tolist() == ends


def test_shares_are_as_asked_and_levels_of_share_0_never_come():
    drawn = Pool(pd.Series(["a", "b", "c"]), np.array([3.0, 0.0, 1.0])).at(PLACES)
    assert binomtest(int((drawn == "a").sum()), len(PLACES), 0.75).pvalue > 1e-4
    assert not (drawn == "b").any()


def test_whole_numbers_are_equally_likely():
    counts = UniformRange(0, 9).at(PLACES).value_counts()
    assert all(binomtest(int(n), len(PLACES), 0.1).pvalue > 1e-4 for n in counts)
    assert len(counts) == 10


def test_a_pool_of_a_column_has_its_values_shares_gaps_and_type():
    column = pd.Series(pd.Categorical(["x", "y", None, "x"], ["y", "x", "z"]))
    drawn = pool_of(column).at(PLACES)
    assert drawn.dtype == column.dtype
    assert set(drawn.dropna()) == {"x", "y"}
    assert binomtest(int(drawn.isna().sum()), len(PLACES), 0.25).pvalue > 1e-4


def test_a_pool_of_many_numbers_keeps_their_distribution_and_ranks():
    column = pd.Series(np.random.default_rng(1).lognormal(10, 1, 50_000))
    drawn = pool_of(column).at(PLACES)
    assert kstest(drawn, column).statistic < 0.01
    assert (drawn[np.argsort(PLACES)].diff().dropna() >= 0).all()


def test_picking_unites_categories():
    columns = [pd.Series(pd.Categorical(["a", "b"])), pd.Series(pd.Categorical(["c", "b"]))]
    assert pick(columns, np.array([1, 0])).tolist() == ["c", "b"]
