"""SMOTE for tables with levels and missing values, by class or by group and class."""

from fairlab.mitigate.growing_cells import GrowingSampler, PlacedRows
from fairlab.mitigate.interpolation import Ends


class TableSMOTE(GrowingSampler):
    """Grow each small cell by rows between a row and one of its nearest, until all are alike.

    A cell is a class, or with sensitive columns a class of one combination of groups. Numbers lie
    between those of the two rows, at a place that is drawn; of other columns the most frequent
    level among the nearest is taken, as in SMOTE-NC, but levels play no part in who is near. A
    sensitive column keeps the value of the first row, and so does a number that is missing in
    either; a cell of less than three rows has its rows repeated. It assumes that whoever lies
    between two people of a cell would be of its class. Scores of a model that learns from the
    result are no probabilities, as bad events are more frequent there than among people.

    Parameters
    ----------
    k_neighbors : int
        How many nearest rows there are to draw from.
    sensitive : str, int or iterable of these, optional
        The sensitive columns of X (positions for an array); a strategy fills in those of its
        dataset. ``()`` balances the classes alone.
    random_state : int, RandomState or None
        The seed; each cell draws with its own, derived from its name.

    Attributes
    ----------
    cells_ : DataFrame
        The plan that is carried out, see ``Cells.plan``.

    References
    ----------
    Chawla, Bowyer, Hall and Kegelmeyer (2002), SMOTE: synthetic minority over-sampling technique.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({"sex": list("fffffmmm"), "income": [1, 2, 3, 4, 5, 6, 7, 8]})
    >>> X, y = TableSMOTE(sensitive="sex", random_state=0).fit_resample(
    ...     people, pd.Series([0, 0, 0, 0, 1, 0, 1, 1])
    ... )
    >>> pd.crosstab(X.sex, y).to_numpy().tolist()
    [[4, 4], [4, 4]]
    """

    def _ends(self, rows: PlacedRows, cell: int, count: int) -> Ends:
        own, rng = rows.cells.rows(cell), rows.rng(cell)
        return rows.towards_neighbours(own, own, count, self.k_neighbors, rng)
