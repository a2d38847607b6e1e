"""Which runs may be compared: one set of settings per strategy, never a mixture."""

from collections.abc import Sequence

import pandas as pd

from fairlab.errors import RequestError, nearest

PARAM = "params."
STUDY = ("auc", "auprc", "gmean", "f1", "mcc", "recall", "precision")
FURTHER = ("balanced_accuracy", "kappa", "brier")
PARITIES = ("recall_parity", "precision_parity")
FURTHER_GAPS = ("equalized_odds_difference",)
FLOOR = {"recall_parity": "recall_floor_95", "precision_parity": "precision_floor_95"}


def where(runs: pd.DataFrame, conditions: Sequence[str]) -> pd.DataFrame:
    """Keep the runs whose parameters are as asked.

    Parameters
    ----------
    runs : DataFrame
        One row per run, parameters in columns named ``params.<name>``.
    conditions : sequence of str
        Each ``name=value``; a strategy without that parameter is kept.

    Returns
    -------
    DataFrame

    Raises
    ------
    RequestError
        If no run has such a parameter.

    Examples
    --------
    >>> runs = pd.DataFrame({"params.model__trials": ["5", "20"], "seed": [0, 0]})
    >>> where(runs, ["model__trials=20"])["seed"].tolist()
    [0]
    """
    names = [column.removeprefix(PARAM) for column in runs if column.startswith(PARAM)]
    for condition in conditions:
        name, _, value = condition.partition("=")
        if name not in names:
            raise RequestError(f"No run has a parameter {name!r}. {nearest(name, names)}")
        column = runs[PARAM + name]
        runs = runs[column.isna() | (column == value)]
    if runs.empty:
        raise RequestError(f"No finished run has {' and '.join(conditions)}.")
    return runs


def refuse_mixture(runs: pd.DataFrame) -> None:
    """Refuse to average runs of one strategy that were made with different settings.

    Parameters
    ----------
    runs : DataFrame
        With ``strategy``, ``settings_hash`` and parameter columns.

    Raises
    ------
    RequestError
        Names the strategy, the parameter that differs, its values, and how to choose.
    """
    for strategy, mine in runs.groupby("strategy"):
        if mine["settings_hash"].nunique() > 1:
            raise RequestError(_difference(str(strategy), mine))


def _difference(strategy: str, runs: pd.DataFrame) -> str:
    params = runs.filter(regex=rf"^{PARAM}").fillna("-")
    differing = [name for name in params if params[name].nunique() > 1]
    if not differing:
        return (
            f"{strategy} was run after two different versions of what it needs.\n"
            "Say which with --where, or keep them in separate stores (--store)."
        )
    name = differing[0]
    counts = params[name].value_counts()
    shown = " and ".join(f"{value} ({count} runs)" for value, count in counts.items())
    short = name.removeprefix(PARAM)
    return (
        f"{strategy} was run with different settings: {short} is {shown}.\n"
        f"These are not averaged. Say which: --where {short}={counts.index[0]}"
    )


def compared_metrics(runs: pd.DataFrame, every: bool = False) -> pd.DataFrame:
    """Keep strategy, seed and the metrics that are compared.

    Parameters
    ----------
    runs : DataFrame
        One row per run, a column per metric.
    every : bool
        Whether to add what the study does not compare; each metric more asks for a larger
        correction of all.

    Returns
    -------
    DataFrame
        ``strategy``, ``seed``, then accuracy, then fairness.
    """
    accuracy = [f"test/{name}" for name in STUDY + FURTHER * every]
    gaps = PARITIES + FURTHER_GAPS * every
    fairness = [
        name for name in runs if name.startswith("fair.") and name.rpartition("/")[2] in gaps
    ]
    return runs[["strategy", "seed", *(name for name in accuracy if name in runs), *fairness]]


def noise_floors(runs: pd.DataFrame, baseline: str = "baseline") -> pd.Series:
    """Average the noise floor of the baseline's parities over its seeds.

    Parameters
    ----------
    runs : DataFrame
        One row per run, a column per metric.
    baseline : str
        Whose decisions the floor is computed for.

    Returns
    -------
    Series
        Per parity metric, the 95th percentile that equal groups of these sizes would show.
    """
    mine = runs[runs["strategy"] == baseline]
    found = {}
    for metric in mine:
        attribute, _, measure = metric.rpartition("/")
        floor = f"{attribute}/{FLOOR.get(measure)}"
        if floor in mine:
            found[metric] = mine[floor].mean()
    return pd.Series(found, dtype=float)


def overlap_of(runs: pd.DataFrame) -> float:
    """Give the test rows per training row where every seed drew its own parts, else 0.

    Parameters
    ----------
    runs : DataFrame
        With the parameters ``vary``, ``split.test``, ``rows.test`` and ``rows.train``.

    Returns
    -------
    float
    """
    drawn = (runs[f"{PARAM}split.test"] == "drawn") & (runs[f"{PARAM}vary"] != "model")
    if not drawn.all():
        return 0.0
    share = runs[f"{PARAM}rows.test"].astype(float) / runs[f"{PARAM}rows.train"].astype(float)
    return float(share.iloc[0])
