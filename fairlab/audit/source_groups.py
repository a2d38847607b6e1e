"""The groups of whatever can be audited: exact tests by counts, and rates by weights."""

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd

from fairlab.audit.basic_statistics import basic_statistics
from fairlab.audit.counts import tallies
from fairlab.audit.group import COLUMNS, MIN_SIZE, audit_counts
from fairlab.audit.metric_types import GroupMetric
from fairlab.audit.registry import group_metrics
from fairlab.audit.sources import AuditSource
from fairlab.audit.statistic_rows import GROUP
from fairlab.data.level_names import plain_level

WEIGHED = "people weigh differently, so that there is no exact test and no noise floor"
_OF_COUNTS = ["normalised", "difference", "low", "high", "p", "p_holm", "p_bh",
              "floor_mean", "floor_95"]  # fmt: skip


def audit_source(source: AuditSource, seed: int = 0) -> pd.DataFrame:
    """Compare the groups of every attribute.

    Parameters
    ----------
    source : AuditSource
    seed : int
        Only the test of more than two groups may draw.

    Returns
    -------
    DataFrame
        See `fairlab.audit.group.audit_counts`. Who has no label counts in who is flagged and
        approved; without any label nothing else is there. Where people weigh, rates and what is
        made of them are weighted, ``hits`` and ``size`` are of rows, and nothing is tested.

    Examples
    --------
    >>> sex = pd.DataFrame({"sex": pd.Categorical(["f", "m"] * 10)})
    >>> flagged = pd.Series([True, False] * 9 + [False, True])
    >>> found = audit_source(AuditSource("t", "", None, flagged, sex)).set_index("measure")
    >>> round(float(found.loc["adverse_impact_ratio", "value"]), 3)
    0.111
    """
    known, everyone = source.labelled, np.ones(source.rows, bool)

    def counted(labelled: bool) -> dict[str, pd.DataFrame]:
        rows = known if labelled else everyone
        flagged = source.decision.to_numpy()[rows]
        return tallies(source.happened[rows], flagged, source.groups[rows])

    table = audit_tallies(counted, int(known.sum()), source.rows, seed)
    return table if source.weight is None else _weighted(table, source)


def audit_tallies(
    counted: Callable[[bool], Mapping[str, pd.DataFrame]], labelled: int, rows: int, seed: int = 0
) -> pd.DataFrame:
    """Compare the groups of every attribute by their counts; see `audit_source`.

    Parameters
    ----------
    counted : callable
        Gives the counts of each attribute's groups, of those with a label or of everyone.
    labelled, rows : int
        How many have a label, and how many there are.
    seed : int
        Only the test of more than two groups may draw.
    """
    if labelled == rows:
        return audit_counts(counted(True), seed, MIN_SIZE)
    parts = [True, False] if labelled else [False]
    found = [audit_counts(counted(part), seed, MIN_SIZE, _metrics(part)) for part in parts]
    return pd.concat(found, ignore_index=True)[list(COLUMNS)]


def _metrics(labels: bool) -> list[GroupMetric]:
    """List the metrics that need labels, or those that do not."""
    return [
        metric
        for metric in group_metrics()
        if any(rate.needs_labels for rate in metric.rates) == labels
    ]


def _weighted(table: pd.DataFrame, source: AuditSource) -> pd.DataFrame:
    """Put weighted rates in the place of those by rows, and take out what goes by counts alone."""
    statistics = basic_statistics(source.judged).table
    own = statistics[(statistics["strategy"] == source.strategy) & (statistics["side"] == GROUP)]
    keys = zip(own["attribute"], own["metric"], own["group"].map(plain_level), strict=True)
    rate = dict(zip(keys, own["estimate"], strict=True))
    made = table.copy()
    of_group = (made["kind"] == "group") & made["value"].notna()
    named = made.loc[of_group, ["attribute", "measure", "group"]].itertuples(index=False, name=None)
    made.loc[of_group, "value"] = [rate[name] for name in named]
    known = {metric.name: metric for metric in group_metrics()}
    measured = (made["kind"] == "attribute") & made["value"].notna()
    for at, row in made[measured].iterrows():
        metric = known[row["measure"]]
        found = [_rates(made, row["attribute"], one.name) for one in metric.rates]
        for column, spread in (("value", metric.spread), ("gap", np.ptp)):
            made.loc[at, column] = float(np.mean([spread(each) for each in found]))
    made[_OF_COUNTS] = np.nan
    made.loc[made["kind"] == "attribute", "note"] = WEIGHED
    return made


def _rates(table: pd.DataFrame, attribute: str, rate: str) -> np.ndarray:
    own = (table["kind"] == "group") & (table["attribute"] == attribute)
    return table.loc[own & (table["measure"] == rate), "value"].dropna().to_numpy(float)
