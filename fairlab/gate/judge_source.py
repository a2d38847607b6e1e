"""Limits on decisions that are audited as they are, without a record of them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import isnan, nan

import pandas as pd

from fairlab.audit.basic_statistics import basic_statistics
from fairlab.audit.counted.counted_source import CountedSource
from fairlab.audit.metric_names import fairness_metrics, fairness_notes
from fairlab.audit.registry import accuracy_metrics, find_metric, is_gateable
from fairlab.audit.source_groups import audit_source
from fairlab.audit.sources import AuditSource
from fairlab.audit.statement import levels
from fairlab.audit.statements import ACCURACY, family_of_statements
from fairlab.errors import RequestError
from fairlab.gate.judge_groups import is_by_pairs, judge_groups
from fairlab.gate.judge_limit import judge
from fairlab.gate.left_out import audit_without, small_groups, told_left_out
from fairlab.gate.limits import Limit, in_words, read_limits
from fairlab.gate.measure_interval import measure_interval
from fairlab.gate.metric_interval import MetricInterval
from fairlab.gate.policy import Policy
from fairlab.gate.verdicts import Finding

Source = AuditSource | CountedSource
PART, GROUPS = "test/", "fair."
_BASIS = "by the people who were decided about"


def judge_source(
    source: Source,
    groups: pd.DataFrame,
    most: Sequence[str],
    least: Sequence[str],
    policy: Policy | None = None,
) -> list[Finding]:
    """Hold decisions against limits, those of every model that is in the source.

    Parameters
    ----------
    source : AuditSource or CountedSource
    groups : DataFrame
        What ``audit_source`` gives of it.
    most, least : sequence of str
        Each ``metric=value``.
    policy : Policy, optional
        What must be measured besides, and its limits.

    Raises
    ------
    RequestError
        A limit makes no sense, or is one between groups whose people weigh differently.

    Examples
    --------
    >>> sex = pd.DataFrame({"sex": pd.Categorical(["f", "m"] * 50)})
    >>> flagged = pd.Series([True, False] * 45 + [False] * 10)
    >>> source = AuditSource("t", "", None, flagged, sex, strategy="rules")
    >>> limit = "fair.sex/adverse_impact_ratio=0.8"
    >>> judge_source(source, audit_source(source), [], [limit])[0].verdict
    'broken'
    """
    known = _known(source, groups)
    if not source.known:
        _refuse_unlabelled([*most, *least], known)
    limits = read_limits(most, least, known) if most or least or policy is None else ()
    limits = in_words(limits + (policy.limits(known) if policy else ()), source.words)
    weighed = [limit.metric for limit in limits if limit.metric.startswith(GROUPS)]
    if isinstance(source, AuditSource) and source.weight is not None and weighed:
        raise RequestError(
            f"The limit on {weighed[0]} is tested by counts of people, and these weigh "
            "differently.\nLeave --weight out, or the limit."
        )
    found: list[Finding] = []
    for one, its_groups in _each(source, groups):
        found += _of_compared(one, its_groups, limits)
        found += policy.not_measured(one.strategy, known) if policy else ()
    return found


def _refuse_unlabelled(limits: Sequence[str], known: Sequence[str]) -> None:
    """Refuse limits on metrics of which no group has one, since nobody knows what happened."""
    measured = {name.rpartition("/")[2] for name in known}
    for metric in (text.rpartition("=")[0] for text in limits):
        if find_metric(metric) and metric.rpartition("/")[2] not in measured:
            lack = f"{metric} needs what happened, and where a limit is set nothing is guessed."
            raise RequestError(f"{lack}\nGive it: y=...", f"{lack}\nName it: --label COLUMN")


def _known(source: Source, groups: pd.DataFrame) -> list[str]:
    if not source.known:
        return [*fairness_metrics(groups)]
    having = [m for m in accuracy_metrics() if m.of_counts or source.has_scores]
    named = [f"{PART}{metric.name}" for metric in having if metric.recorded]
    return [name for name in [*named, *fairness_metrics(groups)] if is_gateable(name)]


def _each(source: Source, groups: pd.DataFrame) -> Iterator[tuple[Source, pd.DataFrame]]:
    """Take the models one by one."""
    yield source, groups
    if isinstance(source, CountedSource):
        return
    for name, (decision, score) in source.challengers.items():
        one = replace(source, strategy=name, decision=decision, score=score, challengers={})
        yield one, audit_source(one)


def _of_compared(
    source: Source, groups: pd.DataFrame, limits: Sequence[Limit]
) -> Iterator[Finding]:
    """Judge the groups that are large enough to be compared, and say which are not."""
    small = small_groups(source, groups)
    compared = audit_without(source, small) if small else groups
    for limit, found in zip(limits, _judged(source, compared, limits), strict=True):
        yield told_left_out(
            found, limit.metric, [compared], source.pairing.fewest, small, source.words
        )


def _judged(source: Source, groups: pd.DataFrame, limits: Sequence[Limit]) -> Iterator[Finding]:
    figures = fairness_metrics(groups)
    run = pd.DataFrame([{"run_id": source.strategy} | figures])
    called = groups.assign(group=source.words.of(groups)["group"])
    for limit in limits:
        value = figures.get(limit.metric, nan)
        if is_by_pairs(limit.metric) and not isnan(value):
            yield judge_groups(source.strategy, limit, run, lambda _: {"groups": called})
        elif limit.metric.startswith(GROUPS):
            yield judge(source.strategy, limit, _of_groups(groups, limit.metric, value))
        else:
            yield judge(source.strategy, limit, _of_accuracy(source, limit.metric))


def _of_groups(groups: pd.DataFrame, metric: str, value: float) -> MetricInterval:
    found = None if isnan(value) else measure_interval(groups, metric)
    if found is None:
        why = fairness_notes(groups).get(metric, "no groups to compare")
        return MetricInterval(value, value, value, why, whole=False)
    return MetricInterval(value, *found, _BASIS)


def _of_accuracy(source: Source, metric: str) -> MetricInterval:
    made = (
        source.statistics
        if isinstance(source, CountedSource)
        else basic_statistics(replace(source, challengers={}).judged)
    )
    said = [one for one in levels(made, source.strategy) if f"{PART}{one.metric}" == metric]
    found = family_of_statements(made, ACCURACY, said)
    if found.empty:
        return MetricInterval(nan, nan, nan, "it needs scores", whole=False)
    row = found.iloc[0]
    told = MetricInterval(row["estimate"], row["low"], row["high"], row["note"] or _BASIS)
    return told if row["note"] == "" else replace(told, whole=False)
