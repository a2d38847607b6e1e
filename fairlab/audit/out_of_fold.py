"""What was said of people by models that had not seen them: decisions and scores, seed by seed."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pandas as pd

from fairlab.audit.arrays import numbers, zero_or_one
from fairlab.data.words import Words
from fairlab.errors import DataError
from fairlab.stats.moments import Design


@dataclass(frozen=True)
class OutOfFold:
    """Decisions about n rows, of which each is judged by a model that has not seen it.

    Parameters
    ----------
    y : array of 0 and 1, shape (n,)
        What happened; 1 is the bad event.
    groups : DataFrame of labels, shape (n, attributes)
        Which group each row is in; missing for none.
    folds : array of int, shape (seeds, n)
        Which fold of that seed a row lies in, from 0; -1 where it was not judged.
    decisions : mapping of str to array of 0 and 1, shape (seeds, n)
        Of each strategy; the same folds hold for all of them.
    scores : mapping of str to array of float, shape (seeds, n), optional
        Of the strategies that have some; the higher, the more suspect.
    persons : array, shape (n,), optional
        Whose row it is, where people have several.
    design : {"folds", "rolling", "holdout"}
        See `fairlab.stats.moments.Moments`.
    labelled : array of bool, shape (n,), optional
        Of whom it is known what happened; `y` says nothing of the others. All where left out.
    weight : array of float, shape (n,), optional
        How much each row counts, above 0; all alike where left out.
    words : Words
        What attributes and groups are called where a person reads.
    costs : mapping of str to array of float, shape (seeds, n), optional
        Of each decision, of the strategies whose errors have costs.

    Raises
    ------
    DataError
        A shape is another one, a decision is no 0 or 1, a fold is empty, or a design of folds
        has one.

    Examples
    --------
    >>> sex = pd.DataFrame({"sex": list("fmfm")})
    >>> flags = {"plain": np.array([[0, 1, 1, 0]])}
    >>> OutOfFold(np.array([0, 1, 1, 0]), sex, np.array([[0, 0, 1, 1]]), flags).seeds
    1
    """

    y: np.ndarray
    groups: pd.DataFrame
    folds: np.ndarray
    decisions: Mapping[str, np.ndarray]
    scores: Mapping[str, np.ndarray] = field(default_factory=dict)
    persons: np.ndarray | None = None
    design: Design = "folds"
    labelled: np.ndarray | None = None
    weight: np.ndarray | None = None
    words: Words = field(default_factory=Words)
    costs: Mapping[str, np.ndarray] = field(default_factory=dict)

    def __post_init__(self) -> None:
        shape = (len(self.folds), len(self.y))
        named = {"folds": self.folds}
        named |= {f"decisions of {name}": made for name, made in self.decisions.items()}
        named |= {f"scores of {name}": made for name, made in self.scores.items()}
        for name, given in named.items():
            if given.shape != shape:
                raise DataError(
                    f"{name} have the shape {given.shape}, where there are {shape[0]} seeds and "
                    f"{shape[1]:,} rows.\nGive one row of numbers per seed."
                )
        named |= {f"costs of {name}": made for name, made in self.costs.items()}
        beside = {"groups": self.groups, "persons": self.persons}
        beside |= {"labels": self.labelled, "weights": self.weight}
        for name, rows in beside.items():
            if rows is not None and len(rows) != len(self.y):
                raise DataError(f"There are {len(self.y):,} rows and {len(rows):,} of {name}.")
        for seed, one in enumerate(self.folds):
            if set(np.unique(one[one >= 0])) != set(range(self.folds.max() + 1)):
                raise DataError(
                    f"Folds of seed {seed} (from 0) are not all numbers from 0 to "
                    f"{self.folds.max()}.\nNumber the folds of each seed from 0, none empty."
                )
        if self.design == "folds" and self.folds.max() < 1:
            raise DataError("Folds are two or more.\nOne test part is the design 'holdout'.")
        self._refuse_other_values()

    def _refuse_other_values(self) -> None:
        zero_or_one("y", self.y)
        for name, made in self.decisions.items():
            zero_or_one(f"decisions of {name}", made[self.folds >= 0])
        for kind, each in (("scores", self.scores), ("costs", self.costs)):
            for name, made in each.items():
                numbers(f"{kind} of {name}", made[self.folds >= 0])

    @property
    def seeds(self) -> int:
        """How often the whole was repeated."""
        return len(self.folds)

    def by_person(self) -> "OutOfFold":
        """Bring the rows of each person side by side; as it is where each row is a person."""
        if self.persons is None:
            return self
        order = np.argsort(self.persons, kind="stable")
        return replace(
            self,
            y=self.y[order],
            groups=self.groups.iloc[order],
            folds=self.folds[:, order],
            decisions={name: made[:, order] for name, made in self.decisions.items()},
            scores={name: made[:, order] for name, made in self.scores.items()},
            costs={name: made[:, order] for name, made in self.costs.items()},
            persons=self.persons[order],
            labelled=None if self.labelled is None else self.labelled[order],
            weight=None if self.weight is None else self.weight[order],
        )
