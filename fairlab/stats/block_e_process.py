"""An e-process of blocks of 2 x 2 tables: may two rates differ by more than does not matter?"""

from dataclasses import dataclass

import numpy as np

from fairlab.stats.beginnings import beginnings

# Rates that are betted on before anything was seen; after that, what was seen.
_ODDS = np.exp(np.linspace(-4.9, 4.9, 15))
_GRID = _ODDS / (1 + _ODDS)
_SHRUNK_BY = 4.0  # people of the common rate that an estimate is drawn towards
_EDGE = 1e-5
_MOST, _MOST_OF_A_BLOCK = 1e150, 300.0  # evidence that is plenty; less of it is no wrong


@dataclass(frozen=True, eq=False)
class EProcess:
    """How evidence grew.

    Parameters
    ----------
    log_e : ndarray, shape (s, t)
        The logarithm of the e-value of each statement after each block.
    since : ndarray of int, shape (s,)
        With which block what is betted on most began.
    """

    log_e: np.ndarray
    since: np.ndarray


def e_process(hits: np.ndarray, rows: np.ndarray, delta: np.ndarray) -> EProcess:
    """Weigh the evidence that two rates differ by more than ``delta``, block by block.

    While the rates of a block differ by at most ``delta``, whatever they are and however they
    change from block to block, an e-value is at most 1 on average and ever reaches 20 in at most
    one case of 20, no matter when and how often one looks (Ville). A block counts by the ratio of
    two likelihoods: of rates that were chosen before it, and of the rates within ``delta`` nearest
    to them (Kullback and Leibler), which is an e-variable as those within ``delta`` are a convex
    set. What is betted on are rates of a fixed grid and the rates of the blocks before; bets begin
    with every block, so that a difference is found that began late.

    Parameters
    ----------
    hits, rows : ndarray of int, shape (s, t, 2)
        Of s statements, t blocks and both groups: the people counted, and all of them.
    delta : ndarray, shape (s,)
        Above 0 and below 1: differences that do not matter.

    References
    ----------
    Turner, Ly and Grünwald (2024), Generic E-variables for exact sequential k-sample tests that
    allow for optional stopping, Journal of Statistical Planning and Inference 230. Turner and
    Grünwald (2023), Exact anytime-valid confidence intervals for contingency tables and beyond,
    Statistics and Probability Letters 198.

    Examples
    --------
    >>> rows = np.full((2, 12, 2), 500)
    >>> hits = np.array([[[50, 50]] * 12, [[50, 50]] * 6 + [[100, 50]] * 6])
    >>> found = e_process(hits, rows, np.full(2, 0.02))
    >>> found.log_e[:, -1].round(1).tolist(), int(found.since[1])
    ([-1.3, 30.4], 6)
    """
    statements, blocks, _ = hits.shape
    starts, delta = beginnings(blocks), np.asarray(delta, float)[:, None]
    pairs, weights = _bets(delta)
    of_grid = np.zeros((statements, weights.shape[1]))
    of_seen = np.zeros((statements, blocks))
    seen = np.zeros((statements, blocks, 2, 2))  # by beginning: hits and rows of both groups
    log_e = np.empty((statements, blocks))
    for at in range(blocks):
        own, size = hits[:, at, None], rows[:, at, None]
        grid = np.exp(_log_ratio(own, size, pairs, delta))
        of_grid = np.minimum((of_grid + starts[at] * weights) * grid, _MOST)
        of_seen[:, at] = starts[at] * (weights * grid).sum(axis=1)
        if at:
            betted = _estimates(seen[:, :at])
            grown = of_seen[:, :at] * np.exp(_log_ratio(own, size, betted, delta))
            of_seen[:, :at] = np.minimum(grown, _MOST)
        seen[:, : at + 1] += np.stack([own, size], axis=2)
        both = of_grid.sum(axis=1) / 2 + of_seen[:, : at + 1].sum(axis=1) / 2
        log_e[:, at] = np.log(1 - starts[: at + 1].sum() + both)
    since = of_seen.argmax(axis=1) if blocks else np.zeros(statements, int)
    return EProcess(log_e, since)


def _bets(delta: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """List pairs of rates, and how much is betted on each: more on smaller differences."""
    first, second = (side.ravel() for side in np.meshgrid(_GRID, _GRID))
    apart = np.abs(first - second)
    weights = np.where(apart > delta, 1 / np.maximum(apart, _EDGE), 0.0)
    total = weights.sum(axis=1, keepdims=True)
    return np.stack([first, second], axis=1)[None], weights / np.where(total, total, 1)


def _estimates(seen: np.ndarray) -> np.ndarray:
    """Estimate both rates, each drawn a little towards the common one."""
    hits, rows = seen[..., 0, :], seen[..., 1, :]
    common = (hits.sum(axis=-1, keepdims=True) + 0.5) / (rows.sum(axis=-1, keepdims=True) + 1)
    rates = (hits + _SHRUNK_BY * common) / (rows + _SHRUNK_BY)
    return np.clip(rates, _EDGE, 1 - _EDGE)


def _log_ratio(
    hits: np.ndarray, rows: np.ndarray, betted: np.ndarray, delta: np.ndarray
) -> np.ndarray:
    """Give the logarithm of the e-variable of a block, of each pair of rates that is betted on."""
    nearest = nearest_within(betted, rows, delta)
    parts = hits * np.log(betted / nearest) + (rows - hits) * np.log((1 - betted) / (1 - nearest))
    return np.where(
        (rows > 0).all(axis=-1), np.clip(parts.sum(axis=-1), -700, _MOST_OF_A_BLOCK), 0.0
    )


def nearest_within(betted: np.ndarray, rows: np.ndarray, delta: np.ndarray) -> np.ndarray:
    """Find the rates that differ by at most ``delta`` and are nearest to others.

    Parameters
    ----------
    betted : ndarray, shape (..., 2)
        Two rates, between 0 and 1.
    rows : ndarray, shape (..., 2)
        How many people each is of: by these the divergences are added up.
    delta : ndarray, shape (...)

    Returns
    -------
    ndarray, shape (..., 2)

    Examples
    --------
    >>> nearest_within(np.array([0.3, 0.1]), np.array([50, 50]), np.array(0.1)).round(3).tolist()
    [0.24, 0.14]
    >>> nearest_within(np.array([0.3, 0.28]), np.array([50, 50]), np.array(0.1)).tolist()
    [0.3, 0.28]
    """
    gap = betted[..., 0] - betted[..., 1]
    high = np.where(gap > 0, betted[..., 0], betted[..., 1])
    low = np.where(gap > 0, betted[..., 1], betted[..., 0])
    of_high = np.where(gap > 0, rows[..., 0], rows[..., 1])
    of_low = np.where(gap > 0, rows[..., 1], rows[..., 0])
    there = (of_high > 0) & (of_low > 0) & (high - low > delta)
    second = _lower_rate(high, low, np.where(there, of_high / np.maximum(of_low, 1), 1.0), delta)
    high, low = np.where(there, second + delta, high), np.where(there, second, low)
    return np.stack([np.where(gap > 0, high, low), np.where(gap > 0, low, high)], axis=-1)


def _lower_rate(
    high: np.ndarray, low: np.ndarray, ratio: np.ndarray, delta: np.ndarray
) -> np.ndarray:
    """Give the likeliest lower rate where it lies ``delta`` below the higher: a cubic.

    Miettinen and Nurminen (1985) solve it; two steps of Newton's mend what rounding does.
    """
    rows, total = ratio + 1, ratio * high + low
    square = ((ratio + 2) * delta - rows - total) / rows
    linear = ((delta - rows - 2 * low) * delta + total) / rows
    constant = low * delta * (1 - delta) / rows
    q = square**3 / 27 - linear * square / 6 + constant / 2
    p = np.copysign(np.sqrt(np.maximum(square**2 / 9 - linear / 3, 1e-300)), q)
    angle = (np.pi + np.arccos(np.clip(q / p**3, -1, 1))) / 3
    rate = np.clip(2 * p * np.cos(angle) - square / 3, 1e-12, 1 - delta - 1e-12)
    for _ in range(2):
        upper = rate + delta
        of_upper, of_rate = upper * (1 - upper), rate * (1 - rate)
        slope = ratio * (high - upper) / of_upper + (low - rate) / of_rate
        bend = ratio * (high * (1 - upper) ** 2 + (1 - high) * upper**2) / of_upper**2
        bend += (low * (1 - rate) ** 2 + (1 - low) * rate**2) / of_rate**2
        rate = np.clip(rate + slope / bend, 1e-12, 1 - delta - 1e-12)
    return rate
