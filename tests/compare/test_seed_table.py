"""The spread over seeds beside bands that rest on people."""

import numpy as np
import pytest

from fairlab.compare.comparison import compare_people
from fairlab.compare.decided_people import decided_people
from fairlab.compare.seed_table import seed_table
from tests.compare.toy_people import toy_runs


def made(seeds):
    runs, tables, about = toy_runs(seeds=seeds)
    comparison = compare_people(decided_people(runs, tables, about), "baseline")
    return runs, comparison, seed_table(runs, comparison)


def test_each_figure_of_accuracy_has_its_spread_and_its_band():
    runs, comparison, found = made(3)
    assert len(found) == len(comparison.levels)
    row = found[(found["metric"] == "recall") & (found["strategy"] == "fair")].iloc[0]
    values = runs.loc[runs["strategy"] == "fair", "test/recall"].to_numpy()
    assert row["mean"] == pytest.approx(values.mean())
    assert row["sd"] == pytest.approx(values.std(ddof=1))
    levels = comparison.levels.set_index(["strategy", "metric"]).loc["fair", "recall"]
    assert row["half"] == pytest.approx((levels["high"] - levels["low"]) / 2)


def test_one_seed_has_no_spread():
    _, _, found = made(1)
    assert found["sd"].isna().all()
    assert found["mean"].notna().all()


def test_a_metric_that_runs_did_not_record_is_left_out():
    runs, comparison, found = made(1)
    fewer = seed_table(runs.drop(columns="test/auc"), comparison)
    assert len(fewer) == len(found) - 2
    np.testing.assert_array_equal(fewer["half"], found.loc[found["metric"] != "auc", "half"])
