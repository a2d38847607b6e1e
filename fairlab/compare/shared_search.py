"""Whether one search for hyperparameters served all folds and seeds, whose luck no band holds."""

import pandas as pd

from fairlab.compare.select import PARAM

FOR_ALL = "once-for-all"


def shared_search(runs: pd.DataFrame) -> str:
    """Say that one search served all folds and seeds; empty where none did.

    What it happens to find moves them all alike, so that their differences do not show it
    (docs/evidence.md, another search).

    Examples
    --------
    >>> shared_search(pd.DataFrame({"params.search": ["once-for-all"]}))[:54]
    'One search (--search once) served all folds and seeds:'
    """
    search = f"{PARAM}search"
    if search not in runs or not (runs[search] == FOR_ALL).any():
        return ""
    return (
        "One search (--search once) served all folds and seeds: what is said is about its "
        "hyperparameters, and it may have seen labels of rows that judge them. With --search fold "
        "the bands hold what another search would find."
    )
