"""SMOTE, and then every row goes whose nearest rows are mostly of another class."""

from typing import Any

import numpy as np

from fairlab.mitigate.neighbours import coordinates, nearest_of_block
from fairlab.mitigate.sampling import as_given, as_table, root_seed
from fairlab.mitigate.table_smote import TableSMOTE
from fairlab.seeds import seed_for

NEAREST = 3


class TableSMOTEENN(TableSMOTE):
    """Grow cells as ``TableSMOTE`` does, then drop rows that their neighbours contradict.

    A row goes where at least two of its three nearest rows are of another class (edited nearest
    neighbours), be it an original or a new one. They are looked for in blocks of some five
    thousand rows, see ``nearest_of_block``. A class of which no row would be left stays.

    Parameters
    ----------
    k_neighbors, sensitive, random_state
        As for ``TableSMOTE``.

    Attributes
    ----------
    cells_ : DataFrame
        What was grown, before any row went.

    References
    ----------
    Batista, Prati and Monard (2004), A study of the behavior of several methods for balancing
    machine learning training data; Wilson (1972), Asymptotic properties of nearest neighbor rules
    using edited data.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({"income": [1.0, 2.0, 3.0, 4.0, 3.5, 20.0, 21.0, 22.0, 23.0, 24.0]})
    >>> y = pd.Series([1, 1, 1, 1, 0, 0, 0, 0, 0, 0])
    >>> X, kept = TableSMOTEENN(sensitive=(), random_state=0).fit_resample(people, y)
    >>> bool((X["income"] == 3.5).any())
    False
    """

    def _fit_resample(self, X: Any, y: np.ndarray) -> tuple[Any, np.ndarray]:
        grown, labels = super()._fit_resample(X, y)
        table = as_table(grown)
        if len(table) <= NEAREST:
            return grown, labels
        rng = np.random.default_rng(seed_for(root_seed(self.random_state), "edit"))
        near = nearest_of_block(coordinates(table), np.arange(len(table)), NEAREST, rng)
        agreeing = (labels[near] == labels[:, None]).sum(axis=1) * 2 > near.shape[1]
        lost = np.setdiff1d(labels, labels[agreeing])
        kept = agreeing | np.isin(labels, lost)
        return as_given(table[kept].reset_index(drop=True), X), labels[kept]
