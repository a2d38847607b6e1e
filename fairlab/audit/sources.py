"""What can be audited: decisions about people, wherever they come from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fairlab.audit.pairing import Pairing
from fairlab.data.words import Words
from fairlab.stats.moments import Design

if TYPE_CHECKING:
    from fairlab.audit.out_of_fold import OutOfFold


@dataclass(frozen=True, eq=False)
class AuditSource:
    """Decisions about people, with what an audit holds them against.

    Parameters
    ----------
    title : str
        What is audited, as a page's heading names it.
    about : str
        Where the decisions come from, in a sentence.
    y : Series of 0 and 1, shape (rows,), optional
        What happened; 1 is the bad event, NaN is not known. None where nothing is known.
    decision : Series of bool, shape (rows,)
        Who was flagged.
    groups : DataFrame of categoricals, shape (rows, attributes)
        Which group each person is in.
    memberships : mapping of str to DataFrame of shape (rows, groups)
        How likely each person is in each group of an attribute that is only guessed.
    score : Series of float, shape (rows,), optional
        The predicted probability of the bad event, where there is one.
    decision_columns : tuple of str
        The columns beside the score that the decision rule looks at.
    decision_reads_features : bool
        Whether it looks at the features too.
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
    weight : array of float, shape (rows,), optional
        How much each person counts, 1 on average.
    challengers : mapping of str to tuple
        What other models decided about the same people, by name: decisions, and scores or None.
    pairing : Pairing
        Which groups are held against which.
    threshold : float, optional
        From which score on people are flagged, where that alone decides.
    words : Words
        What attributes and groups are called where a person reads.

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
    y: pd.Series | None
    decision: pd.Series
    groups: pd.DataFrame
    score: pd.Series | None = None
    decision_columns: tuple[str, ...] = ()
    decision_reads_features: bool = False
    cuts: tuple[str, ...] = ()
    strategy: str = "decisions"
    folds: np.ndarray | None = None
    persons: np.ndarray | None = None
    design: Design = "holdout"
    weight: np.ndarray | None = None
    challengers: Mapping[str, tuple[pd.Series, pd.Series | None]] = field(default_factory=dict)
    pairing: Pairing = field(default_factory=Pairing)
    threshold: float | None = None
    memberships: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    words: Words = field(default_factory=Words)

    def __post_init__(self) -> None:
        from fairlab.data.same_rows import refuse_other_rows

        given = {"y": self.y, "decision": self.decision, "groups": self.groups, "score": self.score}
        refuse_other_rows(**{what: rows for what, rows in given.items() if rows is not None})

    @cached_property
    def guessed(self) -> pd.DataFrame:
        """What ``guessed_attributes`` says of the memberships; no row where there are none."""
        if not self.memberships:
            return pd.DataFrame()
        from fairlab.audit.guessed_attributes import guessed_attributes

        return guessed_attributes(~self.decision.to_numpy(bool), self.memberships, self.weight)

    @property
    def rows(self) -> int:
        """How many people were decided about."""
        return len(self.decision)

    @property
    def labelled(self) -> np.ndarray:
        """Of whom it is known what happened, shape (rows,)."""
        return np.zeros(self.rows, bool) if self.y is None else self.y.notna().to_numpy()

    @property
    def known(self) -> int:
        """Of how many it is known what happened."""
        return int(self.labelled.sum())

    @property
    def has_scores(self) -> bool:
        """Whether people are ranked."""
        return self.score is not None

    @property
    def happened(self) -> np.ndarray:
        """What happened as 0 and 1, shape (rows,); 0 also where it is not known."""
        known = self.labelled
        return np.zeros(self.rows, int) if self.y is None else self.y.where(known, 0).to_numpy(int)

    @property
    def bad_events(self) -> int:
        """How many of them had the bad event, as far as it is known."""
        return int(self.happened.sum())

    @property
    def flagged(self) -> int:
        """How many of them were flagged."""
        return int(np.asarray(self.decision).sum())

    @property
    def judged(self) -> "OutOfFold":
        """The decisions as one strategy with one seed, as strategies are compared."""
        from fairlab.audit.out_of_fold import OutOfFold

        folds = np.zeros(self.rows, int) if self.folds is None else self.folds
        models = {self.strategy: (self.decision, self.score), **self.challengers}
        return OutOfFold(
            self.happened,
            self.groups,
            folds[None],
            {name: np.asarray(made).astype(int)[None] for name, (made, _) in models.items()},
            {
                name: np.asarray(score, float)[None]
                for name, (_, score) in models.items()
                if score is not None
            },
            self.persons,
            self.design,
            None if self.labelled.all() else self.labelled,
            self.weight,
            self.words,
        )
