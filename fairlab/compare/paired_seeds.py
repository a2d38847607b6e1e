"""Strategies side by side over seeds: is the difference from the baseline real, or chance?"""

import numpy as np
import pandas as pd

from fairlab.audit.registry import family_of
from fairlab.compare.cube import Cube, mean_and_sd
from fairlab.stats.corrected_families import corrected

REAL, CHANCE, UNKNOWN = "real", "within chance", "cannot be told"
ALPHA = 0.05
SAME = 1e-12  # rounding: two sums of the same numbers may differ by as much
NO_SPREAD = "the same difference in every seed: no spread"


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
        Test rows per training row where each seed draws its own test set; 0 where all seeds
        share one, which gives the ordinary paired t test.

    Returns
    -------
    DataFrame
        One row per metric and strategy: ``metric``, ``strategy``, ``seeds``, ``mean``, ``sd``,
        and from the baseline ``pairs``, ``difference``, ``sd_difference`` over seeds, ``low``,
        ``high`` (95 %), ``p``, ``note``, ``p_holm`` and ``p_bh`` (both over the metrics of one
        family: accuracy and the study's parities, lending, or the others) and ``verdict``, which
        goes by ``p_holm``.

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
    cube = Cube.of(runs, first=baseline)
    seeds, mean, sd = mean_and_sd(cube.block)
    compared = cube.compared_with(baseline)
    paired = cube.differences(baseline)
    pairs = (~np.isnan(paired)).sum(axis=0)
    columns = {"seeds": seeds, "mean": mean, "sd": sd, "pairs": pairs}
    columns |= corrected_t(paired, overlap)
    columns["note"] = np.where(compared[:, None], _notes(pairs, columns["p"]), "")
    table = cube.table(columns)
    # Looking at lending too costs the study nothing: docs/decisions/0011-metrics.md
    family = table["metric"].map({name: family_of(name) for name in cube.metrics})
    table[["p_holm", "p_bh"]] = corrected(table["p"], family)[["p_holm", "p_bh"]]
    table["verdict"] = _verdicts(table)
    return table


def corrected_t(differences: np.ndarray, overlap: float = 0.0) -> dict[str, np.ndarray]:
    """Test whether paired differences from overlapping splits are zero on average.

    Parameters
    ----------
    differences : ndarray of shape (n, ...)
        One per seed; NaN where a pair is missing.
    overlap : float
        Test rows per training row; 0 for the ordinary paired t test.

    Returns
    -------
    dict of str to ndarray of shape (...)
        ``difference``, ``sd_difference``, ``low``, ``high`` (95 %) and two-sided ``p``. The last
        three are NaN of fewer than two pairs, and where all differences are the same and not
        zero, as counts on few rows may be.

    References
    ----------
    Nadeau and Bengio (2003), section 4.

    Examples
    --------
    >>> found = corrected_t(np.array([0.1, 0.12, 0.11]))
    >>> round(float(found["difference"]), 3), round(float(found["p"]), 4)
    (0.11, 0.0027)
    """
    from scipy.stats import t

    n, mean, sd = mean_and_sd(differences)
    error = sd * np.sqrt(1 / np.maximum(n, 1) + overlap)
    # Equal differences say nothing of how they would vary; no difference at all is certain.
    silent, certain = error <= SAME, (error <= SAME) & (np.abs(mean) <= SAME)
    error = np.where(silent, np.nan, error)
    half = t.ppf(1 - ALPHA / 2, n - 1) * error
    p = 2 * t.sf(np.abs(mean) / error, n - 1)
    return {
        "difference": mean,
        "sd_difference": sd,
        "low": np.where(certain, 0.0, mean - half),
        "high": np.where(certain, 0.0, mean + half),
        "p": np.where(certain, 1.0, p),
    }


def _notes(pairs: np.ndarray, p: np.ndarray) -> np.ndarray:
    few = np.char.add(pairs.astype(str), " paired seeds: no spread to compare with")
    return np.where(pairs < 2, few, np.where(np.isnan(p), NO_SPREAD, ""))


def _verdicts(table: pd.DataFrame) -> np.ndarray:
    p = table["p_holm"]
    told = np.where(p.isna(), UNKNOWN, np.where(p < ALPHA, REAL, CHANCE))
    return np.where(table["note"].ne("") | p.notna(), told, "")
