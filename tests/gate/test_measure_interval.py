"""The interval of a measure holds the true measure, whatever the number and size of groups."""

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binomtest

from fairlab.audit import audit_counts
from fairlab.audit.measures import gap, parity, ratio
from fairlab.gate.measure_interval import exact_interval, measure_interval

pytestmark = pytest.mark.slow

PROMISED = 0.95


def audit_of(hits, size):
    """An audit of groups with these recalls; nothing else is asked of it."""
    counts = pd.DataFrame({"tn": 50, "fp": 5, "fn": size - hits, "tp": hits})
    return audit_counts({"g": counts})


@pytest.mark.parametrize(
    ("rates", "sizes"),
    [
        ([0.3, 0.3], [200, 20]),
        ([0.2, 0.4], [100, 100]),
        ([0.1] * 7, [300, 12, 9, 40, 25, 8, 60]),
        ([0.3, 0.15, 0.2], [30, 80, 500]),
    ],
)
@pytest.mark.parametrize(
    ("measure", "spread"),
    [("recall_parity", parity), ("equal_opportunity_difference", gap)],
)
def test_it_covers_at_least_as_often_as_promised(rates, sizes, measure, spread):
    rng = np.random.default_rng(1)
    truth = float(spread(np.array(rates)))
    draws = rng.binomial(sizes, rates, size=(100, len(rates)))
    held = 0
    for hits in draws:
        groups = pd.DataFrame(
            {"attribute": "g", "kind": "group", "measure": "recall", "hits": hits,
             "size": sizes, "value": hits / np.array(sizes)}
        )  # fmt: skip
        low, high = measure_interval(groups, f"fair.g/{measure}")
        held += low <= truth <= high
    assert held / len(draws) >= PROMISED


def test_the_measure_that_was_seen_lies_within():
    audit = audit_of(np.array([10, 40, 2]), np.array([50, 100, 9]))
    of_attribute = audit[audit["kind"] == "attribute"].set_index("measure")["value"]
    for measure, seen in of_attribute.items():
        low, high = measure_interval(audit, f"fair.g/{measure}")
        assert low <= seen <= high


def test_a_ratio_is_one_minus_a_parity():
    audit = audit_of(np.array([10, 60]), np.array([100, 100]))
    low, high = measure_interval(audit, "fair.g/selection_rate_parity")
    turned = measure_interval(audit, "fair.g/flag_rate_ratio")
    assert turned == pytest.approx((1 - high, 1 - low))
    assert ratio(np.array([0.2, 0.4])) == 0.5


def test_groups_too_small_to_judge_are_left_out():
    with_few = audit_of(np.array([10, 60, 2]), np.array([100, 100, 3]))
    without = audit_of(np.array([10, 60]), np.array([100, 100]))
    name = "fair.g/recall_parity"
    assert measure_interval(with_few, name) == measure_interval(without, name)


def test_what_is_no_measure_has_no_interval():
    audit = audit_of(np.array([10, 60]), np.array([100, 100]))
    assert measure_interval(audit, "fair.g/fisher_p_recall") is None


def test_intervals_of_rates_are_scipys():
    hits, size = np.array([0, 3, 10]), np.array([10, 10, 10])
    for low, high, k in zip(*exact_interval(hits, size), hits, strict=True):
        expected = binomtest(int(k), 10).proportion_ci(method="exact")
        assert (low, high) == pytest.approx(tuple(expected))
