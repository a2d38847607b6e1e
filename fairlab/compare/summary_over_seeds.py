"""One strategy over its seeds: the mean of a figure, its spread, and how sure the mean is."""

import numpy as np
import pandas as pd

from fairlab.compare.paired_seeds import corrected_t

COLUMNS = ["metric", "mean", "sd", "low", "high", "seeds"]


def summary_over_seeds(figures: pd.DataFrame, overlap: float = 0.0) -> pd.DataFrame:
    """Give the mean of every figure over seeds with its 95 % interval.

    Parameters
    ----------
    figures : DataFrame of shape (seeds, figures)
        NaN where a seed has none.
    overlap : float
        Test rows per training row where every seed draws its own parts, else 0: parts that are
        drawn from one table overlap, and the interval is widened for it.

    Returns
    -------
    DataFrame
        A row per figure: ``metric``, ``mean``, ``sd`` over seeds, ``low`` and ``high`` of the
        interval of the mean, and the ``seeds`` that have the figure. Spread and interval are NaN
        with fewer than two seeds, and the interval also where all seeds have the same value: that
        says nothing of how another seed would vary.

    References
    ----------
    Nadeau, C. and Bengio, Y. (2003). Inference for the generalization error. Machine Learning
    52, 239-281.

    Examples
    --------
    >>> summary_over_seeds(pd.DataFrame({"test/auc": [0.70, 0.72, 0.74]})).round(3).values.tolist()
    [['test/auc', 0.72, 0.02, 0.67, 0.77, 3]]
    """
    found = corrected_t(figures.to_numpy(float), overlap)
    table = pd.DataFrame(
        {
            "metric": list(figures),
            "mean": found["difference"],
            "sd": found["sd_difference"],
            "low": found["low"],
            "high": found["high"],
            "seeds": figures.notna().sum().to_numpy(),
        },
        columns=COLUMNS,
    )
    spread = figures.max().to_numpy() > figures.min().to_numpy()
    table.loc[~spread, ["low", "high"]] = np.nan
    return table
