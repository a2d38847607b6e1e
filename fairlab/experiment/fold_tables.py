"""The tables of a run's folds as one: what the models look at on average, the rest fold by fold."""

from collections.abc import Sequence

import pandas as pd

from fairlab.record.run_result import RunResult


def joined_tables(fits: Sequence[RunResult]) -> dict[str, pd.DataFrame]:
    """Put the tables of fits together.

    Parameters
    ----------
    fits : sequence of RunResult
        In the order of the folds.

    Returns
    -------
    dict of str to DataFrame
        ``importance`` is the mean over the folds; the others have a column ``fold``, where there
        are several.
    """
    names = dict.fromkeys(name for fit in fits for name in fit.tables)
    found = {name: [fit.tables.get(name) for fit in fits] for name in names}
    if len(fits) == 1:
        return {name: table for name, (table,) in found.items() if table is not None}
    return {
        name: mean_importance(tables) if name == "importance" else _by_fold(tables)
        for name, tables in found.items()
    }


def mean_importance(tables: Sequence[pd.DataFrame | None]) -> pd.DataFrame:
    """Average what each feature contributes.

    Parameters
    ----------
    tables : sequence of DataFrame
        What ``feature_importance`` returns.

    Returns
    -------
    DataFrame
        The same columns, the largest contribution first.

    Examples
    --------
    >>> one = pd.DataFrame({"feature": ["age"], "contribution": [1.0], "direction": [0.5],
    ...                     "method": ["shap"]})
    >>> mean_importance([one, one.assign(contribution=2.0)])["contribution"].tolist()
    [1.5]
    """
    rows = pd.concat([table for table in tables if table is not None], ignore_index=True)
    means = rows.groupby("feature", sort=False).agg(
        {"contribution": "mean", "direction": "mean", "method": "first"}
    )
    ordered = means.sort_values("contribution", ascending=False, kind="stable")
    return ordered.reset_index()[list(rows)]


def _by_fold(tables: Sequence[pd.DataFrame | None]) -> pd.DataFrame:
    rows = [t.assign(fold=number) for number, t in enumerate(tables) if t is not None]
    return pd.concat(rows, ignore_index=True)
