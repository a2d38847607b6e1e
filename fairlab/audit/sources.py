"""What can be audited: decisions about people, wherever they come from."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fairlab.stats.moments import Design

if TYPE_CHECKING:
    from fairlab.audit.out_of_fold import OutOfFold

Predict = Callable[[pd.DataFrame], np.ndarray]


@dataclass(frozen=True, eq=False)
class AuditSource:
    """Decisions about people, with what an audit holds them against.

    Parameters
    ----------
    title : str
        What is audited, as a page's heading names it.
    about : str
        Where the decisions come from, in a sentence.
    y : Series of 0 and 1, shape (rows,)
        What happened; 1 is the bad event.
    decision : Series of bool, shape (rows,)
        Who was flagged.
    groups : DataFrame of categoricals, shape (rows, attributes)
        Which group each person is in.
    score : Series of float, shape (rows,), optional
        The predicted probability of the bad event, where there is one.
    row_ids : Index, shape (rows,), optional
        By which rows are found in the table that they come from; their places if left out.
    predict : callable, optional
        Decides about other people, from a frame; without it nobody can be asked one by one.
    decision_columns : tuple of str
        The columns beside the score that the decision rule looks at.
    cuts : tuple of str
        Where columns of numbers are cut into groups, in a sentence each.
    strategy : str
        What decided, by name.
    folds : array of int, shape (rows,), optional
        Which model decided about each row; one about all where left out.
    persons : array, shape (rows,), optional
        Whose row it is, where people have several.
    design : {"folds", "rolling", "holdout"}
        See `fairlab.audit.out_of_fold.OutOfFold`.
    searched : bool
        Whether each fold searched its own hyperparameters.

    Raises
    ------
    DataError
        Two of the columns have different lengths, or the same rows in another order.

    Examples
    --------
    >>> sex = pd.DataFrame({"sex": pd.Categorical(["f", "m"])})
    >>> source = AuditSource("rules", "A table.", pd.Series([0, 1]), pd.Series([True, True]), sex)
    >>> source.rows, source.bad_events, source.flagged
    (2, 1, 2)
    """

    title: str
    about: str
    y: pd.Series
    decision: pd.Series
    groups: pd.DataFrame
    score: pd.Series | None = None
    row_ids: pd.Index | None = None
    predict: Predict | None = None
    decision_columns: tuple[str, ...] = ()
    cuts: tuple[str, ...] = ()
    strategy: str = "decisions"
    folds: np.ndarray | None = None
    persons: np.ndarray | None = None
    design: Design = "holdout"
    searched: bool = False

    def __post_init__(self) -> None:
        from fairlab.audit.arrays import refuse_other_rows

        scores = {} if self.score is None else {"score": self.score}
        refuse_other_rows(y=self.y, decision=self.decision, groups=self.groups, **scores)

    @property
    def rows(self) -> int:
        """How many people were decided about."""
        return len(self.y)

    @property
    def bad_events(self) -> int:
        """How many of them had the bad event."""
        return int(np.asarray(self.y).sum())

    @property
    def flagged(self) -> int:
        """How many of them were flagged."""
        return int(np.asarray(self.decision).sum())

    @property
    def judged(self) -> "OutOfFold":
        """The decisions as one strategy with one seed, as strategies are compared."""
        from fairlab.audit.out_of_fold import OutOfFold

        folds = np.zeros(self.rows, int) if self.folds is None else self.folds
        return OutOfFold(
            np.asarray(self.y).astype(int),
            self.groups,
            folds[None],
            {self.strategy: np.asarray(self.decision).astype(int)[None]},
            {} if self.score is None else {self.strategy: np.asarray(self.score, float)[None]},
            self.persons,
            self.design,
        )
