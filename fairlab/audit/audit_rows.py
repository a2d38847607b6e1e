"""The rows of a group audit: a rate of one group, and a metric of one attribute."""

from collections.abc import Iterator

import numpy as np

from fairlab.audit.measures import gap, parity
from fairlab.audit.metric_types import GroupMetric
from fairlab.audit.rate_comparison import Comparison
from fairlab.seeds import seed_for
from fairlab.stats.exact_tests import DRAWS, noise_floor

MOST_NOTES = 6  # of one measure; of many groups each may have its own


def rows_of_groups(attribute: str, comparison: Comparison) -> Iterator[dict]:
    """Write one rate of every group of an attribute.

    Parameters
    ----------
    attribute : str
        Whose groups are compared.
    comparison : Comparison
        Of one rate.

    Yields
    ------
    dict
        A row of the audit, of kind "group".
    """
    for place, group in enumerate(comparison.counts.index):
        yield {
            "attribute": attribute,
            "kind": "group",
            "measure": comparison.rate.name,
            "group": group,
            "value": comparison.rates[place],
            "hits": comparison.hits[place],
            "size": comparison.sizes[place],
            "note": comparison.why_not(place),
        }


def row_of_metric(
    attribute: str, metric: GroupMetric, tests: list[dict], compared: list[Comparison]
) -> dict:
    """Write one metric of an attribute.

    Parameters
    ----------
    attribute : str
        Whose groups are compared.
    metric : GroupMetric
        Which says how unequal they are.
    tests : list of dict
        Of each of its rates the p-values.
    compared : list of Comparison
        Each of its rates.

    Returns
    -------
    dict
        A row of the audit, of kind "attribute".
    """
    row: dict = {"attribute": attribute, "kind": "attribute", "measure": metric.name}
    return row | _tested(tests) | _measured(metric, compared)


def _tested(tests: list[dict]) -> dict:
    """Give the p-values of a measure: of several tests the smallest, times their number."""
    least = {column: np.min([test[column] for test in tests]) for column in ("p", "p_holm", "p_bh")}
    return {column: np.minimum(1.0, len(tests) * p) for column, p in least.items()}


def _measured(metric: GroupMetric, compared: list[Comparison]) -> dict:
    """Fill the columns of a metric that its p-values leave."""
    notes = dict.fromkeys(note for each in compared for note in each.notes())
    row: dict = {"note": _joined(list(notes))}
    if len(compared) == 1:
        row |= _totals(compared[0])
    if not all(each.comparable for each in compared):
        return row
    rates = [each.rates[each.judged] for each in compared]
    row["value"] = float(np.mean([metric.spread(each) for each in rates]))
    row["gap"] = float(np.mean([gap(each) for each in rates]))
    row["floor_mean"], row["floor_95"] = _floor(metric, compared)
    return row | _pair(compared[0]) if len(compared) == 1 else row


def _joined(notes: list[str]) -> str:
    """Join notes, of which there may be one per group."""
    shown = notes if len(notes) <= MOST_NOTES else notes[: MOST_NOTES - 1]
    rest = len(notes) - len(shown)
    return "; ".join(shown) + (f"; and {rest} more such notes" if rest else "")


def _totals(comparison: Comparison) -> dict:
    judged = comparison.judged
    return {"hits": comparison.hits[judged].sum(), "size": comparison.sizes[judged].sum()}


def _pair(comparison: Comparison) -> dict:
    first, second = comparison.pair
    low, high = comparison.interval
    return {
        "group": comparison.counts.index[first],
        "against": comparison.counts.index[second],
        "normalised": float(parity(comparison.rates[comparison.judged])),
        "difference": comparison.difference,
        "low": low,
        "high": high,
    }


def _floor(metric: GroupMetric, compared: list[Comparison]) -> tuple[float, float]:
    """Give the floor of a metric; rates that it averages are independent, given the margins."""
    if len(compared) == 1:
        chance = compared[0].chance
        return noise_floor(metric.spread(chance.rates), chance.weights, metric.tail)
    rng = np.random.default_rng(seed_for(compared[0].seed, "audit", metric.name))
    drawn = np.zeros(DRAWS)
    for each in compared:
        chance = each.chance
        drawn += rng.choice(metric.spread(chance.rates), DRAWS, p=chance.weights) / len(compared)
    return noise_floor(drawn, np.full(DRAWS, 1 / DRAWS), metric.tail)
