"""What can be said of groups and strategies: signed differences of basic statistics."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from fairlab.audit.basic_statistics import BasicStatistics
from fairlab.audit.pairing import REST, Pairing
from fairlab.audit.registry import (
    accuracy_metrics,
    compared_as_ratio,
    compared_rates,
    overall_metrics,
    rates,
)
from fairlab.audit.statistic_rows import EVERYONE, GROUP, RANK

Kind = Literal["gap", "ratio", "change", "level"]
Moved = Literal["how many", "ranks", "whom"]


@dataclass(frozen=True)
class Statement:
    """A signed difference of basic statistics.

    Parameters
    ----------
    kind : {"gap", "ratio", "change", "level"}
        A group against its rest, by a difference or a ratio; a strategy against another; a
        metric of all rows as it is.
    strategy, against : str
        Of whom it is; whom it is compared to, or empty.
    attribute, group, rest : str
        Whom it is about; empty of everyone.
    metric : str
        A rate, ``rank``, or a metric of accuracy.
    plus, minus : tuple of int
        Places of the basic statistics that are added, and taken off.
    """

    kind: Kind
    strategy: str
    against: str
    attribute: str
    group: object
    rest: object
    metric: str
    plus: tuple[int, ...]
    minus: tuple[int, ...]

    @cached_property
    def is_ratio(self) -> bool:
        """Whether logarithms are subtracted."""
        return bool(self.attribute) and compared_as_ratio(self.metric)

    @cached_property
    def moves_by(self) -> Moved:
        """What a model moves it by: how many it flags, how it ranks, or whom it flags."""
        of_scores = {metric.name for metric in accuracy_metrics() if metric.of_scores}
        if self.metric in {RANK, *of_scores}:
            return "ranks"
        of_labels = {rate.name for rate in rates() if rate.needs_labels}
        return "whom" if self.attribute and self.metric in of_labels else "how many"


def usual_metrics() -> tuple[str, ...]:
    """Name what is said of groups without being asked: rates that are compared, and ranks.

    Examples
    --------
    >>> usual_metrics()
    ('recall', 'precision', 'selection_rate', 'approval_rate', 'rank')
    """
    return (*(rate.name for rate in compared_rates()), RANK)


def every_metric() -> tuple[str, ...]:
    """Name all that can be said of groups: every rate, and ranks.

    Examples
    --------
    >>> [name for name in every_metric() if name not in usual_metrics()]
    ['fpr', 'npv']
    """
    return (*(rate.name for rate in rates()), RANK)


def gaps(
    statistics: BasicStatistics,
    strategy: str,
    metrics: Sequence[str] | None = None,
    pairing: Pairing | None = None,
) -> list[Statement]:
    """List what separates groups under one strategy.

    Parameters
    ----------
    statistics : BasicStatistics
    strategy : str
        Of whom.
    metrics : sequence of str, optional
        Rates of the registry and ``rank``; all of them when left out.
    pairing : Pairing, optional
        Which groups are held against which; each against its rest where left out.

    Returns
    -------
    list of Statement
        None of ranks where there are no scores.

    Raises
    ------
    LookupError
        A metric is none of them.
    """
    known = every_metric()
    metrics = known if metrics is None else metrics
    if strange := [name for name in metrics if name not in known]:
        raise LookupError(f"{strange[0]!r} is not among {', '.join(known)}")
    place, made = statistics.place, []
    for attribute, group, rest in _pairs(statistics, strategy, pairing or Pairing()):
        for metric in metrics:
            second = (group, REST) if rest == REST else (rest, GROUP)
            sides = [(strategy, attribute, *of, metric) for of in ((group, GROUP), second)]
            if all(side in place for side in sides):
                plus, minus = ((place[side],) for side in sides)
                kind: Kind = "ratio" if compared_as_ratio(metric) else "gap"
                made.append(
                    Statement(kind, strategy, "", attribute, group, rest, metric, plus, minus)
                )
    return made


def levels(statistics: BasicStatistics, strategy: str) -> list[Statement]:
    """List every metric of accuracy of one strategy, as it is.

    Parameters
    ----------
    statistics : BasicStatistics
    strategy : str
        Of whom.
    """
    place, made = statistics.place, []
    for name in (metric.name for metric in overall_metrics()):
        at = place.get((strategy, "", "", EVERYONE, name))
        if at is not None:
            made.append(Statement("level", strategy, "", "", "", "", name, (at,), ()))
    return made


def changes(
    statistics: BasicStatistics,
    strategy: str,
    baseline: str,
    metrics: Sequence[str] | None = None,
    pairing: Pairing | None = None,
) -> list[Statement]:
    """List what a strategy does to every gap and to accuracy, against another strategy.

    Parameters
    ----------
    statistics : BasicStatistics
    strategy, baseline : str
        Who is compared to whom.
    metrics, pairing
        Of the gaps, see `gaps`.

    Returns
    -------
    list of Statement
        Accuracy that is compared by the registry first, then gaps; with all metrics of gaps also
        accuracy that is compared on demand.
    """
    made, every = [], metrics is None or set(metrics) >= set(every_metric())

    def accuracy(found: BasicStatistics, name: str) -> list[Statement]:
        compared = {one.name for one in overall_metrics() if one.compared or every}
        return [one for one in levels(found, name) if one.metric in compared]

    for of in (accuracy, lambda found, name: gaps(found, name, metrics, pairing)):
        before = {_about(one): one for one in of(statistics, baseline)}
        made += [
            Statement(
                "change",
                strategy,
                baseline,
                one.attribute,
                one.group,
                one.rest,
                one.metric,
                (*one.plus, *before[_about(one)].minus),
                (*one.minus, *before[_about(one)].plus),
            )
            for one in of(statistics, strategy)
            if _about(one) in before
        ]
    return made


def _about(statement: Statement) -> tuple:
    return statement.attribute, statement.group, statement.rest, statement.metric


def _pairs(
    statistics: BasicStatistics, strategy: str, pairing: Pairing
) -> Iterator[tuple[str, object, object]]:
    for attribute, sizes in statistics.sizes.get(strategy, {}).items():
        yield from ((attribute, *pair) for pair in pairing.of(attribute, sizes))
