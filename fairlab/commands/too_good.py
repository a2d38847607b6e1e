"""A warning where models tell nearly all: some feature says what came after the decision."""

import pandas as pd

from fairlab.data.checks.target_faults import telling_features
from fairlab.data.dataset import Dataset
from fairlab.data.messages import quoted

TOO_GOOD = 0.99  # AUC, beyond what was reported of credit risk or fraud
_TELLING, _MOST_SHOWN = 0.6, 3


def too_good(runs: pd.DataFrame, data: Dataset) -> str:
    """Warn of an AUC that no honest table gives, and name the features that alone tell most.

    Parameters
    ----------
    runs : DataFrame
        As ``Ledger.table`` gives it.
    data : Dataset

    Returns
    -------
    str
        Empty where no run is so good.

    Examples
    --------
    >>> rows = {"paid": [0, 9, 8, 7, 5, 4] * 9, "bad": [1, 0, 0, 0, 1, 0] * 9}
    >>> data = Dataset("loans", pd.DataFrame(rows), target="bad")
    >>> runs = pd.DataFrame({"test/auc": [0.8, 0.9995]})
    >>> print(too_good(runs, data))
    an AUC of 0.9995 is too good to be true: does a feature say what was known only after the
    decision, as payments do? What alone tells most: `paid` (AUC 0.88). Leave such out: --ignore.
    >>> too_good(runs.head(1), data)
    ''
    """
    best = runs["test/auc"].max()
    if not best > TOO_GOOD:
        return ""
    found = sorted(telling_features(data, _TELLING), key=lambda pair: -pair[1])[:_MOST_SHOWN]
    told = ", ".join(f"{quoted(column)} (AUC {auc:.2f})" for column, auc in found)
    most = f" What alone tells most: {told}." if told else ""
    return (
        f"an AUC of {best:.4f} is too good to be true: does a feature say what was known only "
        f"after the decision, as payments do?{most} Leave such out: --ignore."
    )
