"""Fair-SMOTE: give every combination of sensitive groups and class the same number of rows."""

from collections.abc import Iterable
from functools import partial
from numbers import Integral, Real
from typing import Any

import numpy as np
import pandas as pd
from joblib import effective_n_jobs
from sklearn.utils._param_validation import Interval, StrOptions
from threadpoolctl import threadpool_limits

from fairlab.errors import DataError, RequestError
from fairlab.mitigate.cells import FAMILY, Cells, in_words
from fairlab.mitigate.growth import Growth
from fairlab.mitigate.inheritance import inherit_by_paper, inherit_by_reference
from fairlab.mitigate.neighbours import nearest_of_all, nearest_of_block
from fairlab.mitigate.sampling import SENSITIVE, TableSampler, as_given, as_table, root_seed

INHERIT = {"paper": inherit_by_paper, "reference": inherit_by_reference}
SEARCH = {"exact": nearest_of_all, "approximate": nearest_of_block}


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
        halves, or where a mapping of columns says that their bands begin. Without any, only the
        classes are balanced.
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
    neighbours : {"exact", "approximate"}
        ``"approximate"`` looks for them only among some five thousand rows that lie on the same
        side of a few cuts through the cell, so that the time grows with the rows and not with
        their square.
    cap : float, optional
        At most so many new rows per row of the cell; cells may then stay smaller than the
        largest. None is the full balance.
    small_cells : {"copy", "raise"}
        What to do with a cell of less than three rows: repeat its rows, or refuse.
    batch_rows : int
        At most so many new rows are held at once; the rows do not depend on it.
    limit : int
        Refuse to make a table of more rows than this; the study's 64 cells become 5.7 million.
    random_state : int, RandomState or None
        The seed; each cell draws with its own, derived from its name.
    n_jobs : int, optional
        Threads that look for neighbours, one unless given; the rows do not depend on it.

    Attributes
    ----------
    cells_ : DataFrame
        The plan that is carried out, a row per cell: ``cell``, ``rows``, ``target_rows``,
        ``synthetic``, ``share_synthetic`` and ``note``.

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

    performance_only = frozenset({"batch_rows", "limit"})

    _parameter_constraints = {  # noqa: RUF012
        "sensitive": SENSITIVE,
        "crossover": [Interval(Real, 0, 1, closed="both")],
        "mutation": [Interval(Real, 0, 1, closed="both")],
        "mode": [StrOptions(set(INHERIT))],
        "k_neighbors": [Interval(Integral, 2, None, closed="left")],
        "neighbours": [StrOptions(set(SEARCH))],
        "cap": [Interval(Real, 0, None, closed="left"), None],
        "small_cells": [StrOptions({"copy", "raise"})],
        "batch_rows": [Interval(Integral, 1, None, closed="left")],
        "limit": [Interval(Integral, 1, None, closed="left")],
        "random_state": ["random_state"],
        "n_jobs": [Integral, None],
    }

    def __init__(
        self,
        sensitive: str | int | Iterable | None = None,
        crossover: float = 0.8,
        mutation: float = 0.8,
        mode: str = "paper",
        k_neighbors: int = 2,
        neighbours: str = "exact",
        cap: float | None = None,
        small_cells: str = "copy",
        batch_rows: int = 50_000,
        limit: int = 6_000_000,
        random_state: int | np.random.RandomState | None = None,
        n_jobs: int | None = None,
    ) -> None:
        self.sensitive = sensitive
        self.crossover = crossover
        self.mutation = mutation
        self.mode = mode
        self.k_neighbors = k_neighbors
        self.neighbours = neighbours
        self.cap = cap
        self.small_cells = small_cells
        self.batch_rows = batch_rows
        self.limit = limit
        self.random_state = random_state
        self.n_jobs = n_jobs

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
        return Cells.learn(as_table(X), np.asarray(y), self.sensitive).plan(self.cap)

    def announce(self, X: Any, y: Any) -> str:
        """Say how many rows would be made, before any is.

        Parameters
        ----------
        X, y : array-like
            As for ``plan``.

        Returns
        -------
        str
            One sentence.

        Examples
        --------
        >>> X = pd.DataFrame({"sex": list("fffffm")})
        >>> FairSMOTE("sex").announce(X, [0, 0, 0, 1, 1, 0])
        'Balancing 3 cells of 1 to 3 rows makes 3 new rows from 6: 33% of 9 would be synthetic.'
        """
        return in_words(self.plan(X, y))

    def check(self, X: Any, y: Any) -> None:
        """Refuse what ``fit_resample`` would refuse, before any row is made.

        Parameters
        ----------
        X, y : array-like
            As for ``plan``.

        Raises
        ------
        RequestError
            When balancing asks for more rows than ``limit``.
        DataError
            When a cell is too small and ``small_cells`` is ``"raise"``.
        """
        self._refuse(self.plan(X, y))

    def new_rows(self, X: Any, y: Any) -> Growth:
        """Give the new rows alone, in batches, for a model that reads them one by one.

        Parameters
        ----------
        X, y : array-like
            As for ``plan``.

        Returns
        -------
        iterable of (DataFrame, Series)
            The rows that ``fit_resample`` puts after those of X, bit by bit, at most
            ``batch_rows`` at a time and numbered on from them. Neighbours are looked up here;
            each ``iter`` of it makes the same batches anew.

        Raises
        ------
        RequestError, DataError
            As ``fit_resample``.

        Examples
        --------
        >>> X = pd.DataFrame({"sex": list("fffffmmm"), "income": [1, 2, 3, 4, 5, 6, 7, 8]})
        >>> y = pd.Series([0, 0, 0, 0, 1, 0, 1, 1])
        >>> batches = FairSMOTE("sex", batch_rows=2, random_state=0).new_rows(X, y)
        >>> [len(rows) for rows, labels in batches], len(batches)
        ([2, 1, 2, 1, 2], 8)
        """
        self._validate_params()
        self._check_X_y(X, y)
        return self._grow(as_table(X), pd.Series(y))

    def _fit_resample(self, X: Any, y: np.ndarray) -> tuple[Any, np.ndarray]:
        table, labels = as_table(X), pd.Series(y)
        batches = [(table, labels), *self._grow(table, labels)]
        rows, classes = (pd.concat(part) for part in zip(*batches, strict=True))
        return as_given(rows, X), classes.to_numpy()

    def _grow(self, table: pd.DataFrame, y: pd.Series) -> Growth:
        cells = Cells.learn(table, y.to_numpy(), self.sensitive)
        self.cells_ = cells.plan(self.cap)
        self._refuse(self.cells_)
        with threadpool_limits(effective_n_jobs(self.n_jobs)):
            return Growth(
                table,
                y,
                cells,
                self.cells_["synthetic"].to_numpy(),
                nearest=partial(SEARCH[self.neighbours], k=self.k_neighbors),
                inherit=partial(
                    INHERIT[self.mode], crossover=self.crossover, mutation=self.mutation
                ),
                bounded=self.mode == "paper",
                seed=root_seed(self.random_state),
                batch_rows=self.batch_rows,
            )

    def _refuse(self, plan: pd.DataFrame) -> None:
        self._refuse_too_many_rows(plan)
        self._refuse_small_cells(plan)

    def _refuse_too_many_rows(self, plan: pd.DataFrame) -> None:
        rows = plan["target_rows"].sum()
        if rows > self.limit:
            raise RequestError(
                f"That is more than the limit of {self.limit:,} rows. {in_words(plan)}\n"
                f"{len(plan)} cells are brought to up to {plan['target_rows'].max():,} rows each.\n"
                "Set `cap` (new rows per row; --cap), balance fewer attributes, or raise `limit`."
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
