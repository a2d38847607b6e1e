"""Groups that a limit leaves out, because little is known of them: which, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from fairlab.audit.counted.counted_source import CountedSource
from fairlab.audit.group import MIN_SIZE
from fairlab.audit.group_columns import group_columns
from fairlab.audit.metric_names import metric_word
from fairlab.audit.metric_types import GroupMetric
from fairlab.audit.registry import find_metric
from fairlab.audit.source_groups import audit_source, audit_tallies
from fairlab.audit.sources import AuditSource
from fairlab.data.level_names import level_names
from fairlab.data.words import NO_WORDS, Words
from fairlab.gate.thin_groups import ThinGroup
from fairlab.gate.verdicts import Finding

PEOPLE = "selection_rate"  # a share of everybody
NAMED = 6

Source = AuditSource | CountedSource
Small = Mapping[str, Mapping[str, int]]
NONE: Small = {}


def small_groups(source: Source, groups: pd.DataFrame) -> Small:
    """Find the groups of fewer people than the source compares.

    Parameters
    ----------
    source : AuditSource or CountedSource
    groups : DataFrame
        What ``audit_source`` gives of it.

    Returns
    -------
    mapping of str to mapping of str to int
        Of each attribute the groups that it leaves out, and their people.
    """
    of_people = groups[(groups["kind"] == "group") & (groups["measure"] == PEOPLE)]
    sizes = {name: own.set_index("group")["size"] for name, own in of_people.groupby("attribute")}
    found = {str(name): source.pairing.small(own.astype(int)) for name, own in sizes.items()}
    return {name: small for name, small in found.items() if small}


def audit_without(source: Source, small: Small) -> pd.DataFrame:
    """Audit a source as if nobody were in its small groups.

    Parameters
    ----------
    source : AuditSource or CountedSource
    small : mapping
        As ``small_groups`` gives them.

    Returns
    -------
    DataFrame
        See `fairlab.audit.source_groups.audit_source`.
    """
    if isinstance(source, CountedSource):
        return audit_tallies(lambda labelled: _large(source, small, labelled), source.known,
                             source.rows)  # fmt: skip
    kept = group_columns(source.groups)
    for name, left in small.items():
        own = kept[name].astype("category").cat
        named = zip(own.categories, level_names(own.categories), strict=True)
        kept[name] = own.remove_categories([level for level, word in named if word in left])
    return audit_source(replace(source, groups=pd.DataFrame(kept)))


def _large(source: CountedSource, small: Small, labelled: bool) -> dict[str, pd.DataFrame]:
    tallies = source.people.tallies(labelled).items()
    return {name: own[~own.index.isin([*small.get(name, ())])] for name, own in tallies}


def told_left_out(
    finding: Finding,
    metric: str,
    tables: Sequence[pd.DataFrame],
    fewest: int = 0,
    small: Small = NONE,
    words: Words = NO_WORDS,
) -> Finding:
    """Say beside a verdict which groups it is not about.

    Parameters
    ----------
    finding : Finding
    metric : str
        On which the limit is.
    tables : sequence of DataFrame
        The audits that were judged; a group is left out where none of them compares it.
    fewest : int
        People of the smallest group that is compared.
    small : mapping
        Which are smaller, as ``small_groups`` gives them.
    words : Words
        What attributes and groups are called.

    Examples
    --------
    >>> from fairlab.audit import audit_counts
    >>> cells = {"tn": [80, 80, 70], "fp": [9, 9, 8], "fn": [5, 6, 2], "tp": [5, 4, 1]}
    >>> audit = audit_counts({"sex": pd.DataFrame(cells, index=["f", "m", "x"])})
    >>> told_left_out(Finding("kept", "Kept."), "fair.sex/recall_parity", [audit]).sentence
    'Kept. Left out: x of sex has 3 bad events among 81 people, fewer than 5.'
    """
    found = [
        *(f"{one.of(words).words}, fewer than {fewest}" for one in _by_people(metric, small)),
        *(f"{one.of(words).words}, fewer than {MIN_SIZE}" for one in _by_rate(metric, tables)),
    ]
    if not found:
        return finding
    more = f"; and {len(found) - NAMED} more" if len(found) > NAMED else ""
    return replace(
        finding, sentence=f"{finding.sentence} Left out: {'; '.join(found[:NAMED])}{more}."
    )


def _by_people(metric: str, small: Small) -> Iterator[ThinGroup]:
    for name, left in small.items():
        if metric_word(name) == _attribute_word(metric):
            for group, people in left.items():
                yield ThinGroup(name, group, PEOPLE, people, people)


def _by_rate(metric: str, tables: Sequence[pd.DataFrame]) -> Iterator[ThinGroup]:
    """Name the groups that have too few of those whom the rate is a share of."""
    measured = find_metric(metric)
    if not isinstance(measured, GroupMetric):
        return
    every = pd.concat(tables)
    own = every["attribute"].map(metric_word) == _attribute_word(metric)
    every = every[own & (every["kind"] == "group")]
    rates = [rate.name for rate in measured.rates]
    for (name, group), rows in every.groupby(["attribute", "group"], sort=False):
        people = int(rows["size"].max())
        for rate, counted in rows.groupby("measure", sort=False):
            if rate in rates and people and counted["value"].isna().all():
                yield ThinGroup(name, group, rate, people, counted["size"].max())


def _attribute_word(metric: str) -> str:
    return metric.removeprefix("fair.").rpartition("/")[0]
