"""FOS: in each group as many rows with the rare class as with the other, by SMOTE across groups."""

import numpy as np
import pandas as pd

from fairlab.mitigate.cells import Cells
from fairlab.mitigate.growing_cells import GrowingSampler, PlacedRows
from fairlab.mitigate.interpolation import Ends


class FOS(GrowingSampler):
    """Balance the classes within each group by new rows of the rarest class.

    The group that lacks fewest rows grows towards neighbours of its own. The others grow towards
    neighbours of any group, so that in these rows what goes with the group says less. Groups
    keep their sizes relative to each other as the other classes have them. A group without any
    row of the rarest class gets none. It assumes what ``TableSMOTE`` does, and that groups are
    alike enough for a person between two of them to be of the class of both.

    Parameters
    ----------
    k_neighbors, sensitive, random_state
        As for ``TableSMOTE``.

    Attributes
    ----------
    cells_ : DataFrame
        The plan that is carried out, see ``Cells.plan``.

    References
    ----------
    Dablain, Krawczyk and Chawla (2024), Towards a holistic view of bias in machine learning:
    bridging algorithmic fairness and imbalanced learning; of two groups there, of any number here.

    Examples
    --------
    >>> people = pd.DataFrame({"sex": list("fffffmmm"), "income": [1, 2, 3, 4, 5, 6, 7, 8]})
    >>> X, y = FOS(sensitive="sex", random_state=0).fit_resample(
    ...     people, pd.Series([0, 0, 0, 0, 1, 0, 0, 1])
    ... )
    >>> pd.crosstab(X.sex, y).to_numpy().tolist()
    [[4, 4], [2, 2]]
    """

    def _targets(self, cells: Cells, table: pd.DataFrame) -> np.ndarray:
        sizes = np.bincount(cells.of_row)
        of_class = np.unique(cells.labels, return_inverse=True)[1]
        rarest = of_class == np.bincount(of_class, sizes).argmin()
        largest = pd.Series(sizes).groupby(cells.group_names).transform("max").to_numpy()
        return np.where(rarest, largest, sizes)

    def _ends(self, rows: PlacedRows, cell: int, count: int) -> Ends:
        own, rng = rows.cells.rows(cell), rows.rng(cell)
        grown = self.cells_["synthetic"][self.cells_["synthetic"] > 0]
        among = own
        if grown.idxmin() != cell:
            among = np.flatnonzero(rows.y == rows.cells.labels[cell])
        return rows.towards_neighbours(own, among, count, self.k_neighbors, rng)
