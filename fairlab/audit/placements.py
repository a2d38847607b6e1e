"""Where scores lie among those of the other class in the same fold, for groups of bad events."""

from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True)
class _Fold:
    """The scores of one fold.

    Parameters
    ----------
    bad, good : ndarray
        Scores of bad events and of good ones, from the lowest.
    good_up_to : ndarray, shape (good events + 1,)
        How much the lowest so many of them weigh.
    up_to : ndarray, shape (groups, bad events + 1)
        How much the bad events of each group weigh among the lowest so many.
    placed : ndarray, shape (groups,)
        The placements of a group's bad events, added up.
    """

    bad: np.ndarray
    good: np.ndarray
    good_up_to: np.ndarray
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
    weight : array of float, shape (n,), optional
        How much each row counts; all alike where left out.

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
        self,
        y: np.ndarray,
        score: np.ndarray,
        fold: np.ndarray,
        member: np.ndarray,
        weight: np.ndarray | None = None,
    ) -> None:
        self._y, self._score, self._fold, self._member = y, score, fold, member
        self._weight = np.ones(len(y)) if weight is None else weight
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
            made[:, bad] = member[:, bad] * _share_below(fold, score[bad])
            low, high = (np.searchsorted(fold.bad, score[good], side) for side in ("left", "right"))
            above = fold.up_to[:, -1:] - (fold.up_to[:, low] + fold.up_to[:, high]) / 2
            made[:, good] = (above - fold.placed[:, None]) / fold.good_up_to[-1]
        return made * self._weight[rows]

    def _sorted(self, place: int) -> _Fold:
        bad, good = (np.flatnonzero((self._fold == place) & (self._y == label)) for label in (1, 0))
        bad = bad[np.argsort(self._score[bad], kind="stable")]
        good = good[np.argsort(self._score[good], kind="stable")]
        of_group = self._member[:, bad] * self._weight[bad]
        up_to = np.cumsum(np.pad(of_group, ((0, 0), (1, 0))), axis=1)
        good_up_to = np.append(0.0, np.cumsum(self._weight[good]))
        found = _Fold(self._score[bad], self._score[good], good_up_to, up_to, np.zeros(len(up_to)))
        placed = of_group @ _share_below(found, found.bad) if len(good) else found.placed
        return replace(found, placed=placed)


def _share_below(fold: _Fold, score: np.ndarray) -> np.ndarray:
    low, high = (np.searchsorted(fold.good, score, side) for side in ("left", "right"))
    return (fold.good_up_to[low] + fold.good_up_to[high]) / 2 / fold.good_up_to[-1]
