"""Bands of mean differences: how often they hold at all times, and that they get narrow."""

import numpy as np
import pytest

from fairlab.stats.beginnings import beginnings
from fairlab.stats.gap_confidence_sequence import gap_bands


def mean_gap(rates, rows, since=0):
    """Give the true mean difference of the blocks since one."""
    weight = rows[..., 0] * rows[..., 1] / rows.sum(axis=-1)
    weight = weight * (np.arange(rows.shape[1]) >= since)
    total = np.cumsum(weight * (rates[..., 0] - rates[..., 1]), axis=1)
    with np.errstate(invalid="ignore"):
        return total / np.cumsum(weight, axis=1)


@pytest.mark.parametrize("since", [0, 7])
def test_bands_hold_at_all_times_though_rates_change(since):
    rng, worlds = np.random.default_rng(0), 300
    rows = np.broadcast_to(rng.integers(10, 500, (1, 40, 2)), (worlds, 40, 2))
    rates = np.broadcast_to(rng.uniform(0.01, 0.4, (1, 40, 2)), (worlds, 40, 2))
    bands = gap_bands(
        rng.binomial(rows, rates), rows, np.full(worlds, 0.05), np.full(worlds, since)
    )
    truth = mean_gap(rates, rows, since)
    missed = (truth < bands.low) | (truth > bands.high)
    assert missed[:, since:].any(axis=1).mean() <= 0.05


def test_bands_are_at_most_six_standard_errors_wide_and_take_the_spread_into_account():
    rows = np.full((2, 36, 2), 1000)
    hits = np.broadcast_to(np.array([[[20, 20]], [[500, 500]]]), rows.shape)
    bands = gap_bands(hits, rows, np.full(2, 0.05))
    half = (bands.high - bands.low)[:, -1] / 2
    error = np.sqrt(2 * np.array([0.02 * 0.98, 0.25]) / 36_000)
    assert (half < 4.5 * error).all()
    assert (half > 1.96 * error).all()


def test_nobody_in_a_group_leaves_everything_possible():
    bands = gap_bands(np.array([[[3, 0]]]), np.array([[[9, 0]]]), np.array([0.05]))
    assert np.isnan(bands.gap).all()
    assert (bands.low.item(), bands.high.item()) == (-1, 1)


def test_shares_of_the_level_never_run_out():
    assert beginnings(10_000).sum() < 1
    assert beginnings(0).size == 0
