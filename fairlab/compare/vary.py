"""What a seed changes: the share of the table that it tests, and runs that differ in it alone."""

import pandas as pd

from fairlab.compare.select import NOT_SETTINGS, PARAM, refuse_mixture


def drawn_share(runs: pd.DataFrame) -> float:
    """Give the share of the table that each seed draws as its test set, 0 where none is drawn.

    Parameters
    ----------
    runs : DataFrame
        With the parameters ``split.test`` and ``rows.<part>``.

    Returns
    -------
    float
        From 0 to 1.
    """
    if not (runs[f"{PARAM}split.test"] == "drawn").all():
        return 0.0
    rows = runs.filter(like=f"{PARAM}rows.").astype(float).iloc[0]
    return float(rows[f"{PARAM}rows.test"] / rows.sum())


def same_but_for_vary(runs: pd.DataFrame, every: pd.DataFrame) -> pd.DataFrame:
    """Find the runs whose settings are those of the runs at hand, whatever their seeds change.

    Parameters
    ----------
    runs : DataFrame
        Of one setting per strategy.
    every : DataFrame
        All runs of the data set.

    Returns
    -------
    DataFrame
        Rows of ``every``, the runs at hand among them.

    Raises
    ------
    RequestError
        If among runs with one ``vary`` there are different versions of what a strategy needs.
    """
    names = [name for name in every.filter(regex=rf"^{PARAM}") if not name.startswith(NOT_SETTINGS)]
    settings = [name for name in names if name != f"{PARAM}vary"]
    wanted = runs.reindex(columns=["strategy", *settings]).fillna("-").drop_duplicates()
    offered = every[["strategy", *settings]].fillna("-").reset_index()
    found = every.loc[offered.merge(wanted)["index"]].sort_index()
    for _, alike in found.groupby(f"{PARAM}vary"):
        refuse_mixture(alike)
    return found
