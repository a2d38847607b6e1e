"""Exact bands: their error by enumeration, that of a family by simulation, and what they say."""

from itertools import product
from time import process_time

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from fairlab.audit.basic_statistics import basic_statistics
from fairlab.audit.exact_bands import exact_bands
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.statements import audit_of
from fairlab.stats.answers import ALIKE, OPEN

LEVEL = 0.05


@pytest.mark.slow
@pytest.mark.parametrize("size", [1, 5, 15])
@pytest.mark.parametrize("ratio", [False, True])
def test_equal_rates_are_told_apart_in_the_share_of_cases_that_was_asked(size, ratio):
    other = 16  # the fewest for one row to be told apart from
    tables = list(product(range(size + 1), [size], range(other + 1), [other]))
    low, high = exact_bands(tables, np.full(len(tables), ratio), LEVEL)
    missed = (low > 0) | (high < 0)
    hits, _, others, _ = np.array(tables).T
    for rate in (0.03, 0.3, 0.5, 0.8, 0.97):
        chance = binom.pmf(hits, size, rate) * binom.pmf(others, other, rate)
        assert (chance * missed).sum() <= LEVEL
    assert missed.any()


def audited(y: np.ndarray, groups: pd.DataFrame, flags: np.ndarray, **how) -> pd.DataFrame:
    flags = np.atleast_2d(flags)  # a row per seed
    data = OutOfFold(y, groups, np.zeros(flags.shape, int), {"plain": flags}, design="holdout")
    return audit_of(basic_statistics(data), "plain", **how)


@pytest.mark.slow
@pytest.mark.parametrize("events", [1, 5, 15])
def test_a_family_with_few_errs_as_rarely_as_one_statement(events):
    rng, cases = np.random.default_rng(events), 70
    y = np.ones(200, int)
    alike = pd.DataFrame({"large": np.arange(200) % 2})
    few = {f"small{at}": np.roll(np.arange(200) < events, 20 * at) for at in range(4)}
    missed = 0
    for _ in range(cases):
        found = audited(y, alike.assign(**few), rng.integers(0, 2, 200), metrics=["recall"])
        assert found["few"].sum() == 4
        missed += bool(((found["low"] > 0) | (found["high"] < 0)).any())
    assert missed <= binom.isf(0.001, cases, LEVEL)


def test_one_against_a_hundred_that_are_all_caught_is_open():
    sex = pd.DataFrame({"sex": ["f"] + ["m"] * 120})
    bad = np.repeat([1, 0], [101, 20])
    found = audited(bad, sex, bad, metrics=["recall"]).iloc[0]
    assert (found["answer"], found["note"]) == (OPEN, "exact, by counts (means over the seeds)")
    assert found["low"] < -0.9
    assert found["largest_possible"] == found["low"]


def test_none_of_many_against_none_of_many_are_alike():
    sex = pd.DataFrame({"sex": ["f"] * 400 + ["m"] * 420})
    bad = np.repeat([1, 0], [800, 20])
    found = audited(bad, sex, 1 - bad, metrics=["recall"]).iloc[0]
    assert found["answer"] == ALIKE
    assert found["low"] < 0 < found["high"] < 0.05


def test_a_ratio_with_no_flag_on_one_side_has_one_end():
    low, high = exact_bands([(0, 200, 100, 400)], np.array([True]), LEVEL)
    assert low[0] == -np.inf
    assert high[0] < np.log(0.8)


@pytest.mark.slow
def test_a_hundred_few_against_many_take_about_a_second():
    rng = np.random.default_rng(0)
    sizes = rng.integers(5, 26, 100)
    tables = [(int(rng.integers(size + 1)), int(size), int(rng.integers(60_001)), 60_000)
              for size in sizes]  # fmt: skip
    start = process_time()
    exact_bands(tables, np.arange(100) % 2 == 0, LEVEL / 100)
    assert process_time() - start < 4  # 1.2 s alone on a core


def test_a_mean_over_seeds_lies_within_its_exact_band():
    """Counts that are no whole numbers make the band wider, never of one seed alone."""
    sex, bad = pd.DataFrame({"sex": ["f"] * 20 + ["m"] * 100}), np.ones(120, int)
    first, second = np.zeros(120, int), np.zeros(120, int)
    first[:2], second[:11], first[20:70], second[20:70] = 1, 1, 1, 1
    both = audited(bad, sex, np.array([first, second]), metrics=["recall"]).iloc[0]
    ends = [audited(bad, sex, one, metrics=["recall"]).iloc[0] for one in (first, second)]
    assert both["estimate"] == pytest.approx(np.mean([one["estimate"] for one in ends]))
    assert ends[0]["low"] < both["low"] < both["estimate"] < both["high"] < ends[1]["high"]
