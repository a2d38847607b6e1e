"""Whether one search for hyperparameters served all folds, whose luck no band of one seed holds."""

import pandas as pd

from fairlab.compare.select import PARAM

ONCE = "once"


def shared_search(runs: pd.DataFrame) -> str:
    """Say that one search served all folds of the only seed; empty where none did.

    What it happens to find moves all folds alike, so that their differences do not show it
    (docs/evidence.md, another seed).

    Parameters
    ----------
    runs : DataFrame
        With ``seed`` and parameter columns.

    Examples
    --------
    >>> shared_search(pd.DataFrame({"seed": [0, 0], "params.search": ["once", "once"]}))[:51]
    'One search (--search once) served all folds of the '
    """
    search = f"{PARAM}search"
    if search not in runs or runs["seed"].nunique() > 1 or not (runs[search] == ONCE).any():
        return ""
    return (
        "One search (--search once) served all folds of the only seed: the bands do not hold what "
        "another search would find. Search in each fold (--search fold), or add seeds."
    )
