"""How far groups may really lie apart where a metric is no comparison of one rate by pairs.

A mean of two gaps is such a metric; others go by ``pairs_of_groups``, which tells more. A spread
is never below 0, and of many small groups it is large by chance alone, so that neither a bootstrap
of it nor an interval of its two extreme groups says what the groups are. Here every rate gets an
interval, all of them together hold the true rates with 95 %, and the measure is taken over
everything that they allow. That is never too sure, and less sure than it might be.
"""

from itertools import permutations

import numpy as np
import pandas as pd

from fairlab.audit.metric_names import metric_word
from fairlab.audit.metric_types import GroupMetric
from fairlab.audit.registry import find_metric

ALPHA = 0.05


def measure_interval(groups: pd.DataFrame, name: str) -> tuple[float, float] | None:
    """Give the interval of a fairness metric from the counts of a run's groups.

    Parameters
    ----------
    groups : DataFrame
        The audit of a run, as ``audit_groups`` returns it.
    name : str
        ``fair.<attribute>/<measure>``.

    Returns
    -------
    tuple of float or None
        From low to high, at 95 % or more; None where the audit has no such measure.

    References
    ----------
    Clopper, C. and Pearson, E. (1934). The use of confidence or fiducial limits illustrated in
    the case of the binomial. Biometrika 26, 404-413. Corrected by Bonferroni over the groups.

    Examples
    --------
    >>> from fairlab.audit import audit_counts
    >>> halves = pd.DataFrame({"tn": [800, 800], "fp": [9, 9], "fn": [50, 10], "tp": [50, 90]})
    >>> audit = audit_counts({"sex": halves})
    >>> [round(edge, 2) for edge in measure_interval(audit, "fair.sex/recall_parity")]
    [0.24, 0.6]
    """
    word = name.removeprefix("fair.").rpartition("/")[0]
    metric = find_metric(name)
    if not isinstance(metric, GroupMetric):
        return None
    of_attribute = groups["attribute"].map(metric_word) == word
    rates = groups[of_attribute & (groups["kind"] == "group") & groups["value"].notna()]
    edges = [_interval_of_rate(rates[rates["measure"] == one.name], metric) for one in metric.rates]
    low, high = np.mean(edges, axis=0)
    return float(low), float(high)


def _interval_of_rate(rates: pd.DataFrame, metric: GroupMetric) -> tuple[float, float]:
    share = ALPHA / len(rates) / len(metric.rates)
    hits, size = (rates[name].to_numpy(float) for name in ("hits", "size"))
    low, high = exact_interval(hits, size, share)
    nearest = np.array([low.max(), high.min()])
    if low.max() <= high.min():
        nearest[:] = high.min()  # one rate may be that of every group
    apart = np.array([(high[one], low[other]) for one, other in permutations(range(len(low)), 2)])
    least, farthest = float(metric.spread(nearest)), metric.spread(apart)
    most = float(farthest[np.argmax(np.abs(farthest - least))])
    return min(least, most), max(least, most)


def exact_interval(
    hits: np.ndarray, size: np.ndarray, alpha: float = ALPHA
) -> tuple[np.ndarray, np.ndarray]:
    """Give the interval of a rate that holds the truth at least as often as it promises.

    Parameters
    ----------
    hits, size : ndarray of shape (n,)
        Each rate is ``hits / size``, of at least one row.
    alpha : float
        The share of cases in which the truth may be missed.

    Returns
    -------
    low, high : ndarray of shape (n,)

    References
    ----------
    Clopper and Pearson (1934).

    Examples
    --------
    >>> low, high = exact_interval(np.array([0, 5]), np.array([10, 10]))
    >>> low.round(3).tolist(), high.round(3).tolist()
    ([0.0, 0.187], [0.308, 0.813])
    """
    from scipy.stats import beta

    missed = size - hits
    low = np.where(hits > 0, beta.ppf(alpha / 2, np.maximum(hits, 0.5), missed + 1), 0.0)
    high = np.where(missed > 0, beta.ppf(1 - alpha / 2, hits + 1, np.maximum(missed, 0.5)), 1.0)
    return low, high
