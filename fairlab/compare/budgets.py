"""The budget that a run keeps, and the runs of the one that is asked for."""

import pandas as pd

from fairlab.data.costs import Costs
from fairlab.mitigate.budget_names import BASELINE, RECALL

OF_A_RUN = ("params.budget", "params.rule__share")  # the second where the first was not yet said
NEEDS = "params.needs."  # and a strategy: the settings of the run whose figures were looked at
NO_BUDGET = "none"


def budgets_kept(runs: pd.DataFrame) -> pd.Series:
    """Give the budget of each run as it is typed; ``none`` of one that keeps none.

    Parameters
    ----------
    runs : DataFrame
        One row per run, with parameter columns.

    Returns
    -------
    Series of str, shape (n,)

    Examples
    --------
    >>> runs = pd.DataFrame({"params.budget": ["recall of baseline", "0.05", None]})
    >>> budgets_kept(runs).tolist()
    ['recall', '0.05', 'none']
    """
    first, second = (runs.get(name, pd.Series(None, runs.index, object)) for name in OF_A_RUN)
    kept = first.fillna(second).fillna(NO_BUDGET).astype(str).str.partition(" of ")[0]
    return kept.map(as_recorded)


def of_budget(runs: pd.DataFrame, asked: float | str, unlimited: bool = False) -> pd.DataFrame:
    """Keep the runs of one budget, with those that they are held against.

    A run that keeps the recall of another one goes with the budget of that one too. Where a
    strategy has no run of the budget, one that does not say whose recall it keeps stays.

    Parameters
    ----------
    runs : DataFrame
        With ``strategy``, ``settings_hash`` and parameter columns.
    asked : float or str
        A share, ``"recall"``, costs such as ``"FP=1,FN=20"``, or ``"none"``.
    unlimited : bool
        Whether strategies without a run of the budget stay where theirs keep no share at all.

    Returns
    -------
    DataFrame
        Empty where no run keeps it.
    """
    kept, budget = budgets_kept(runs), as_recorded(asked)
    alike = kept == budget
    if not alike.any():
        return runs[alike]
    if budget == RECALL:
        alike |= _is_looked_at(runs, runs[alike])
    keeps_recall = kept == RECALL
    alike |= keeps_recall & _looks_at(runs, runs[alike])
    perhaps = keeps_recall & ~_says_at_what(runs)
    if unlimited:
        perhaps |= ~keeps_recall & ~kept.map(is_share)
    return runs[alike | (perhaps & ~runs["strategy"].isin(runs.loc[alike, "strategy"]))]


def as_recorded(asked: float | str) -> str:
    """Write a budget as runs have it.

    Examples
    --------
    >>> as_recorded(".10"), as_recorded(0.05), as_recorded("recall"), as_recorded("fn=5, fp=1.0")
    ('0.1', '0.05', 'recall', 'FP=1,FN=5')
    """
    try:
        return str(float(asked))
    except ValueError:
        return Costs.read(str(asked)).as_typed if "=" in str(asked) else str(asked)


def is_share(budget: str) -> bool:
    """Tell a share from the other budgets.

    Examples
    --------
    >>> is_share("0.05"), is_share("recall"), is_share("none")
    (True, False, False)
    """
    return budget.replace(".", "", 1).isdigit()


def without_orphans(runs: pd.DataFrame) -> pd.DataFrame:
    """Leave out runs that looked at a run of a strategy whose other runs alone are here.

    Parameters
    ----------
    runs : DataFrame
        With ``strategy``, ``settings_hash`` and parameter columns.
    """
    names = set(runs["strategy"])
    here = [column for column in runs if column.startswith(NEEDS) and column[len(NEEDS) :] in names]
    known = set(runs["settings_hash"])
    orphaned = runs[here].notna() & ~runs[here].isin(known)
    return runs[~orphaned.any(axis=1)]


def _looks_at(runs: pd.DataFrame, others: pd.DataFrame) -> pd.Series:
    needs = runs.filter(regex=f"^{NEEDS}")
    return needs.isin(set(others["settings_hash"])).any(axis=1)


def _says_at_what(runs: pd.DataFrame) -> pd.Series:
    return runs.filter(regex=f"^{NEEDS}").notna().any(axis=1)


def _is_looked_at(runs: pd.DataFrame, by: pd.DataFrame) -> pd.Series:
    """Find the runs whose recall others keep; of those that do not say, a baseline of no budget."""
    needed = set(by.filter(regex=f"^{NEEDS}").to_numpy().ravel())
    found = runs["settings_hash"].isin(needed)
    if _says_at_what(by).all():
        return found
    return found | ((runs["strategy"] == BASELINE) & (budgets_kept(runs) == NO_BUDGET))
