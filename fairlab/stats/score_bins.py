"""Scores in bins that keep their order: what ranks people when there are too many to be sorted."""

from dataclasses import dataclass

import numpy as np

FINE = 18  # bits of a score that are told apart, of 32: its sign, its size and nine digits
MOST_BINS = 4096
_HALF, _BEYOND = np.float32(0.5), np.float32(2.0**40)  # above 0.25 / (1 - score) of any below 1


@dataclass(frozen=True)
class ScoreBins:
    """Bins of scores, the lowest first.

    Parameters
    ----------
    place : ndarray of int, shape (2 ** 18,)
        The bin of each fine bin, see `fine_bins`.
    mean : ndarray of float, shape (bins,)
        The mean score in each.

    Examples
    --------
    >>> score = np.array([0.1, 0.9, 0.1, 0.5])
    >>> counts = np.bincount(fine_bins(score), minlength=2**FINE)[None]
    >>> bins = ScoreBins.choose(counts, np.bincount(fine_bins(score), score, minlength=2**FINE))
    >>> bins.of(score).tolist(), bins.mean.tolist()
    ([0, 2, 0, 1], [0.1, 0.5, 0.9])
    """

    place: np.ndarray
    mean: np.ndarray

    @classmethod
    def choose(cls, counts: np.ndarray, sums: np.ndarray, most: int = MOST_BINS) -> "ScoreBins":
        """Join fine bins until there are few enough, each with few people of any class.

        Parameters
        ----------
        counts : ndarray of int, shape (classes, 2 ** 18)
            People per fine bin, those of each class apart.
        sums : ndarray of float, shape (2 ** 18,)
            Their scores added up.
        most : int
            Bins.

        Returns
        -------
        ScoreBins
            The fine bins that have people where they are few enough, else bins with a like share
            of the classes, each counting the same.
        """
        people = counts.sum(axis=0)
        used = people > 0
        if used.sum() <= most:
            place = np.cumsum(used) - used
        else:
            sizes = counts.sum(axis=1, keepdims=True)
            share = (counts[sizes[:, 0] > 0] / sizes[sizes > 0][:, None]).mean(axis=0)
            before = np.cumsum(share) - share
            steps = np.minimum((before * most).astype(np.int64), most - 1)
            place = np.unique(np.where(used, steps, -1), return_inverse=True)[1] - 1
        place = np.where(used, place, 0).astype(np.int16)
        size = np.bincount(place[used], people[used])
        return cls(place, np.bincount(place[used], sums[used]) / size)

    def of_fine(self, counts: np.ndarray) -> np.ndarray:
        """Give people per bin, of people per fine bin."""
        return np.bincount(self.place, counts, minlength=len(self.mean))

    def of(self, score: np.ndarray) -> np.ndarray:
        """Tell the bin of each score, which must be among those that the bins were chosen for."""
        return self.place[fine_bins(score)]


def fine_bins(score: np.ndarray) -> np.ndarray:
    """Tell the fine bin of each score, in the order of the scores.

    Parameters
    ----------
    score : ndarray of float, shape (rows,)
        Finite.

    Returns
    -------
    ndarray of int, shape (rows,)
        From 0 to 2 ** 18 - 1. Scores in one bin differ by at most one part in 500, and those
        between one half and 1 by that part of their distance to 1: who is most suspect of all is
        told apart as well as who is least.

    Examples
    --------
    >>> bins = fine_bins(np.array([-2.0, 0.0, 0.5, 0.5001, 0.501, 0.99998, 0.99999, 1.0, 850.0]))
    >>> np.sign(np.diff(bins)).tolist()
    [1, 1, 0, 1, 1, 1, 1, 1]
    """
    plain = np.asarray(score, np.float32) + np.float32(0)
    high = plain > _HALF
    if high.any():
        far = plain[high]
        with np.errstate(divide="ignore"):
            near_one = np.float32(0.25) / (1 - far)
        plain[high] = np.where(far < 1, near_one, far * _BEYOND)
    bits = plain.view(np.uint32)
    ordered = np.where(bits >> 31, ~bits, bits | np.uint32(1 << 31))
    return (ordered >> np.uint32(32 - FINE)).astype(np.int32)
