"""All statements of a family at once: estimates, bands that hold jointly, and answers."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from fairlab.audit.basic_statistics import EVERYONE, BasicStatistics
from fairlab.audit.margins import Margins
from fairlab.audit.statement import GAPS, Statement, changes, gaps, levels
from fairlab.stats.answers import UNDEFINED, answers, largest_possible, people_needed
from fairlab.stats.joint_band import Band, joint_band
from fairlab.stats.spread import Spread, spread_of

AUDIT, ACCURACY, CHANGES, LEFT = "audit", "accuracy", "changes", "gaps left"
FEWEST = 25  # of what a rate is a share of: below it a normal band misses too often
LEVEL = 0.05
_FEW = f"fewer than {FEWEST} in a group: for an exact test"


def audit_of(
    statistics: BasicStatistics,
    strategy: str,
    *,
    metrics: Sequence[str] = GAPS,
    margins: Margins | None = None,
    searched: bool = False,
    level: float = LEVEL,
) -> pd.DataFrame:
    """Say what separates the groups under one strategy.

    Parameters
    ----------
    statistics : BasicStatistics
    strategy : str
        Of whom.
    metrics : sequence of str
        Rates of the registry and ``rank``.
    margins : Margins, optional
        Differences that do not matter.
    searched : bool
        Whether each fold searched its own hyperparameters, so that the models' part of the
        variance is wanted everywhere.
    level : float
        The share of cases in which any band of the family may miss.

    Returns
    -------
    DataFrame
        See `family_of_statements`.
    """
    said = gaps(statistics, strategy, metrics)
    return family_of_statements(statistics, AUDIT, said, margins, searched, level)


def accuracy_of(
    statistics: BasicStatistics,
    strategy: str,
    *,
    searched: bool = False,
    level: float = LEVEL,
) -> pd.DataFrame:
    """Say how accurate one strategy is; see `audit_of`."""
    said = levels(statistics, strategy)
    return family_of_statements(statistics, ACCURACY, said, None, searched, level)


def changes_against(
    statistics: BasicStatistics,
    baseline: str,
    *,
    metrics: Sequence[str] = GAPS,
    margins: Margins | None = None,
    searched: bool = False,
    level: float = LEVEL,
) -> pd.DataFrame:
    """Say what every other strategy changes against one, all in one family; see `audit_of`."""
    said = [
        each
        for strategy in _others(statistics, baseline)
        for each in changes(statistics, strategy, baseline, metrics)
    ]
    return family_of_statements(statistics, CHANGES, said, margins, searched, level)


def gaps_left(
    statistics: BasicStatistics,
    baseline: str,
    *,
    metrics: Sequence[str] = GAPS,
    margins: Margins | None = None,
    searched: bool = False,
    level: float = LEVEL,
) -> pd.DataFrame:
    """Say what gaps the strategies other than one leave, all in one family; see `audit_of`."""
    others = _others(statistics, baseline)
    said = [each for strategy in others for each in gaps(statistics, strategy, metrics)]
    return family_of_statements(statistics, LEFT, said, margins, searched, level)


def family_of_statements(
    statistics: BasicStatistics,
    family: str,
    statements: Sequence[Statement],
    margins: Margins | None = None,
    searched: bool = False,
    level: float = LEVEL,
) -> pd.DataFrame:
    """Give bands that hold for a family of statements at once, and what they say.

    Statements of which one side is a share of fewer than 25 are left to exact tests: they have
    an estimate and no band, and take their share of the level with them.

    Parameters
    ----------
    statistics : BasicStatistics
    family : str
        What it is called.
    statements : sequence of Statement
        What is said.
    margins, searched, level
        See `audit_of`.

    Returns
    -------
    DataFrame
        One row per statement: ``family``, ``strategy``, ``against``, ``attribute``, ``group``,
        ``rest``, ``metric``, ``kind``; ``value_group``, ``value_rest``, ``n_group``, ``n_rest``,
        ``events_group``, ``events_rest`` of the strategy; ``estimate``, ``se``, ``df``, ``low``,
        ``high``, ``critical``, ``margin``, ``answer``, ``largest_possible``, ``people_needed``,
        ``another_seed``, ``few``, ``level`` and ``note``. Estimates and bands of shares of people
        are ratios, whose ``se`` is that of the logarithm; a level has no answer.
    """
    fixed, said = margins or Margins(), _Said(statistics, statements)
    spread = spread_of(
        statistics.moments.project(said.weights),
        np.array([searched or each.is_of_shares for each in statements], bool),
    )
    few = said.few
    normal = ~few & np.isfinite(said.estimate)
    own_level = level * normal.sum() / max((normal | few).sum(), 1)
    band = _band(said.estimate, spread, normal & said.known, own_level)
    margin = np.array([fixed.of(each.metric, not each.attribute) for each in statements], float)
    is_level = np.array([each.kind == "level" for each in statements], bool)
    margin[is_level] = np.nan
    table = pd.DataFrame([_named(family, each) for each in statements], columns=_NAMED)
    table = table.join(said.counts())
    ratio, open_to = said.ratio, largest_possible(band.low, band.high)
    answer = np.where(is_level | few, "", answers(band.low, band.high, margin))
    return table.assign(
        estimate=_shown(said.estimate, ratio),
        se=np.where(said.known, spread.se, np.nan),
        df=spread.df,
        low=_shown(band.low, ratio),
        high=_shown(band.high, ratio),
        critical=band.critical,
        margin=_shown(-margin, ratio) * np.where(ratio, 1, -1),
        answer=answer,
        largest_possible=_shown(open_to, ratio),
        people_needed=people_needed(statistics.n, band.half, margin / 2),
        another_seed=spread.another_seed,
        few=few,
        level=own_level,
        note=said.notes(answer),
    )


_NAMED = ["family", "strategy", "against", "attribute", "group", "rest", "metric", "kind"]


def _named(family: str, each: Statement) -> tuple:
    return (
        family, each.strategy, each.against, each.attribute, each.group, each.rest, each.metric,
        each.kind,
    )
