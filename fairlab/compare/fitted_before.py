"""Which strategies hold a model that was fitted before, so that nobody knows whom it has seen."""

import pandas as pd

from fairlab.compare.select import PARAM

FITTED = rf"^{PARAM}model__(.*__)?fitted$"  # what a frozen estimator is recorded as


def fitted_before(runs: pd.DataFrame) -> str:
    """Say which strategies did not learn all in their folds; empty where each did.

    Parameters
    ----------
    runs : DataFrame
        With ``strategy`` and parameter columns.

    Examples
    --------
    >>> runs = pd.DataFrame({"strategy": ["old", "new"], "params.model__fitted": ["a tree", None]})
    >>> fitted_before(runs)[:34]
    'The model of old was fitted before'
    """
    frozen = runs.filter(regex=FITTED).notna().any(axis=1)
    names = " and of ".join(dict.fromkeys(runs.loc[frozen, "strategy"]))
    if not names:
        return ""
    return (
        f"The model of {names} was fitted before, wholly or in part: whether it had seen these "
        "people is not known here."
    )
