"""How many seeds it would take to tell a difference from chance, and where no number would."""

import numpy as np
import pandas as pd

from fairlab.audit.registry import family_of
from fairlab.compare.paired_seeds import ALPHA, CHANCE, SAME

POWER = 0.8
MOST_SEEDS = 10_000
NO_NUMBER = "no number of seeds: test sets drawn from one table overlap, so more rows are needed"
TOO_MANY = f"more than {MOST_SEEDS:,} seeds"
NO_SIZE = "no spread seen, so there is nothing to reckon with"
NO_DIFFERENCE = "no difference seen, so there is nothing to look for"


def seeds_needed(table: pd.DataFrame, overlap: float = 0.0, power: float = POWER) -> pd.DataFrame:
    """Reckon how many seeds would tell each difference from chance, were it as large as seen.

    The level is that of the first step of Holm's correction, 0.05 / number of tests in the family
    of the metric. The mean over n seeds varies by 1/n + overlap, of which the second term does not
    fall with n: a difference below ``told_ever`` is not told by any number of seeds. What was seen
    in a few seeds is itself uncertain, and so is the answer; ``told_now`` and ``told_ever`` rest
    on the spread alone.

    Parameters
    ----------
    table : DataFrame
        What ``compare`` returns.
    overlap : float
        As it was given to ``compare``.
    power : float
        The chance that the difference is called real, in the right direction.

    Returns
    -------
    DataFrame
        One row per metric and strategy that was compared: ``metric``, ``strategy``, ``pairs``,
        ``difference``, ``verdict``, ``seeds_needed`` (infinite where no number would do),
        ``told_now`` and ``told_ever`` (the smallest difference that these seeds, and any number
        of seeds, would tell), and ``note``.

    Examples
    --------
    >>> row = {"metric": "test/auc", "strategy": "other", "pairs": 5, "difference": 0.01,
    ...        "sd_difference": 0.01, "p": 0.09, "verdict": "within chance"}
    >>> seeds_needed(pd.DataFrame([row]))[["seeds_needed", "told_now"]].iloc[0].round(3).tolist()
    [10.0, 0.017]
    >>> seeds_needed(pd.DataFrame([row]), overlap=0.33)["seeds_needed"].tolist()
    [inf]
    """
    from scipy.stats import norm

    told = table[table["verdict"] != ""]
    family = told["metric"].map({name: family_of(name) for name in told["metric"].unique()})
    level = ALPHA / told["p"].groupby(family).transform("count").clip(lower=1).to_numpy()
    spread = told["sd_difference"].where(told["sd_difference"] > SAME).to_numpy()
    size = np.abs(told["difference"].to_numpy()) / spread
    fewest = _fewest(size, level, overlap, power)
    pairs = told["pairs"].to_numpy()
    now = _reach(pairs, level, power) * np.sqrt(1 / np.maximum(pairs, 1) + overlap)
    ever = (norm.isf(level / 2) + norm.ppf(power)) * np.sqrt(overlap)
    found = told[["metric", "strategy", "pairs", "difference", "verdict"]].assign(
        seeds_needed=fewest, told_now=now * spread, told_ever=ever * spread
    )
    found["note"] = np.select(
        [np.isnan(size), size == 0, np.isinf(fewest) & (size <= ever), np.isinf(fewest)],
        [NO_SIZE, NO_DIFFERENCE, NO_NUMBER, TOO_MANY],
        "",
    )
    return found.reset_index(drop=True)


def power_sentence(needed: pd.DataFrame, seeds: int) -> str:
    """Say what more seeds would bring.

    Parameters
    ----------
    needed : DataFrame
        What ``seeds_needed`` returns.
    seeds : int
        How many there could be.

    Returns
    -------
    str
        Empty where every difference is told already, or none can be reckoned with.

    Examples
    --------
    >>> row = {"metric": "test/auc", "strategy": "other", "verdict": "within chance",
    ...        "seeds_needed": 14.0, "note": ""}
    >>> power_sentence(pd.DataFrame([row]), 10)
    'At the sizes seen, 10 seeds would tell none more from chance (80 % power); the next needs 14
    (other, test/auc).'
    """
    open_ones = needed[needed["verdict"] == CHANCE].dropna(subset="seeds_needed")
    if open_ones.empty:
        return ""
    soon = int((open_ones["seeds_needed"] <= seeds).sum())
    parts = [
        f"At the sizes seen, {seeds} seeds would tell {soon or 'none'} more from chance "
        f"({100 * POWER:.0f} % power)"
    ]
    later = open_ones.query("@seeds < seeds_needed < inf")
    if len(later):
        next_one = later.loc[later["seeds_needed"].idxmin()]
        which = f"{next_one['strategy']}, {next_one['metric']}"
        parts.append(f"the next needs {next_one['seeds_needed']:.0f} ({which})")
    never = int((open_ones["note"] == NO_NUMBER).sum())
    if never:
        parts.append(f"for {never} no number of seeds would do, as drawn test sets overlap")
    return "; ".join(parts) + "."


def _fewest(size: np.ndarray, level: np.ndarray, overlap: float, power: float) -> np.ndarray:
    """Find the smallest number of seeds with the power asked for; more never have less."""
    low, high = np.full(len(size), 1), np.full(len(size), 2)
    while (short := (high <= MOST_SEEDS) & ~(_power(size, high, level, overlap) >= power)).any():
        low, high = np.where(short, high, low), np.where(short, 2 * high, high)
    while (apart := high - low > 1).any():
        middle = (low + high) // 2
        enough = _power(size, middle, level, overlap) >= power
        low = np.where(apart & ~enough, middle, low)
        high = np.where(apart & enough, middle, high)
    found = np.where(high > MOST_SEEDS, np.inf, high)
    return np.where(np.isnan(size), np.nan, found)


def _power(size: np.ndarray, seeds: np.ndarray, level: np.ndarray, overlap: float) -> np.ndarray:
    from scipy.special import nctdtr, stdtrit

    edge = -stdtrit(seeds - 1, level / 2)  # without what scipy.stats checks at each call
    return 1 - nctdtr(seeds - 1, size / np.sqrt(1 / seeds + overlap), edge)


def _reach(seeds: np.ndarray, level: np.ndarray, power: float) -> np.ndarray:
    """Give how many standard errors a difference must have to be told by so many seeds."""
    from scipy.special import nctdtrinc
    from scipy.stats import t

    freedom = np.where(seeds > 1, seeds - 1, np.nan)
    return nctdtrinc(freedom, 1 - power, t.isf(level / 2, freedom))
