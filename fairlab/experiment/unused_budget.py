"""A budget that scores which tie leave unused."""

import pandas as pd

from fairlab.stats.wilson_interval import wilson


def unused_budget(budget: str, made: pd.DataFrame) -> str:
    """Say that fewer are flagged than a share allows, since of tied scores none are.

    Parameters
    ----------
    budget : str
        As it is recorded; of one that is no share nothing is said.
    made : DataFrame
        With ``fold``, ``score`` and ``flagged``.

    Returns
    -------
    str
        A sentence; empty where the share is used up to sampling error, or
        no scores tie that would use it.

    Examples
    --------
    >>> alike = pd.DataFrame({"fold": 0, "score": [0.3] * 99, "flagged": False})
    >>> unused_budget("0.05", alike).partition(": ")[0]
    'It flags 0 of people where it may flag about 0.05'
    >>> unused_budget("recall", alike)
    ''
    """
    share = pd.to_numeric(budget, errors="coerce")
    _, high = wilson(made["flagged"].sum(), len(made))
    if not high < share:
        return ""
    let_go = made.loc[~made["flagged"].astype(bool), ["fold", "score"]]
    tied, flagged = int(let_go.value_counts().max()), made["flagged"].mean()
    if tied / made["fold"].value_counts().max() < share - flagged:
        return ""
    return (
        f"It flags {flagged:.3g} of people where it may flag about {share:g}: {tied:,} of a fold "
        "tie, and none of them is flagged."
    )
