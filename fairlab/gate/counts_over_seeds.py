"""The groups of an attribute over the seeds of a strategy: hits and sizes of one rate."""

import pandas as pd

from fairlab.audit.metric_names import metric_word
from fairlab.compare.backfill import Tables


def counts_over_seeds(runs: pd.DataFrame, word: str, rate: str, tables: Tables) -> pd.DataFrame:
    """Average what was counted in the groups of each run.

    The mean of decisions about the same people is never less sure than the decisions of one seed;
    of people that differ between seeds it is held to be no surer than one test set.

    Parameters
    ----------
    runs : DataFrame
        A row per seed, with ``run_id``.
    word : str
        The attribute, as names of metrics write it.
    rate : str
        Which of its rates.
    tables : callable
        From a run's id to its tables.

    Returns
    -------
    DataFrame
        One row per group that was judged, by name; columns ``hits`` and ``size``.

    Examples
    --------
    >>> from fairlab.audit import audit_counts
    >>> halves = pd.DataFrame({"tn": 9, "fp": 9, "fn": [20, 10], "tp": [20, 30]}, index=list("fm"))
    >>> runs = pd.DataFrame({"run_id": ["a"]})
    >>> found = {"groups": audit_counts({"sex": halves})}
    >>> counts_over_seeds(runs, "sex", "recall", lambda run_id: found)["hits"].tolist()
    [20.0, 30.0]
    """
    found = [_judged(tables(run_id)["groups"], word, rate) for run_id in runs["run_id"]]
    return pd.concat(found).groupby("group", sort=False)[["hits", "size"]].mean()


def _judged(groups: pd.DataFrame, word: str, rate: str) -> pd.DataFrame:
    of_rate = (groups["kind"] == "group") & (groups["measure"] == rate) & groups["value"].notna()
    return groups[of_rate & (groups["attribute"].map(metric_word) == word)]
