"""A table cut into what is learned from, what is tuned on and what is judged on."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fairlab.data.parts import TEST, TRAIN, VALIDATION

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset


@dataclass(frozen=True, eq=False)
class Split:
    """The three parts of a dataset; each is a ``Dataset`` with rows numbered from 0.

    Parameters
    ----------
    train : Dataset
        To learn from.
    validation : Dataset
        To stop, tune and choose thresholds on.
    test : Dataset
        To audit.
    rows_of : mapping of str to ndarray of int
        Which rows of the whole table each part holds.
    """

    train: "Dataset"
    validation: "Dataset"
    test: "Dataset"
    rows_of: Mapping[str, np.ndarray]

    def inner(self, assigned: np.ndarray, number: int) -> "Split":
        """Cut the training rows once more; what is tested on here is in no part of that.

        Parameters
        ----------
        assigned : ndarray of int, shape (training rows,)
            Which inner fold each training row is in.
        number : int
            The inner fold whose rows are the test set; the validation set is the same.
        """
        chosen, rows = assigned == number, self.rows_of[TRAIN]
        return Split(
            self.train.rows_where(~chosen),
            self.validation,
            self.train.rows_where(chosen),
            {**self.rows_of, TRAIN: rows[~chosen], TEST: rows[chosen]},
        )

    @property
    def by_name(self) -> "dict[str, Dataset]":
        """The parts as ``train``, ``validation`` and ``test``."""
        return {TRAIN: self.train, VALIDATION: self.validation, TEST: self.test}

    @property
    def counts(self) -> dict[str, tuple[int, int]]:
        """Rows and bad events of each part."""
        return {name: (part.rows, part.positives) for name, part in self.by_name.items()}

    @property
    def test_rows(self) -> np.ndarray:
        """Which rows of the whole table are tested on."""
        return self.rows_of[TEST]
