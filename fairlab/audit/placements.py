"""Where scores lie among those of the other class in the same fold, for groups of bad events."""

from collections.abc import Sequence

import numpy as np


class Placements:
    """How each row moves the chance that a bad event of a group outranks a good one of its fold.

    A bad event is placed by the share of good ones of its fold below it, ties counting half; a
    group's chance is the mean over its bad events. A good row moves it by the bad events above
    it. These are DeLong's components, for all groups of bad events from one sort.

    Parameters
    ----------
    y : array of 0 and 1, shape (n,)
    score : array of float, shape (n,)
    in_folds : sequence of ndarray
        The rows of each fold, from the lowest score.
    member : array of bool, shape (groups, n)
        Which group each row is in.
    weight : array of float, shape (n,), optional
        How much each row counts; all alike where left out.

    Attributes
    ----------
    defined : bool
        Whether every fold with bad events has good ones.

    References
    ----------
    DeLong, DeLong and Clarke-Pearson (1988), Comparing the areas under two or more correlated
    receiver operating characteristic curves.

    Examples
    --------
    >>> y, score = np.array([0, 0, 1, 1]), np.array([0.1, 0.6, 0.4, 0.8])
    >>> placed = Placements(y, score, [np.array([0, 2, 1, 3])], np.ones((1, 4), bool))
    >>> placed.influence(slice(0, 4)).tolist()
    [[0.25, -0.25, 0.5, 1.0]]
    """

    def __init__(
        self,
        y: np.ndarray,
        score: np.ndarray,
        in_folds: Sequence[np.ndarray],
        member: np.ndarray,
        weight: np.ndarray | None = None,
    ) -> None:
        self._member = member
        self._weight = np.ones(len(y)) if weight is None else weight
        self._bad = np.zeros(len(y), bool)
        # How many of the other class lie below a row, and how many not above it, as places in the
        # tables of its fold; the tables of all folds stand side by side, behind one of nothing.
        self._ranks = np.zeros((2, len(y)), np.int32)
        self.defined, shares, pulls = True, [np.zeros(0)], [np.zeros((len(member), 1))]
        for rows in in_folds:
            bad, good = (rows[y[rows] == label] for label in (1, 0))
            if not len(good):
                self.defined &= not len(bad)
                continue
            ranks = _ranks(score[bad], score[good])
            share, pull = self._of_fold(bad, good, ranks)
            self._ranks[:, bad] = ranks + sum(map(len, shares))
            before = sum(one.shape[1] for one in pulls)
            self._ranks[:, good] = _ranks(score[good], score[bad]) + before
            self._bad[bad] = True
            shares.append(share)
            pulls.append(pull)
        self._shares, self._pulls = np.concatenate(shares), np.hstack(pulls)

    def influence(self, rows: slice) -> np.ndarray:
        """Give what each row adds to the sum of a group's placements.

        Parameters
        ----------
        rows : slice
            Of the rows.

        Returns
        -------
        ndarray, shape (groups, rows of the slice)
            The placement of a bad event in its group; of a good row what it does to those of its
            fold, which adds up to nothing.
        """
        bad, (low, high) = np.flatnonzero(self._bad[rows]), self._ranks[:, rows]
        # Nearly all are good: to look up all, whole rows at a time, is several times as fast.
        made = sum(np.take(self._pulls, ranks, axis=1, mode="clip") for ranks in (low, high)) / 2
        placed = (self._shares[low[bad]] + self._shares[high[bad]]) / 2
        made[:, bad] = self._member[:, rows][:, bad] * placed
        return made * self._weight[rows]

    def _of_fold(
        self, bad: np.ndarray, good: np.ndarray, ranks: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Give the share of the good below so many, and what so many bad ones below do to a row."""
        below = np.append(0.0, np.cumsum(self._weight[good]))
        share = below / below[-1]
        of_group = self._member[:, bad] * self._weight[bad]
        up_to = np.cumsum(np.pad(of_group, ((0, 0), (1, 0))), axis=1)
        placed = of_group @ share[ranks].mean(axis=0)
        return share, (up_to[:, -1:] - placed[:, None] - up_to) / below[-1]


def _ranks(score: np.ndarray, others: np.ndarray) -> np.ndarray:
    return np.array([np.searchsorted(others, score, side) for side in ("left", "right")])
