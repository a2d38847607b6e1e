"""Fair-SMOTE: give every combination of sensitive groups and class the same number of rows."""

from collections.abc import Iterable
from numbers import Integral, Real
from typing import Any

import numpy as np
import pandas as pd
from sklearn.utils._param_validation import Interval, StrOptions

from fairlab.errors import DataError, RequestError
from fairlab.mitigate.cells import FAMILY, Cells
from fairlab.mitigate.inheritance import Attribute, inherit_by_paper, inherit_by_reference
from fairlab.mitigate.neighbours import coordinates, two_nearest
from fairlab.mitigate.sampling import (
    SENSITIVE,
    TableSampler,
    as_given,
    as_table,
    cell_rng,
    root_seed,
)

INHERIT = {"paper": inherit_by_paper, "reference": inherit_by_reference}


class FairSMOTE(TableSampler):
    """Grow each small cell from its own rows until all are as large as the largest.

    A parent p is drawn from the cell, c1 and c2 are its two nearest rows there (numbers and
    booleans in units of their standard deviation, other columns ignored, missing numbers at
    the median), and the new row inherits each attribute from the three. The original rows
    come first in the result, unchanged; class and sensitive groups are those of the cell.

    Parameters
    ----------
    sensitive : str, int or iterable of these, optional
        The sensitive columns of X (positions for an array); continuous ones are cut in two
        halves. Without any, only the classes are balanced.
    crossover : float
        The probability that an attribute differs from the parent's ("cr").
    mutation : float
        How much of the difference between c1 and c2 a number moves by ("f").
    mode : {"paper", "reference"}
        ``"paper"``: a number becomes p + mutation * (c1 - c2) with probability ``crossover``;
        a two-valued attribute is copied from one of the three with that probability, other
        attributes always. Values stay in the range that their column has in X.
        ``"reference"``: as the authors' published code. Numbers, 0/1 columns among them,
        always become ``|p + mutation * (c1 - c2)|`` and may leave their range; booleans are
        flipped with probability ``crossover``. The authors scale all columns to 0..1 before;
        of columns with negative numbers this mode loses the sign. In both modes a sensitive
        number stays in the range of its cell, whole numbers stay whole, and where a value that
        the rule asks for is missing, the new row has what p has.
    k_neighbors : int
        c1 and c2 are drawn from so many nearest rows; two in the paper.
    small_cells : {"copy", "raise"}
        What to do with a cell of less than three rows: repeat its rows, or refuse.
    limit : int
        Refuse to make a table of more rows than this.
    random_state : int, RandomState or None
        The seed; each cell draws with its own, derived from its name.

    Attributes
    ----------
    cells_ : DataFrame
        The plan that was carried out, a row per cell.

    Raises
    ------
    RequestError
        When the result would have more rows than ``limit``.
    DataError
        When a sensitive attribute is not a column, a number is infinite, or a cell is too
        small and ``small_cells="raise"``.

    Notes
    -----
    The formula of SMOTE printed in section 5.2.1 of the study, X + rand * (X - X'), points
    away from the neighbour; SMOTE moves towards it, X + rand * (X' - X) (Chawla et al., 2002).
    Fair-SMOTE does not depend on it: c1 - c2 may have either sign.

    References
    ----------
    Chakraborty, Majumder and Menzies (2021), Bias in machine learning software: why? how?
    what to do?; van der Pol (2026), section 5.2.1.

    Examples
    --------
    >>> X = pd.DataFrame({"sex": list("fffffmmm"), "income": [1, 2, 3, 4, 5, 6, 7, 8]})
    >>> y = pd.Series([0, 0, 0, 0, 1, 0, 1, 1], name="default")
    >>> X_new, y_new = FairSMOTE("sex", random_state=0).fit_resample(X, y)
    >>> pd.crosstab(X_new.sex, y_new).to_numpy().tolist()
    [[4, 4], [4, 4]]
    """

    _parameter_constraints = {  # noqa: RUF012
        "sensitive": SENSITIVE,
        "crossover": [Interval(Real, 0, 1, closed="both")],
        "mutation": [Interval(Real, 0, 1, closed="both")],
        "mode": [StrOptions(set(INHERIT))],
        "k_neighbors": [Interval(Integral, 2, None, closed="left")],
        "small_cells": [StrOptions({"copy", "raise"})],
        "limit": [Interval(Integral, 1, None, closed="left")],
        "random_state": ["random_state"],
    }

    def __init__(
        self,
        sensitive: str | int | Iterable | None = None,
        crossover: float = 0.8,
        mutation: float = 0.8,
        mode: str = "paper",
        k_neighbors: int = 2,
        small_cells: str = "copy",
        limit: int = 2_000_000,
        random_state: int | np.random.RandomState | None = None,
    ) -> None:
        super().__init__()
        self.sensitive = sensitive
        self.crossover = crossover
        self.mutation = mutation
        self.mode = mode
        self.k_neighbors = k_neighbors
        self.small_cells = small_cells
        self.limit = limit
        self.random_state = random_state

    def plan(self, X: Any, y: Any) -> pd.DataFrame:
        """Count the rows that would be made, before any is.

        Parameters
        ----------
        X : DataFrame or array-like of shape (n, columns)
            The training rows, sensitive columns included.
        y : array-like of shape (n,)
            The class of each row.

        Returns
        -------
        DataFrame
            A row per cell: ``cell``, ``rows``, ``target_rows``, ``synthetic``,
            ``share_synthetic`` and a ``note``.

        Examples
        --------
        >>> X = pd.DataFrame({"sex": list("fffffm")})
        >>> FairSMOTE("sex").plan(X, [0, 0, 0, 1, 1, 0])[["cell", "synthetic", "note"]]
                     cell  synthetic             note
        0  sex=f, label=0          0
        1  sex=f, label=1          1  2 rows: copied
        2  sex=m, label=0          2   1 row: copied
        """
        return Cells.learn(as_table(X), np.asarray(y), self.sensitive).plan()

    def check(self, X: Any, y: Any) -> None:
        """Refuse what ``fit_resample`` would refuse, before any row is made.

        Parameters
        ----------
        X : DataFrame or array-like of shape (n, columns)
            The training rows, sensitive columns included.
        y : array-like of shape (n,)
            The class of each row.

        Raises
        ------
        RequestError
            When balancing asks for more rows than ``limit``.
        DataError
            When a cell is too small and ``small_cells`` is ``"raise"``.
        """
        self._refuse(self.plan(X, y))

    def _fit_resample(self, X: Any, y: np.ndarray) -> tuple[Any, np.ndarray]:
        table = as_table(X)
        cells = Cells.learn(table, y, self.sensitive)
        self.cells_ = cells.plan()
        self._refuse(self.cells_)
        growth = _Growth(self, table, cells)
        labels = np.repeat(cells.labels, self.cells_.synthetic)
        grown = [growth.of(cell, count) for cell, count in enumerate(self.cells_.synthetic)]
        whole = pd.concat([table, *(rows for rows in grown if len(rows))], ignore_index=True)
        return as_given(whole, X), np.concatenate([y, labels])

    def _refuse(self, plan: pd.DataFrame) -> None:
        self._refuse_too_many_rows(plan)
        self._refuse_small_cells(plan)

    def _refuse_too_many_rows(self, plan: pd.DataFrame) -> None:
        rows, made = plan.target_rows.sum(), plan.synthetic.sum()
        if rows > self.limit:
            raise RequestError(
                f"Balancing asks for {rows:,} rows, more than the limit of {self.limit:,}: "
                f"{len(plan)} cells of {plan.target_rows.iloc[0]:,} rows, "
                f"the size of the largest.\n{made / rows:.0%} of them would be synthetic.\n"
                "Balance fewer sensitive attributes or merge their levels, or raise `limit`."
            )

    def _refuse_small_cells(self, plan: pd.DataFrame) -> None:
        small = plan[plan.note != ""]
        if self.small_cells == "raise" and len(small):
            raise DataError(
                f"{len(small)} of {len(plan)} cells have less than {FAMILY} rows, too few "
                f"for a parent and two neighbours; the first is {small.cell.iloc[0]!r}.\n"
                "Merge levels, balance fewer attributes, or have their rows repeated with "
                'small_cells="copy".'
            )


class _Growth:
    """New rows for the cells of one table."""

    def __init__(self, settings: FairSMOTE, table: pd.DataFrame, cells: Cells) -> None:
        self.settings = settings
        self.table = table
        self.cells = cells
        self.seed = root_seed(settings.random_state)
        self.points = coordinates(table)
        self.attributes = [self._attribute(column) for _, column in table.items()]

    def of(self, cell: int, count: int) -> pd.DataFrame:
        rng = cell_rng(self.seed, self.cells.names[cell])
        rows = self.cells.rows(cell)
        parents = rng.integers(len(rows), size=count)
        if count == 0 or len(rows) < FAMILY:
            return self.table.iloc[rows[parents]]
        children = two_nearest(self.points[rows], parents, self.settings.k_neighbors, rng)
        family = rows[np.column_stack([parents, children])]
        columns = [self._inherit(j, rows, family, rng) for j in range(self.table.shape[1])]
        return pd.DataFrame(dict(enumerate(columns))).set_axis(self.table.columns, axis=1)

    def _inherit(
        self, j: int, rows: np.ndarray, family: np.ndarray, rng: np.random.Generator
    ) -> Any:
        attribute = self.attributes[j]
        if self.table.columns[j] in self.cells.groups.cuts:
            attribute = attribute.within(rows)
        inherit = INHERIT[self.settings.mode]
        return inherit(attribute, family, rng, self.settings.crossover, self.settings.mutation)

    def _attribute(self, column: pd.Series) -> Attribute:
        groups = self.cells.groups
        held = column.name in groups.attributes and column.name not in groups.cuts
        return Attribute.of(column, held, bounded=self.settings.mode == "paper")
