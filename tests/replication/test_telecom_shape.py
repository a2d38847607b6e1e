"""The published shape: at a reduced size with room for chance, at the study's size exactly."""

import os

import numpy as np
import pandas as pd
import pytest

from fairlab.data import telecom
from fairlab.replication.figures_beside import figure
from fairlab.replication.telecom_shape import check_telecom, figures

pytestmark = pytest.mark.slow

ROWS = 120_000


@pytest.fixture(scope="module")
def check() -> pd.DataFrame:
    return check_telecom(ROWS, seed=1).set_index("figure")


@pytest.mark.slow
def test_counts_are_exact_at_any_size(check):
    exact = check[check["tolerance"] == 0]
    assert len(exact) == 17
    assert exact["ok"].all()


def test_shares_and_rates_are_as_published_but_for_chance(check):
    rare = ["d01: fraud", "d02: fraud", "none: fraud", "gender O: fraud", " 0: fraud"]
    measured = check[(check["tolerance"] == 0.2) & ~check.index.str.contains("|".join(rare))]
    assert len(measured) == 23
    # The tolerance of the study's size and two standard errors of a test set of 12,000 rows.
    assert ((measured["published"] - measured["simulated"]).abs() < 0.5).all()


def test_rates_by_quota_are_as_published_at_any_size(check):
    # One row more or less of a group of 1,200 is 0.08 points.
    for figure_of, room in ((" 0: fraud", 0.1), ("d01: fraud", 0.3), ("none: fraud", 0.4)):
        found = check[check.index.str.contains(figure_of)].iloc[0]
        assert abs(found["published"] - found["simulated"]) < room


def test_cuts_are_as_published_but_for_chance(check):
    cuts = check[check.index.str.endswith(": cut")]
    assert len(cuts) == 4
    assert ((cuts["published"] - cuts["simulated"]).abs() <= 2).all()


def test_fraud_falls_again_at_the_highest_indices(check):
    falls = check[check.index.str.contains("(falls)", regex=False)]
    assert falls.loc[falls.index.str.contains("statpc[45]"), "ok"].all()


def test_a_figure_that_is_off_is_not_ok():
    data = telecom(rows=24_000, seed=3)
    wrong = data.frame.assign(calculated_age=data.frame["calculated_age"] + 2)
    found = {f.figure: f.ok for f in figures(wrong)}
    assert not found["calculated_age: cut"]
    assert found["variables"]
    assert figure("age", 39.7, 38.7, 1.0).ok
    assert not figure("age", 39.7, 38.6, 1.0).ok
    assert not figure("age", 39.7, np.nan, 1.0).ok


@pytest.mark.skipif("FAIRLAB_FULL_SIZE" not in os.environ, reason="set FAIRLAB_FULL_SIZE=1")
@pytest.mark.parametrize("seed", range(3))
def test_all_figures_agree_at_the_size_of_the_study(seed):
    found = check_telecom(seed=seed)
    assert found["ok"].all(), found[~found["ok"]].to_string()
