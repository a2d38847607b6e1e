import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from fairlab.causal.twins.flips import flip_rates
from fairlab.causal.twins.uncertainty import by_rate, deviations_of_rows, spreads


def test_deviations_find_their_rate_by_name_where_a_sample_lacks_a_group():
    group = pd.Series(["a"] * 50 + ["b"] * 50)
    rates = flip_rates(np.arange(100) % 2, np.zeros(100), group)
    lacking = [by_rate(rates[rates["group"] == "b"]) - 0.5 - place for place in (0.0, 0.01)]
    found = spreads(rates, lacking).set_index(["group", "rate"])
    assert np.isnan(found.loc[("a", "FR1"), "low"])
    assert "undefined in a bootstrap sample" in found.loc[("a", "FR1"), "note"]
    assert found.loc[("b", "FR1"), "low"] < 0.5 < found.loc[("b", "FR1"), "high"]
    assert not found.loc[("b", "FR1"), "note"]


def test_a_group_of_one_row_may_be_missed_by_a_draw():
    group = pd.Series(["a"] + ["b"] * 99)
    draws = deviations_of_rows(np.zeros(100), np.zeros(100), group, seed=0)
    found = pd.concat([next(draws) for _ in range(20)])
    assert found.isna().any()


@pytest.mark.parametrize(("flips", "of"), [(0, 9), (0, 2167), (9, 9), (3, 40)])
def test_where_no_sample_was_off_the_interval_is_the_exact_one(flips, of):
    rates = pd.DataFrame({"group": ["f"], "rate": ["FR1"], "value": [flips / of], "note": [""]})
    rates = rates.assign(flips=flips, of=of)
    found = spreads(rates, [0 * by_rate(rates)] * 3).iloc[0]
    exact = binomtest(flips, of).proportion_ci(0.95, method="exact")
    assert (found["low"], found["high"]) == pytest.approx((exact.low, exact.high), abs=1e-12)
