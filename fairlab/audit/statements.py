"""All statements of a family at once: estimates, bands that hold jointly, and answers."""

from collections.abc import Sequence
from dataclasses import replace
from math import nan

import numpy as np
import pandas as pd

from fairlab.audit.basic_statistics import BasicStatistics
from fairlab.audit.exact_bands import exact_bands
from fairlab.audit.margins import Margins
from fairlab.audit.pairing import Pairing
from fairlab.audit.possible_values import within_possible
from fairlab.audit.statement import Statement, changes, gaps, levels
from fairlab.audit.statement_figures import Figures
from fairlab.stats.answers import ALIKE, OPEN, answers, largest_possible, people_needed
from fairlab.stats.joint_band import Band, joint_band
from fairlab.stats.moderated_ratio import ALONE
from fairlab.stats.spread import spread_of

AUDIT, ACCURACY, CHANGES, LEFT = "audit", "accuracy", "changes", "gaps left"
LEVEL = 0.05


def audit_of(
    statistics: BasicStatistics,
    strategy: str,
    *,
    metrics: Sequence[str] | None = None,
    margins: Margins | None = None,
    pairing: Pairing | None = None,
    level: float = LEVEL,
) -> pd.DataFrame:
    """Say what separates the groups under one strategy.

    Parameters
    ----------
    statistics : BasicStatistics
    strategy : str
        Of whom.
    metrics : sequence of str, optional
        Rates of the registry and ``rank``; all of them when left out.
    margins : Margins, optional
        Differences that do not matter.
    pairing : Pairing, optional
        Which groups are held against which.
    level : float
        The share of cases in which any band of the family may miss.

    Returns
    -------
    DataFrame
        See `family_of_statements`.

    Examples
    --------
    >>> from fairlab.audit.basic_statistics import basic_statistics
    >>> from fairlab.audit.out_of_fold import OutOfFold
    >>> y, flagged = np.tile([1, 1, 1, 0], 500), np.tile([1, 0, 0, 0], (1, 500))
    >>> sex = pd.DataFrame({"sex": np.where(np.arange(2000) % 8 < 3, "f", "m")})
    >>> folds = np.arange(2000)[None] // 8 % 5
    >>> found = basic_statistics(OutOfFold(y, sex, folds, {"plain": flagged}))
    >>> audit_of(found, "plain", metrics=["recall"])[["low", "high", "answer"]].round(2)
        low  high answer
    0 -0.05  0.05  alike
    """
    said = gaps(statistics, strategy, metrics, pairing)
    return family_of_statements(statistics, AUDIT, said, margins, level)


def accuracy_of(statistics: BasicStatistics, strategy: str) -> pd.DataFrame:
    """Say how accurate one strategy is; see `audit_of`."""
    said = levels(statistics, strategy)
    return family_of_statements(statistics, ACCURACY, said)


def changes_against(
    statistics: BasicStatistics,
    baseline: str,
    *,
    metrics: Sequence[str] | None = None,
    margins: Margins | None = None,
    pairing: Pairing | None = None,
) -> pd.DataFrame:
    """Say what every other strategy changes against one, all in one family; see `audit_of`."""
    said = [
        each
        for strategy in _others(statistics, baseline)
        for each in changes(statistics, strategy, baseline, metrics, pairing)
    ]
    return family_of_statements(statistics, CHANGES, said, margins)


def gaps_left(
    statistics: BasicStatistics,
    baseline: str,
    *,
    metrics: Sequence[str] | None = None,
    margins: Margins | None = None,
    pairing: Pairing | None = None,
) -> pd.DataFrame:
    """Say what gaps the strategies other than one leave, all in one family; see `audit_of`."""
    others = _others(statistics, baseline)
    said = [each for strategy in others for each in gaps(statistics, strategy, metrics, pairing)]
    return family_of_statements(statistics, LEFT, said, margins)


def family_of_statements(
    statistics: BasicStatistics,
    family: str,
    statements: Sequence[Statement],
    margins: Margins | None = None,
    level: float = LEVEL,
) -> pd.DataFrame:
    """Give bands that hold for a family of statements at once, and what they say.

    Statements of which one side is a share of fewer than 25, and ratios with fewer than 25 hits
    on one side, are `few`, and so are gaps with a share of 0 or 1, whose normal variance is 0.
    Each takes its share of the level with it: gaps and ratios of rates have an exact band, by
    counts that are means over the seeds, rounded so that it is wider. Of changes, ranks and
    accuracy with few there is no exact test, nor where people have several rows: they stay open
    without a band.

    Parameters
    ----------
    statistics : BasicStatistics
    family : str
        What it is called.
    statements : sequence of Statement
        What is said.
    margins, level
        See `audit_of`.

    Returns
    -------
    DataFrame
        One row per statement: ``family``, ``strategy``, ``against``, ``attribute``, ``group``,
        ``rest``, ``metric``, ``kind``; ``value_group``, ``value_rest``, ``n_group``, ``n_rest``,
        ``events_group``, ``events_rest`` of the strategy; ``estimate``, ``se``, ``df``, ``low``,
        ``high``, ``critical``, ``margin``, ``answer``, ``largest_possible``, ``people_needed``,
        ``another_seed``, ``few``, ``level`` and ``note``. Estimates and bands of shares of people
        are ratios, whose ``se`` is that of the logarithm; a level has no answer. The people needed
        are those that would answer an open statement whatever the difference is.
    """
    if not statements:
        return pd.DataFrame(columns=COLUMNS)
    figures = Figures(statistics, statements)
    normal, few = figures.normal, figures.few
    pools = np.where(normal, _moving_alike(statements), ALONE)
    wary = np.array([each.moves_by == "how many" for each in statements])
    spread = spread_of(statistics.moments.project(figures.weights), pools, wary)
    each_level = level / max((normal | few).sum(), 1)
    own_level = each_level * normal.sum()
    shown, se = (np.where(normal, one, nan) for one in (figures.estimate, spread.se))
    band = joint_band(shown, se, spread.correlation, own_level, spread.df)
    band = within_possible(_with_exact(band, figures, each_level), statements)
    margin = _margins(statements, margins or Margins())
    named = pd.DataFrame([_named(family, each) for each in statements], columns=_NAMED)
    figured = {
        **figures.counts(),
        "estimate": _shown(figures.estimate, figures.ratio),
        "se": np.where(normal | few, spread.se, nan),
        "df": spread.df,
        **_answered(figures, band, margin, statistics.n),
        "another_seed": spread.another_seed,
        "few": few,
        "level": np.where(few, each_level, own_level),
    }
    return pd.concat([named, pd.DataFrame(figured)], axis="columns")[COLUMNS]


def _moving_alike(statements: Sequence[Statement]) -> np.ndarray:
    """Give each statement the number of its pool: those that move with models in like ways."""
    pools = [(each.strategy, each.moves_by) for each in statements]
    numbers = {pool: number for number, pool in enumerate(dict.fromkeys(pools))}
    return np.array([numbers[pool] for pool in pools])


def _with_exact(band: Band, figures: Figures, level: float) -> Band:
    few = figures.few
    least, most = (
        exact_bands(
            [table if one else None for table, one in zip(tables, few, strict=True)],
            figures.ratio,
            level,
        )
        for tables in figures.tables()
    )
    low, high = least[0], most[1]
    return replace(band, low=np.where(few, low, band.low), high=np.where(few, high, band.high))


def _answered(
    figures: Figures, band: Band, margin: np.ndarray, n: int
) -> dict[str, np.ndarray | list[str]]:
    """Say what bands say, and give them as they are shown."""
    said = answers(band.low, band.high, margin)
    said[figures.few & np.isnan(band.low)] = OPEN
    said[np.isnan(margin)] = ""
    wanted = np.where(margin > 0, margin / 2, nan)
    low, high, farthest = (
        _shown(end, figures.ratio)
        for end in (band.low, band.high, largest_possible(band.low, band.high))
    )
    return {
        "low": low,
        "high": high,
        "critical": np.where(figures.normal, band.critical, nan),
        "margin": np.where(figures.ratio, np.exp(-margin), margin),
        "answer": said,
        "largest_possible": np.where(np.isnan(margin), nan, farthest),
        "people_needed": np.where(said == OPEN, people_needed(n, band.half, wanted), nan),
        "note": figures.notes(said == ALIKE, band.low, band.high),
    }


_NAMED = ["family", "strategy", "against", "attribute", "group", "rest", "metric", "kind"]
COLUMNS = [
    *_NAMED, "value_group", "value_rest", "n_group", "n_rest", "events_group", "events_rest",
    "estimate", "se", "df", "low", "high", "critical", "margin", "answer", "largest_possible",
    "people_needed", "another_seed", "few", "level", "note",
]  # fmt: skip


def _named(family: str, each: Statement) -> tuple:
    return (family, *(getattr(each, name) for name in _NAMED[1:]))


def _margins(statements: Sequence[Statement], margins: Margins) -> np.ndarray:
    made = [
        nan if each.kind == "level" else margins.of(each.metric, not each.attribute)
        for each in statements
    ]
    return np.array(made, float)


def _shown(values: np.ndarray, ratio: np.ndarray) -> np.ndarray:
    with np.errstate(over="ignore"):  # a ratio of which nothing is known has no end
        return np.where(ratio, np.exp(np.where(ratio, values, 0)), values)


def _others(statistics: BasicStatistics, baseline: str) -> list[str]:
    strategies = dict.fromkeys(statistics.table["strategy"])
    if strategies and baseline not in strategies:  # without groups there are none at all
        raise LookupError(f"{baseline!r} is not among {', '.join(strategies)}")
    return [strategy for strategy in strategies if strategy != baseline]
