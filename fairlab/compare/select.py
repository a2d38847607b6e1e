"""Which runs may be compared: one set of settings per strategy, never a mixture."""

from collections.abc import Sequence

import pandas as pd

from fairlab.audit.registry import group_metrics, overall_metrics
from fairlab.compare.budgets import budgets_kept, is_share
from fairlab.data.messages import number_of
from fairlab.errors import RequestError, nearest

PARAM = "params."
NOT_SETTINGS = tuple(
    f"{PARAM}{name}" for name in ("seed", "strategy", "dataset", "rows.", "needs.", "individual.")
)
SHARED = {
    f"{PARAM}data.fingerprint": "their data",
    f"{PARAM}design": "their design",
    f"{PARAM}folds": "their folds",
    f"{PARAM}search": "how they search hyperparameters",
    f"{PARAM}vary": "what a seed changes",
}
EFFORT = (f"{PARAM}model__trials", f"{PARAM}model__tuner")
HALF = 0.5
UNSET = "-"
FEW = 0.05  # of the bad events; of the study's 1,105 they would be 55


def where(runs: pd.DataFrame, conditions: Sequence[str]) -> pd.DataFrame:
    """Keep the runs whose parameters are as asked.

    Parameters
    ----------
    runs : DataFrame
        One row per run, parameters in columns named ``params.<name>``.
    conditions : sequence of str
        Each ``name=value``. A strategy of which no run has that parameter is kept, unless it is
        one that strategies must share; a run that lacks it beside others that have it has ``-``.

    Raises
    ------
    RequestError
        If no run has such a parameter.

    Examples
    --------
    >>> runs = pd.DataFrame({"strategy": "auprc", "params.model__trials": ["5", None]})
    >>> where(runs, ["model__trials=5"]).index.tolist(), where(runs, ["model__trials=-"]).index[0]
    ([0], 1)
    """
    names = [column.removeprefix(PARAM) for column in runs if column.startswith(PARAM)]
    kept = pd.Series(True, runs.index)
    for condition in conditions:
        name, _, value = condition.partition("=")
        if name not in names:
            raise RequestError(f"No run has a parameter {name!r}. {nearest(name, names)}")
        column = runs[PARAM + name]
        kept &= (column.fillna(UNSET) == value) | _without(runs, PARAM + name)
    if not kept.any():
        raise RequestError(f"No finished run has {' and '.join(conditions)}.")
    return runs[kept]


def _without(runs: pd.DataFrame, name: str) -> pd.Series:
    """Mark the runs of strategies that have no such parameter."""
    has = runs[name].notna().groupby(runs["strategy"]).transform("any")
    return ~has & (name not in SHARED)


def refuse_mixture(runs: pd.DataFrame) -> None:
    """Refuse to average or to pair runs that were not made alike.

    Runs of one strategy need the same settings; those of different ones the same data and the
    same meaning of a seed.

    Parameters
    ----------
    runs : DataFrame
        With ``strategy``, ``settings_hash``, ``fingerprint`` and parameter columns.

    Raises
    ------
    RequestError
        Names the parameter that differs, its values, and how to choose.
    """
    for name, words in SHARED.items():
        if name in runs and runs[name].nunique(dropna=False) > 1:
            raise _choice(f"The runs differ in {words}", name, runs[name].fillna(UNSET))
    _refuse_budgets(runs)
    mixed = [
        (str(strategy), mine, _differing(mine))
        for strategy, mine in runs.groupby("strategy")
        if mine["settings_hash"].nunique() > 1
    ]
    if mixed:  # the first whose own settings tell its runs apart, so that one can be asked for
        raise _difference(*max(mixed, key=lambda strategy: bool(strategy[2])))


def _refuse_budgets(runs: pd.DataFrame) -> None:
    kept = budgets_kept(runs)
    several = kept.groupby(runs["strategy"]).nunique()
    mixed = several.index[several > 1]
    if mixed.empty:
        return
    counts = kept[runs["strategy"].isin(mixed)].value_counts()
    shown = ", ".join(f"{budget} ({number_of(count, 'run')})" for budget, count in counts.items())
    lack = f"The runs keep several budgets: {shown}.\nThese are not averaged. Say which:"
    one = counts.index[0]
    said = one if is_share(one) else repr(one)
    raise RequestError(f"{lack} budget={said}", f"{lack} --budget {one}")


def uneven_search(runs: pd.DataFrame) -> str:
    """Say where strategies were tuned with different effort; empty if all had the same.

    Parameters
    ----------
    runs : DataFrame
        With ``strategy`` and parameter columns.
    """
    effort = [name for name in EFFORT if name in runs and runs[name].nunique() > 1]
    if not effort:
        return ""
    told = runs.groupby("strategy")[effort].first().fillna("-")
    shown = ", ".join(f"{strategy} {' '.join(row)}" for strategy, row in told.iterrows())
    words = " and ".join(name.removeprefix(f"{PARAM}model__") for name in effort)
    return f"Not tuned alike ({words}): {shown}."


def few_caught(runs: pd.DataFrame) -> str:
    """Say where the threshold 0.5 catches next to nobody; empty if nowhere.

    Parameters
    ----------
    runs : DataFrame
        With ``strategy``, ``test/recall`` and parameter columns.

    Examples
    --------
    >>> few_caught(pd.DataFrame({"strategy": ["baseline"], "test/recall": [0.016]}))[:62]
    'At the threshold 0.5, baseline catches 1.6 % of the bad events'
    """
    if "test/recall" not in runs:  # nowhere was there a bad event to be caught
        return ""
    recall = runs[_cut_at_half(runs)].groupby("strategy")["test/recall"].mean()
    few = recall[recall < FEW]
    if few.empty:
        return ""
    shown = " and ".join(f"{name} catches {100 * share:.1f} %" for name, share in few.items())
    return (
        f"At the threshold 0.5, {shown} of the bad events, and fairness figures of so few say "
        "little.\nWith --budget 0.05 the riskiest twentieth is flagged instead."
    )


def _cut_at_half(runs: pd.DataFrame) -> pd.Series:
    names = ("rule", "rule__threshold", "threshold")
    shown = runs.reindex(columns=[PARAM + name for name in names]).set_axis(names, axis=1)
    # Runs of 0.1.0 say nothing of a rule where there is none, and call one a threshold.
    unsaid = shown["rule"].isna() & shown["threshold"].isna()
    return unsaid | ((shown["rule"] == "CutAt") & (shown["rule__threshold"].astype(float) == HALF))


def _differing(runs: pd.DataFrame) -> list[str]:
    """Name the settings in which runs differ; first those that each run has a value of."""
    params = runs.filter(regex=rf"^{PARAM}").fillna(UNSET)
    names = [n for n in params if params[n].nunique() > 1 and not n.startswith(NOT_SETTINGS)]
    return sorted(names, key=lambda name: bool(runs[name].isna().any()))


def _difference(strategy: str, runs: pd.DataFrame, differing: list[str]) -> RequestError:
    if not differing:
        lack = (
            f"{strategy} was run after two different versions of what it needs.\n"
            "Sweep into a store of its own:"
        )
        other = "sqlite:///other.db"
        return RequestError(f"{lack} store={other!r}", f"{lack} --store {other}")
    name = differing[0]
    return _choice(f"{strategy} was run with different settings", name, runs[name].fillna(UNSET))


def _choice(what: str, name: str, values: pd.Series) -> RequestError:
    counts = values.value_counts()
    shown = " and ".join(
        f"{value or 'empty'} ({number_of(count, 'run')})" for value, count in counts.items()
    )
    short = name.removeprefix(PARAM)
    lack = f"{what}: {short} is {shown}.\nThese are not averaged. Say which:"
    one = f"{short}={next(value for value in counts.index if value != UNSET)}"
    return RequestError(f"{lack} where={one!r}", f"{lack} --where {one}")


def compared_metrics(runs: pd.DataFrame, every: bool = False) -> pd.DataFrame:
    """Keep strategy, seed and the metrics that are compared.

    Parameters
    ----------
    runs : DataFrame
        One row per run, a column per metric.
    every : bool
        Whether to add what is compared on demand alone; each metric more asks for a larger
        correction of its family.

    Returns
    -------
    DataFrame
        ``strategy``, ``seed``, then accuracy, then fairness, attribute by attribute.
    """
    accuracy, gaps = (
        [metric.name for metric in kind if metric.compared or (every and metric.recorded)]
        for kind in (overall_metrics(), group_metrics())
    )
    attributes = dict.fromkeys(name.rpartition("/")[0] for name in runs if name.startswith("fair."))
    names = [f"test/{name}" for name in accuracy]
    names += [f"{part}/{name}" for part in attributes for name in gaps]
    return runs[["strategy", "seed", *(name for name in names if name in runs)]]
