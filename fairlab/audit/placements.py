"""Where scores lie among those of the other class in the same fold, for groups of bad events."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class _Fold:
    """The scores of one fold.

    Parameters
    ----------
    bad, good : ndarray
        Scores of bad events and of good ones, from the lowest.
    up_to : ndarray, shape (groups, bad events + 1)
        How many bad events of each group are among the lowest so many.
    placed : ndarray, shape (groups,)
        The placements of a group's bad events, added up.
    """

    bad: np.ndarray
    good: np.ndarray
    up_to: np.ndarray
    placed: np.ndarray


class Placements:
    """How each row moves the chance that a bad event of a group outranks a good one of its fold.

    A bad event is placed by the share of good ones of its fold below it, ties counting half; a
    group's chance is the mean over its bad events. A good row moves it by the bad events above
    it. These are DeLong's components, for all groups of bad events from one sort.

    Parameters
    ----------
    y : array of 0 and 1, shape (n,)
    score : array of float, shape (n,)
    fold : array of int, shape (n,)
        -1 for rows that are left out.
    member : array of bool, shape (groups, n)
        Which group each row is in.

    References
    ----------
    DeLong, DeLong and Clarke-Pearson (1988), Comparing the areas under two or more correlated
    receiver operating characteristic curves.

    Examples
    --------
    >>> y, score = np.array([0, 0, 1, 1]), np.array([0.1, 0.6, 0.4, 0.8])
    >>> placed = Placements(y, score, np.zeros(4, int), np.ones((1, 4), bool))
    >>> placed.influence(slice(0, 4)).tolist()
    [[0.25, -0.25, 0.5, 1.0]]
    """

    def __init__(
        self, y: np.ndarray, score: np.ndarray, fold: np.ndarray, member: np.ndarray
    ) -> None:
        self._y, self._score, self._fold, self._member = y, score, fold, member
        self._folds = [self._sorted(place) for place in range(int(fold.max()) + 1)]

    @property
    def defined(self) -> bool:
        """Whether every fold with bad events has good ones."""
        return all(len(fold.good) or not len(fold.bad) for fold in self._folds)

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
        y, score, member = self._y[rows], self._score[rows], self._member[:, rows]
        made = np.zeros(member.shape)
        for place, fold in enumerate(self._folds):
            if not len(fold.good):
                continue
            bad, good = ((self._fold[rows] == place) & (y == label) for label in (1, 0))
            made[:, bad] = member[:, bad] * _share_below(fold.good, score[bad])
            low, high = (np.searchsorted(fold.bad, score[good], side) for side in ("left", "right"))
            above = fold.up_to[:, -1:] - (fold.up_to[:, low] + fold.up_to[:, high]) / 2
            made[:, good] = (above - fold.placed[:, None]) / len(fold.good)
        return made

    def _sorted(self, place: int) -> _Fold:
        bad, good = (np.flatnonzero((self._fold == place) & (self._y == label)) for label in (1, 0))
        bad = bad[np.argsort(self._score[bad], kind="stable")]
        scores, below = self._score[bad], np.sort(self._score[good])
        of_group = self._member[:, bad].astype(float)
        up_to = np.cumsum(np.pad(of_group, ((0, 0), (1, 0))), axis=1)
        placed = of_group @ _share_below(below, scores) if len(good) else np.zeros(len(of_group))
        return _Fold(scores, below, up_to, placed)


def _share_below(sorted_scores: np.ndarray, score: np.ndarray) -> np.ndarray:
    low, high = (np.searchsorted(sorted_scores, score, side) for side in ("left", "right"))
    return (low + high) / 2 / len(sorted_scores)
