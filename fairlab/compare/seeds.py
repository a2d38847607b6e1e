"""Strategies side by side over seeds: is the difference from the baseline real, or chance?"""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from fairlab.multiplicity import holm

REAL, CHANCE, UNKNOWN = "real", "within chance", "cannot be told"
ALPHA = 0.05
SAME = 1e-12  # rounding: two sums of the same numbers may differ by as much
NO_DIFFERENCE = {"low": 0.0, "high": 0.0, "p": 1.0}
NOT_TOLD = dict.fromkeys(("low", "high", "p"), np.nan)
LOWER_IS_BETTER = ("brier", "parity", "difference")


def compare(runs: pd.DataFrame, baseline: str = "baseline", overlap: float = 0.0) -> pd.DataFrame:
    """Compare every strategy with the baseline, metric by metric, paired by seed.

    The interval and p are those of the corrected resampled t test: splits drawn from one table
    share rows, so their differences vary less than those of independent samples would, and the
    variance is enlarged from 1/n to 1/n + test rows / training rows.

    Parameters
    ----------
    runs : DataFrame
        One row per run: ``strategy``, ``seed``, and a column per metric.
    baseline : str
        The strategy that the others are compared with.
    overlap : float
        Test rows per training row where each seed draws its own test part; 0 where all seeds
        share one, which gives the ordinary paired t test.

    Returns
    -------
    DataFrame
        One row per metric and strategy: ``metric``, ``strategy``, ``seeds``, ``mean``, ``sd``,
        and from the baseline ``pairs``, ``difference``, ``low``, ``high`` (95 %), ``p``,
        ``p_holm`` (over the whole table), ``verdict`` and ``note``.

    References
    ----------
    Nadeau, C. and Bengio, Y. (2003). Inference for the generalization error. Machine Learning
    52, 239-281.

    Examples
    --------
    >>> runs = pd.DataFrame({"strategy": ["baseline"] * 3 + ["other"] * 3, "seed": [0, 1, 2] * 2,
    ...                      "test/auc": [0.70, 0.72, 0.74, 0.80, 0.82, 0.841]})
    >>> compare(runs)[["strategy", "verdict"]].iloc[1].tolist()
    ['other', 'real']
    """
    wide = runs.set_index(["strategy", "seed"]).sort_index()
    if not wide.index.is_unique:
        raise ValueError("compare needs one run per strategy and seed")
    strategies = sorted(wide.index.unique("strategy"), key=lambda name: (name != baseline, name))
    rows = [
        {"metric": metric, "strategy": name, **_spread(wide.loc[name, metric])}
        | _difference(wide[metric], name, baseline, overlap)
        for metric in wide.columns
        for name in strategies
    ]
    table = pd.DataFrame(rows)
    table["p_holm"] = holm(table["p"].to_numpy())
    is_baseline = table["strategy"] == baseline
    table["verdict"] = list(map(_verdict, table["p_holm"], is_baseline))
    return table


def sign_of_better(metric: str) -> int:
    """Tell whether more of a metric is better (1) or less (-1).

    Examples
    --------
    >>> sign_of_better("test/auc"), sign_of_better("fair.sex/recall_parity")
    (1, -1)
    """
    return -1 if metric.endswith(LOWER_IS_BETTER) else 1


def _spread(values: pd.Series) -> dict[str, float]:
    found = values.dropna()
    return {"seeds": len(found), "mean": found.mean(), "sd": found.std(ddof=1)}


def _difference(metric: pd.Series, name: str, baseline: str, overlap: float) -> dict:
    blank = dict.fromkeys(("difference", "low", "high", "p"), np.nan)
    if name == baseline or baseline not in metric.index.unique("strategy"):
        return {"pairs": 0, **blank, "note": ""}
    paired = (metric[name] - metric[baseline]).dropna().to_numpy()
    if len(paired) < 2:
        mean = paired.mean() if len(paired) else np.nan
        note = f"{len(paired)} paired seeds: no spread to compare with"
        return {"pairs": len(paired), **blank, "difference": mean, "note": note}
    found = corrected_t(paired, overlap)
    note = "the same difference in every seed: no spread" if np.isnan(found["p"]) else ""
    return {"pairs": len(paired), **found, "note": note}


def corrected_t(differences: np.ndarray, overlap: float = 0.0) -> Mapping[str, float]:
    """Test whether paired differences from overlapping splits are zero on average.

    Parameters
    ----------
    differences : ndarray of shape (n,)
        One per seed, at least two.
    overlap : float
        Test rows per training row; 0 for the ordinary paired t test.

    Returns
    -------
    mapping of str to float
        ``difference``, ``low``, ``high`` (95 %) and two-sided ``p``; NaN where all differences
        are the same and not zero, as counts on few rows may be.

    Examples
    --------
    >>> found = corrected_t(np.array([0.1, 0.12, 0.11]))
    >>> round(found["difference"], 3), round(found["p"], 4)
    (0.11, 0.0027)
    """
    from scipy.stats import t

    n = len(differences)
    mean = float(differences.mean())
    error = float(np.sqrt(differences.var(ddof=1) * (1 / n + overlap)))
    if error <= SAME:
        # Equal differences say nothing of how they would vary; no difference at all is certain.
        return {"difference": mean, **(NO_DIFFERENCE if abs(mean) <= SAME else NOT_TOLD)}
    half = float(t.ppf(1 - ALPHA / 2, n - 1)) * error
    p = 2 * float(t.sf(abs(mean) / error, n - 1))
    return {"difference": mean, "low": mean - half, "high": mean + half, "p": p}


def _verdict(p: float, is_baseline: bool) -> str:
    if is_baseline:
        return ""
    if np.isnan(p):
        return UNKNOWN
    return REAL if p < ALPHA else CHANCE
