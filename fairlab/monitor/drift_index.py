"""How far the groups' shares and the scores are from those of the first batch of a process."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from fairlab.monitor.state_records import Block

SCORE = "score"
_LEAST = 0.5  # people in a bin, so that a ratio has an end
_LEVEL = 0.95


@dataclass(frozen=True)
class Drift:
    """How far one distribution has moved.

    Parameters
    ----------
    of : str
        An attribute, or ``score``.
    block : int
        The place of the block.
    index : float
        The population stability index against the first block.
    by_chance : float
        What it stays below in 95 of 100 cases where nothing has moved.
    """

    of: str
    block: int
    index: float
    by_chance: float


def drift_of_blocks(blocks: Sequence[Block]) -> Iterator[Drift]:
    """Hold the shares of groups, and of scores, against those of the first block.

    It describes and does not alarm: with enough people every index is above chance.

    Parameters
    ----------
    blocks : sequence of Block
        Of decisions.

    Yields
    ------
    Drift
        Of every block but the first.
    """
    for at, block in enumerate(blocks):
        if at:
            for name in block.counts["groups"]:
                yield Drift(name, at, *stability(*_shares(name, blocks[0], block)))
            if "scores" in blocks[0].counts and "scores" in block.counts:
                scores = [np.array(one.counts["scores"]) for one in (blocks[0], block)]
                yield Drift(SCORE, at, *stability(scores[0], scores[1]))


def stability(first: np.ndarray, later: np.ndarray) -> tuple[float, float]:
    """Give the population stability index of two sets of counts, and what chance alone gives.

    Parameters
    ----------
    first, later : ndarray of float, shape (bins,)
        People in each bin.

    Returns
    -------
    tuple of float
        The index, and its 95 % quantile where both are of one distribution, by the chi-square that
        it then follows.

    Examples
    --------
    >>> [round(one, 4) for one in stability(np.array([500, 500]), np.array([600, 400]))]
    [0.0405, 0.0077]
    """
    from scipy.special import chdtri

    first, later = (np.maximum(np.asarray(one, float), _LEAST) for one in (first, later))
    sizes = 1 / first.sum() + 1 / later.sum()
    one, other = first / first.sum(), later / later.sum()
    index = float(((other - one) * np.log(other / one)).sum())
    bins = len(first)
    return index, float(chdtri(bins - 1, 1 - _LEVEL) * sizes) if bins > 1 else 0.0


def _shares(name: str, first: Block, later: Block) -> tuple[np.ndarray, np.ndarray]:
    own = [block.counts["groups"].get(name, {}) for block in (first, later)]
    groups = list(dict.fromkeys([*own[0], *own[1]]))
    counts = [np.array([sum(of.get(group, [0])) for group in groups]) for of in own]
    return counts[0], counts[1]
