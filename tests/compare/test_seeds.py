"""Paired differences over seeds: what they are, and how often they mislead."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from fairlab.compare.seeds import compare, corrected_t, sign_of_better
from fairlab.multiplicity import holm


def runs_of(values: dict[str, list[float]], metric: str = "test/auc") -> pd.DataFrame:
    rows = [
        {"strategy": name, "seed": seed, metric: value}
        for name, column in values.items()
        for seed, value in enumerate(column)
    ]
    return pd.DataFrame(rows)


def test_corrected_t_without_overlap_is_the_paired_t_test():
    differences = np.random.default_rng(0).normal(0.3, 1, 12)
    found = corrected_t(differences)
    expected = stats.ttest_1samp(differences, 0)
    interval = expected.confidence_interval(0.95)
    assert found["p"] == pytest.approx(expected.pvalue)
    assert (found["low"], found["high"]) == pytest.approx((interval.low, interval.high))


def test_overlap_widens_the_interval_by_the_factor_of_nadeau_and_bengio():
    differences = np.array([0.1, 0.2, 0.4, 0.1])
    plain, corrected = corrected_t(differences), corrected_t(differences, overlap=0.25)
    widths = [found["high"] - found["low"] for found in (plain, corrected)]
    assert widths[1] / widths[0] == pytest.approx(np.sqrt((1 / 4 + 0.25) / (1 / 4)))


def test_equal_strategies_differ_by_nothing_and_p_is_one():
    found = compare(runs_of({"baseline": [0.7, 0.8], "other": [0.7, 0.8]}))
    row = found.set_index("strategy").loc["other"]
    assert (row["difference"], row["p"], row["verdict"]) == (0, 1, "within chance")


def test_pairs_are_by_seed_and_a_missing_one_is_left_out():
    runs = runs_of({"baseline": [0.7, 0.8, 0.9], "other": [0.8, 0.9, np.nan]})
    row = compare(runs.sample(frac=1, random_state=0)).set_index("strategy").loc["other"]
    assert (row["pairs"], row["seeds"]) == (2, 2)
    assert row["difference"] == pytest.approx(0.1)


def test_one_seed_cannot_be_told():
    row = compare(runs_of({"baseline": [0.7], "other": [0.8]})).set_index("strategy").loc["other"]
    assert row["verdict"] == "cannot be told"
    assert np.isnan(row["p"])
    assert "1 paired" in row["note"]


def test_the_same_difference_in_every_seed_is_not_called_real():
    row = compare(runs_of({"baseline": [0.5, 0.6], "other": [0.51, 0.61]})).iloc[1]
    assert row["verdict"] == "cannot be told"
    assert np.isnan(row["p"])
    assert "same difference" in row["note"]


def test_two_runs_of_one_seed_are_a_fault_of_ours():
    runs = runs_of({"baseline": [0.7]})
    with pytest.raises(ValueError, match="one run per strategy and seed"):
        compare(pd.concat([runs, runs]))


def test_holm_is_stepwise_and_counts_only_tests_that_were_made():
    p = np.array([0.02, np.nan, 0.01, 0.5])
    assert holm(p) == pytest.approx([0.04, np.nan, 0.03, 0.5], nan_ok=True)
    assert np.isnan(holm(np.array([np.nan]))).all()


@pytest.mark.parametrize("metric", ["test/brier", "fair.sex/recall_parity"])
def test_less_is_better_of_losses_and_parities(metric):
    assert sign_of_better(metric) == -1


def test_interval_covers_and_false_alarms_are_rare_when_strategies_are_equal():
    rng = np.random.default_rng(1)
    worlds = 300
    covered = alarms = 0
    for _ in range(worlds):
        split = rng.normal(0, 1, 5)
        runs = {name: split + rng.normal(0, 0.5, 5) for name in ("baseline", "a", "b", "c")}
        found = compare(runs_of(runs)).query("strategy != 'baseline'")
        covered += ((found["low"] <= 0) & (found["high"] >= 0)).iloc[0]
        alarms += (found["verdict"] == "real").any()
    assert covered / worlds >= 0.95 - 2 * np.sqrt(0.05 * 0.95 / worlds)
    assert alarms / worlds <= 0.05 + 2 * np.sqrt(0.05 * 0.95 / worlds)
