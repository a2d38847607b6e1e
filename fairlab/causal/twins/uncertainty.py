"""How far flip rates can be trusted: a bootstrap over rows, fit and graph."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.stats import beta, t

from fairlab.causal.twins.flips import flip_rates
from fairlab.seeds import seed_for

LEVEL = 0.95


def spreads(rates: pd.DataFrame, deviations: list[pd.Series]) -> pd.DataFrame:
    """Set a spread around each rate from how far bootstrap samples were off.

    It holds how rows, fit and graph vary, and no bias: it is no 95 % interval.

    Parameters
    ----------
    rates : DataFrame
        As ``flip_rates`` gives them.
    deviations : list of Series
        One per bootstrap sample, by group and rate; fewer than two give no spread.

    Returns
    -------
    DataFrame
        The same with ``low`` and ``high``, as far off as 95 % of Student's t reach, cut at 0 and
        1. Where no sample was off, as with no flips at all, they are those of Clopper and Pearson
        (1934) for so many flips. There is none where a rate is undefined in a bootstrap sample;
        ``note`` says so.

    Examples
    --------
    >>> rates = pd.DataFrame({"group": ["f"], "rate": ["FR1"], "value": [0.5], "note": [""]})
    >>> rates = rates.assign(flips=4, of=8)
    >>> told = ["value", "low", "high"]
    >>> spreads(rates, [off - by_rate(rates) for off in (0.6, 0.4)])[told].to_numpy().tolist()
    [[0.5, 0.0, 1.0]]
    >>> none = rates.assign(value=0.0, flips=0)
    >>> spreads(none, [0 * by_rate(none)] * 2)[told].round(2).to_numpy().tolist()
    [[0.0, 0.0, 0.37]]
    """
    if len(deviations) < 2:
        return rates.assign(low=np.nan, high=np.nan)
    aligned = [each.reindex(by_rate(rates).index).to_numpy() for each in deviations]
    reach = student(len(deviations)) * np.std(aligned, axis=0, ddof=1)
    unsure = np.isnan(reach) & rates["value"].notna()
    note = rates["note"].mask(unsure, "no spread: undefined in a bootstrap sample")
    return reaching(rates.assign(note=note), reach)


def reaching(rates: pd.DataFrame, reach: np.ndarray) -> pd.DataFrame:
    """Set a spread as far off each rate as is said; by Clopper and Pearson where that is nothing.

    Examples
    --------
    >>> rates = pd.DataFrame({"value": [0.5, 0.0], "flips": [4, 0], "of": [8, 8]})
    >>> reaching(rates, np.array([0.1, 0.0]))[["low", "high"]].round(2).to_numpy().tolist()
    [[0.4, 0.6], [0.0, 0.37]]
    """
    low, high = (rates["value"] + side * reach for side in (-1, 1))
    fewest, most = _exact(rates["flips"].to_numpy(float), rates["of"].to_numpy(float))
    low, high = low.mask(reach == 0, fewest), high.mask(reach == 0, most)
    return rates.assign(low=low.clip(0, 1), high=high.clip(0, 1))


def student(samples: int) -> float:
    """Give how many standard deviations of so many samples 95 % of Student's t reach.

    Examples
    --------
    >>> round(student(10), 2)
    2.26
    """
    return float(t.ppf((1 + LEVEL) / 2, samples - 1))


def _exact(flips: np.ndarray, of: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    tail = (1 - LEVEL) / 2
    low = np.where(flips > 0, beta.ppf(tail, flips, of - flips + 1), 0)
    high = np.where(flips < of, beta.ppf(1 - tail, flips + 1, of - flips), 1)
    return low, high


def by_rate(rates: pd.DataFrame) -> pd.Series:
    """Give the values of rates by group and rate.

    Examples
    --------
    >>> rates = pd.DataFrame({"group": ["f"], "rate": ["FR1"], "value": [0.5]})
    >>> by_rate(rates).to_dict()
    {('f', 'FR1'): 0.5}
    """
    return rates.set_index(["group", "rate"])["value"]


def telling_rows(
    flagged: np.ndarray, flagged_twin: np.ndarray, most: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Choose the rows on which refitted models are compared: those near a decision first.

    Parameters
    ----------
    flagged, flagged_twin : array of shape (n,)
        As in ``flip_rates``.
    most : int
        How many rows, at most.
    seed : int

    Returns
    -------
    rows : array of int
        Positions.
    weight : array of float
        For how many rows each stands.

    Examples
    --------
    >>> rows, weight = telling_rows(np.arange(100) < 3, np.zeros(100), most=10, seed=0)
    >>> rows[:3].tolist(), len(rows), float(weight.sum())
    ([0, 1, 2], 8, 100.0)
    """
    rng = np.random.default_rng(seed_for(seed, "telling rows"))
    near = (np.asarray(flagged, float) > 0) | (np.asarray(flagged_twin, float) > 0)
    chosen, weights = [], []
    for stratum in (np.flatnonzero(near), np.flatnonzero(~near)):
        kept = np.sort(rng.choice(stratum, min(len(stratum), most // 2), replace=False))
        chosen.append(kept)
        weights.append(np.full(len(kept), len(stratum) / max(len(kept), 1)))
    return np.concatenate(chosen), np.concatenate(weights)


def deviations_of_rows(
    flagged: np.ndarray, flagged_twin: np.ndarray, group: pd.Series, seed: int
) -> Iterator[pd.Series]:
    """Draw rows with replacement again and again, and say how far the rates are off.

    Parameters
    ----------
    flagged, flagged_twin, group
        As in ``flip_rates``.
    seed : int

    Yields
    ------
    Series
        One deviation per group and rate.
    """
    rng = np.random.default_rng(seed_for(seed, "rows"))
    n = len(group)
    usual = by_rate(flip_rates(flagged, flagged_twin, group))
    while True:
        weight = rng.multinomial(n, np.full(n, 1 / n))
        yield by_rate(flip_rates(flagged, flagged_twin, group, weight)) - usual


def resampled(frame: pd.DataFrame, seed: int, number: int, most: int) -> pd.DataFrame:
    """Draw rows with replacement.

    Parameters
    ----------
    frame : DataFrame of shape (n, p)
    seed, number : int
        The seed and the number of the bootstrap sample.
    most : int
        So many rows are drawn where there are more.

    Returns
    -------
    DataFrame of shape (min(n, most), p)
        With at least two levels of the first column and of the last, the attribute and the target.

    Examples
    --------
    >>> len(resampled(pd.DataFrame({"age": range(9)}), seed=0, number=1, most=5))
    5
    """
    rng = np.random.default_rng(seed_for(seed, "bootstrap", number))
    while True:
        drawn = rng.integers(0, len(frame), min(len(frame), most))
        sample = frame.iloc[drawn].reset_index(drop=True)
        if sample.iloc[:, [0, -1]].nunique().min() > 1:
            return sample
