"""Who is decided on differently when only the seed changes."""

from collections.abc import Mapping
from itertools import combinations

import pandas as pd


def changed_decisions(predictions: Mapping[int, pd.DataFrame]) -> pd.DataFrame:
    """Count the decisions that differ between two seeds of one strategy.

    Parameters
    ----------
    predictions : mapping of int to DataFrame
        By seed, ``y``, ``score`` and ``flagged`` of one test set, in one order: of runs with
        ``--vary model``, or with a test set that is given or the latest rows.

    Returns
    -------
    DataFrame
        One row per pair of seeds: ``seed``, ``other``, ``rows``, ``positives`` among them,
        ``flagged`` and ``flagged_other``, ``changed`` (rows that one flags and the other does
        not), ``share`` of them among the rows, and ``changed_positives``.

    Raises
    ------
    ValueError
        If the labels show that two seeds have other test sets.

    Examples
    --------
    >>> made = {seed: pd.DataFrame({"y": [0, 1, 1], "flagged": flagged})
    ...         for seed, flagged in enumerate([[0, 1, 0], [1, 1, 0]])}
    >>> changed_decisions(made)[["changed", "positives", "share"]].round(3).to_numpy().tolist()
    [[1.0, 2.0, 0.333]]
    """
    arrays = {
        seed: (frame["y"].to_numpy(bool), frame["flagged"].to_numpy(bool))
        for seed, frame in sorted(predictions.items())
    }
    rows = []
    for (seed, (y, flagged)), (other, (other_y, other_flagged)) in combinations(arrays.items(), 2):
        if len(y) != len(other_y) or (y != other_y).any():
            raise ValueError(f"the seeds {seed} and {other} have other test sets")
        changed = flagged != other_flagged
        row = {"seed": seed, "other": other, "rows": len(y), "positives": y.sum()}
        row |= {"flagged": flagged.sum(), "flagged_other": other_flagged.sum()}
        row |= {"changed": changed.sum(), "share": changed.mean()}
        rows.append(row | {"changed_positives": (changed & y).sum()})
    columns = ["seed", "other", "rows", "positives", "flagged", "flagged_other"]
    return pd.DataFrame(rows, columns=[*columns, "changed", "share", "changed_positives"])


def decisions_sentence(strategy: str, changed: pd.DataFrame) -> str:
    """Say how many decisions two seeds of a strategy differ in.

    Parameters
    ----------
    strategy : str
    changed : DataFrame
        What ``changed_decisions`` returns.

    Returns
    -------
    str
        Empty of fewer than two seeds.

    Examples
    --------
    >>> row = {"rows": 7500, "positives": 1659, "changed": 210, "changed_positives": 80}
    >>> decisions_sentence("baseline", pd.DataFrame([row]))
    'Two seeds of baseline differ in 210 of 7,500 decisions, beside 1,659 positives.'
    """
    if changed.empty:
        return ""
    least, middle, most = (changed["changed"].quantile(q) for q in (0, 0.5, 1))
    between = f" (median; {least:,.0f} to {most:,.0f})" if most > least else ""
    rows, positives = changed["rows"].iloc[0], changed["positives"].iloc[0]
    return (
        f"Two seeds of {strategy} differ in {middle:,.0f} of {rows:,} decisions{between}, "
        f"beside {positives:,} positives."
    )
