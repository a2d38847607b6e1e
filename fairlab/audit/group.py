"""Group fairness: are flags as often right, and bad events as often caught, in every group?"""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from fairlab.audit.counts import tallies
from fairlab.audit.measures import MEASURES, RATES, Measure, gap, parity
from fairlab.audit.rate_comparison import Comparison
from fairlab.seeds import seed_for
from fairlab.stats.corrected_families import corrected
from fairlab.stats.exact_tests import DRAWS, noise_floor

MIN_SIZE = 5
COLUMNS = (
    *("attribute", "kind", "measure", "group", "against", "value", "gap", "normalised"),
    *("difference", "low", "high", "p", "p_holm", "p_bh", "floor_mean", "floor_95"),
    *("hits", "size", "note"),
)


def audit_groups(
    y: ArrayLike, flagged: ArrayLike, groups: pd.DataFrame, seed: int = 0, min_size: int = MIN_SIZE
) -> pd.DataFrame:
    """Compare the groups of every sensitive attribute.

    Parameters
    ----------
    y : array of 0 and 1, shape (rows,)
        What happened; 1 is the bad event.
    flagged : array of 0 and 1, shape (rows,)
        What was decided.
    groups : DataFrame of categoricals, shape (rows, attributes)
        Which group each row is in, as `fairlab.data.Groups.of` gives it.
    seed : int
        The seed of the run; only the test of more than two groups may draw.
    min_size : int
        With fewer rows a group's rate is NaN and the group is compared with none.

    Returns
    -------
    DataFrame
        See `audit_counts`.

    Examples
    --------
    >>> groups = pd.DataFrame({"sex": pd.Categorical(["f"] * 10 + ["m"] * 10)})
    >>> y, flagged = [1] * 20, [1] * 8 + [0] * 2 + [1] * 2 + [0] * 8
    >>> frame = audit_groups(y, flagged, groups).set_index("measure")
    >>> frame.loc["recall_parity", ["value", "difference", "p"]].astype(float).round(3).tolist()
    [0.75, 0.6, 0.023]
    """
    return audit_counts(tallies(y, flagged, groups), seed, min_size)


def audit_counts(
    counts: Mapping[str, pd.DataFrame], seed: int = 0, min_size: int = MIN_SIZE
) -> pd.DataFrame:
    """Compare groups by their counts alone.

    Parameters
    ----------
    counts : mapping of attribute to DataFrame
        One row per group; columns tn, fp, fn, tp, in rows of data, as `tally` gives them.
    seed : int
        The seed of the run; only the test of more than two groups may draw.
    min_size : int
        With fewer rows a group's rate is NaN and the group is compared with none.

    Returns
    -------
    DataFrame
        Rows of kind "group", one per attribute, rate and group, hold ``value``, ``hits`` and
        ``size``. Rows of kind "attribute", one per attribute and measure, hold

        - ``value`` of the measure; ``gap`` (largest minus smallest rate) and ``normalised`` (that
          gap as a share of the largest rate) of the rate behind it;
        - ``difference`` of ``group`` minus ``against``, the two groups in their order or, of
          more, the highest and the lowest, with its 95 % interval ``low`` to ``high``;
        - ``p`` of the exact test that the groups are equal, corrected as ``p_holm`` and ``p_bh``
          over a family: precision and recall of all attributes are one, the study's; the other
          rates are another, exploratory. A rate is one test, however many measures show it;
        - ``floor_mean`` and ``floor_95``: the mean of the measure, and the edge that 95 % stay
          within, in groups that are equal and as large as these;
        - ``hits`` and ``size`` of all groups that were compared.

        A measure of two rates (equalized odds) is the mean over them, for more than two groups
        too, each with its own extreme groups; its p-values are the smaller of the two doubled
        (Bonferroni), and it has no pair. What is undefined is NaN, and ``note`` says why.

    References
    ----------
    van der Pol (2026), sections 5.1.1 and 5.1.3; Miettinen and Nurminen (1985).

    Examples
    --------
    >>> dutch = pd.DataFrame({"tn": [4157, 37888], "fp": [73, 64], "fn": [278, 744],
    ...     "tp": [28, 55]}, index=["no", "yes"])
    >>> frame = audit_counts({"dutch": dutch}).set_index("measure")
    >>> frame.loc["precision_parity", ["value", "p"]].astype(float).round(4).tolist()
    [0.4002, 0.0054]
    """
    made = {
        (attribute, rate.name): Comparison(rate, table, min_size, seed)
        for attribute, table in counts.items()
        for rate in RATES
    }
    p = pd.Series([each.p for each in made.values()], dtype=float)
    family = pd.Series([each.rate.family for each in made.values()], dtype=object)
    tests = dict(zip(made, corrected(p, family).to_dict("records"), strict=True))
    rows = [row for attribute in counts for row in _rows(attribute, made, tests)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype({"group": "str", "against": "str"})


Made = Mapping[tuple[str, str], Comparison]
Tests = Mapping[tuple[str, str], dict]


def _rows(attribute: str, made: Made, tests: Tests) -> Iterator[dict]:
    for rate in RATES:
        yield from _group_rows(attribute, made[attribute, rate.name])
    for measure in MEASURES:
        keys = [(attribute, rate) for rate in measure.rates]
        row: dict = {"attribute": attribute, "kind": "attribute", "measure": measure.name}
        row |= _tested([tests[key] for key in keys])
        yield row | _measured(measure, [made[key] for key in keys])


def _group_rows(attribute: str, comparison: Comparison) -> Iterator[dict]:
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


def _tested(tests: list[dict]) -> dict:
    """Give the p-values of a measure: of several tests the smallest, times their number."""
    least = {column: np.min([test[column] for test in tests]) for column in ("p", "p_holm", "p_bh")}
    return {column: np.minimum(1.0, len(tests) * p) for column, p in least.items()}


def _measured(measure: Measure, compared: list[Comparison]) -> dict:
    """Fill the columns of a measure that its p-values leave."""
    notes = dict.fromkeys(note for each in compared for note in each.notes())
    row: dict = {"note": "; ".join(notes)}
    if len(compared) == 1:
        row |= _totals(compared[0])
    if not all(each.comparable for each in compared):
        return row
    rates = [each.rates[each.judged] for each in compared]
    row["value"] = float(np.mean([measure.spread(each) for each in rates]))
    row["gap"] = float(np.mean([gap(each) for each in rates]))
    row["floor_mean"], row["floor_95"] = _floor(measure, compared)
    return row | _pair(compared[0]) if len(compared) == 1 else row


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


def _floor(measure: Measure, compared: list[Comparison]) -> tuple[float, float]:
    """Give the floor of a measure; rates that it averages are independent, given the margins."""
    if len(compared) == 1:
        chance = compared[0].chance
        return noise_floor(measure.spread(chance.rates), chance.weights, measure.tail)
    rng = np.random.default_rng(seed_for(compared[0].seed, "audit", measure.name))
    drawn = np.zeros(DRAWS)
    for each in compared:
        chance = each.chance
        drawn += rng.choice(measure.spread(chance.rates), DRAWS, p=chance.weights) / len(compared)
    return noise_floor(drawn, np.full(DRAWS, 1 / DRAWS), measure.tail)
