"""The number of seeds that would tell a difference, held against simulated seeds."""

import numpy as np
import pandas as pd
import pytest

from fairlab.compare.paired_seeds import corrected_t
from fairlab.compare.seeds_needed import (
    NO_DIFFERENCE,
    NO_NUMBER,
    NO_SIZE,
    power_sentence,
    seeds_needed,
)


def compared(difference: float, sd: float, verdict: str = "within chance", pairs: int = 5):
    row = {"metric": "test/auc", "strategy": "other", "pairs": pairs, "difference": difference}
    return pd.DataFrame([row | {"sd_difference": sd, "p": 0.5, "verdict": verdict}])


def told(difference: float, seeds: int, overlap: float, worlds: int = 4000) -> float:
    """The share of worlds in which seeds that overlap so tell a difference, at spread 1."""
    rng = np.random.default_rng(5)
    shared = np.sqrt(overlap) * rng.normal(size=worlds)
    found = corrected_t(difference + shared + rng.normal(size=(seeds, worlds)), overlap)
    return float((found["p"] < 0.05).mean())


@pytest.mark.parametrize(("difference", "overlap"), [(1.0, 0.0), (3.0, 0.33), (0.5, 0.0)])
def test_so_many_seeds_have_the_power_and_one_less_has_not(difference, overlap):
    seeds = int(seeds_needed(compared(difference, 1.0), overlap)["seeds_needed"].iloc[0])
    margin = 3 * np.sqrt(0.8 * 0.2 / 4000)
    assert told(difference, seeds, overlap) > 0.8 - margin
    assert told(difference, seeds - 1, overlap) < 0.8 + margin


def test_what_these_seeds_would_tell_they_tell_four_times_in_five():
    edge = seeds_needed(compared(0.1, 1.0, pairs=6), 0.4)["told_now"].iloc[0]
    assert told(edge, 6, 0.4) == pytest.approx(0.8, abs=0.02)


def test_below_the_limit_no_number_of_seeds_would_do():
    row = seeds_needed(compared(0.5, 1.0), overlap=0.33).iloc[0]
    assert np.isinf(row["seeds_needed"])
    assert row["note"] == NO_NUMBER
    assert told(0.5, 300, 0.33, worlds=300) < 0.8
    above = seeds_needed(compared(1.1 * row["told_ever"], 1.0), overlap=0.33)
    assert np.isfinite(above["seeds_needed"]).all()


def test_a_larger_table_asks_for_more_seeds():
    alone = seeds_needed(compared(1.0, 1.0))
    many = seeds_needed(pd.concat([compared(1.0, 1.0)] * 20))
    assert (many["seeds_needed"] > alone["seeds_needed"].iloc[0]).all()


def test_nothing_is_reckoned_from_no_spread_or_no_difference():
    assert seeds_needed(compared(0.1, 0.0))["note"].tolist() == [NO_SIZE]
    assert seeds_needed(compared(0.1, np.nan))["seeds_needed"].isna().all()
    assert seeds_needed(compared(0.0, 1.0))["note"].tolist() == [NO_DIFFERENCE]


def test_the_baseline_is_left_out():
    assert seeds_needed(compared(np.nan, np.nan, verdict="")).empty


def test_the_sentence_counts_what_is_open_and_nothing_else():
    rows = [compared(2.0, 1.0), compared(0.01, 1.0), compared(9.0, 1.0, verdict="real")]
    said = power_sentence(seeds_needed(pd.concat(rows), overlap=0.3), 200)
    assert "200 seeds would tell 1 more" in said
    assert "for 1 no number of seeds" in said
    assert power_sentence(seeds_needed(rows[2]), 10) == ""
