"""The part of a strategy's spread that is owed to finite test sets, by the metrics' names."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from fairlab.audit.bootstrap import bootstrap_audit
from fairlab.audit.metric_names import metric_word
from fairlab.audit.sampling_variance import counts_of, variance_of_performance


def variance_of_metrics(tables: Sequence[Mapping[str, pd.DataFrame]], seed: int = 0) -> pd.Series:
    """Give the variance that metrics of a strategy owe to the draw of the test rows.

    Parities are drawn from the counts of all seeds together, in test sets of the usual size: a
    gap is never below zero, so drawn from one small test set it would vary too much.

    Parameters
    ----------
    tables : sequence of mapping of str to DataFrame
        Of each seed the ``predictions`` (``y``, ``score``, ``flagged``) of the test set and the
        audit as ``groups``, as a run records them.
    seed : int
        Of the draws.

    Returns
    -------
    Series of float
        By the names of a run's metrics: ``test/auc``, ``fair.gender/recall_parity``. NaN where a
        metric is undefined.

    Examples
    --------
    >>> from fairlab.audit import audit_groups
    >>> frame = pd.DataFrame({"y": [0, 1] * 20, "score": [0.2, 0.6] * 20, "flagged": [0, 1] * 20})
    >>> audit = audit_groups(frame["y"], frame["flagged"], pd.DataFrame({"sex": ["f", "m"] * 20}))
    >>> float(variance_of_metrics([{"predictions": frame, "groups": audit}])["test/auc"])
    0.0
    """
    each = [variance_of_performance(of_seed["predictions"], seed) for of_seed in tables]
    of_performance = pd.DataFrame(each).mean().add_prefix("test/")
    counts = _mean_counts([counts_of(of_seed["groups"]) for of_seed in tables])
    drawn = bootstrap_audit(counts, seed=seed, keep_labels=True)
    gaps = drawn[drawn["kind"] == "attribute"]
    names = "fair." + gaps["attribute"].map(metric_word) + "/" + gaps["measure"]
    return pd.concat([of_performance, pd.Series(gaps["sd"].to_numpy() ** 2, index=names)])


def _mean_counts(counts: Sequence[Mapping[str, pd.DataFrame]]) -> dict[str, pd.DataFrame]:
    return {attribute: _mean([of_seed[attribute] for of_seed in counts]) for attribute in counts[0]}


def _mean(tables: list[pd.DataFrame]) -> pd.DataFrame:
    """Average the counts of groups: by place, as a cut moves with the split, else by name."""
    if len({len(table) for table in tables}) == 1:
        mean = np.mean([table.to_numpy() for table in tables], axis=0)
        return pd.DataFrame(mean, index=tables[0].index, columns=tables[0].columns)
    everywhere = pd.concat(tables)
    return everywhere.groupby(level=0, sort=False).sum() / len(tables)
