"""Group fairness: are flags as often right, and bad events as often caught, in every group?"""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd
from numpy.typing import ArrayLike

from fairlab.audit.audit_rows import row_of_metric, rows_of_groups
from fairlab.audit.counts import tallies
from fairlab.audit.group_columns import in_no_group
from fairlab.audit.metric_types import GroupMetric, Rate
from fairlab.audit.rate_comparison import Comparison
from fairlab.audit.registry import group_metrics
from fairlab.stats.corrected_families import corrected

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
    found = audit_counts(tallies(y, flagged, groups), seed, min_size)
    for attribute, said in in_no_group(groups):
        of_it = (found["attribute"] == attribute) & (found["kind"] == "attribute")
        found.loc[of_it, "note"] = [f"{note} {said}".strip() for note in found.loc[of_it, "note"]]
    return found


def audit_counts(
    counts: Mapping[str, pd.DataFrame],
    seed: int = 0,
    min_size: int = MIN_SIZE,
    metrics: Sequence[GroupMetric] | None = None,
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
    metrics : sequence of GroupMetric, optional
        These alone and the rates that they look at; p-values are then corrected over fewer tests
        than those of a whole audit.

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
          over a family: precision and recall of all attributes are one, the study's; who is
          flagged and who approved are another, that of lending; the other rates are exploratory.
          A rate and its complement are one test, however many measures show them;
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
    chosen = group_metrics() if metrics is None else metrics
    made = {
        (attribute, rate): Comparison(rate, table, min_size, seed)
        for attribute, table in counts.items()
        for rate in dict.fromkeys(rate for metric in chosen for rate in metric.rates)
    }
    tests = _tests(made)
    rows = [row for attribute in counts for row in _rows(attribute, chosen, made, tests)]
    found = pd.DataFrame(rows, columns=list(COLUMNS))
    return found.assign(**{name: found[name].astype("str") for name in ("group", "against")})


Made = Mapping[tuple[str, Rate], Comparison]
Tests = Mapping[tuple[str, frozenset], dict]


def _tests(made: Made) -> Tests:
    """Test each rate once, also where its complement is looked at too, and correct by family."""
    tested: dict[tuple[str, frozenset], Comparison] = {}
    for (attribute, rate), comparison in made.items():
        tested.setdefault((attribute, rate.test), comparison)
    p = pd.Series([each.p for each in tested.values()], dtype=float)
    family = pd.Series([each.rate.family for each in tested.values()], dtype=object)
    return dict(zip(tested, corrected(p, family).to_dict("records"), strict=True))


def _rows(
    attribute: str, metrics: Sequence[GroupMetric], made: Made, tests: Tests
) -> Iterator[dict]:
    for (mine, _), comparison in made.items():
        if mine == attribute:
            yield from rows_of_groups(attribute, comparison)
    for metric in metrics:
        tested = [tests[attribute, rate.test] for rate in metric.rates]
        compared = [made[attribute, rate] for rate in metric.rates]
        yield row_of_metric(attribute, metric, tested, compared)
