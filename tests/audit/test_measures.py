import numpy as np

from fairlab.audit.counts import CELLS
from fairlab.audit.measures import gap, parity, ratio
from fairlab.audit.registry import group_metrics, rates


def test_no_cell_is_both_hit_and_miss():
    for rate in rates():
        cells = rate.hits + rate.misses
        assert len(set(cells)) == len(cells)
        assert set(cells) <= set(CELLS)


def test_precision_and_recall_are_the_family_of_the_study():
    assert {rate.name for rate in rates() if rate.family == "study"} == {"precision", "recall"}


def test_spreads_work_on_the_last_axis():
    found = np.array([[0.2, 0.4, 0.3], [0.0, 0.0, 0.0], [0.0, 1.0, 0.5]])
    np.testing.assert_array_equal(gap(found), [0.2, 0.0, 1.0])
    np.testing.assert_array_equal(parity(found), [0.5, np.nan, 1.0])
    np.testing.assert_array_equal(ratio(found), [0.5, np.nan, 0.0])


def test_every_rate_is_a_share_of_these_cells():
    cells = {rate.name: (rate.hits, rate.misses, rate.empty, rate.family) for rate in rates()}
    assert cells == {
        "precision": (("tp",), ("fp",), "nothing flagged", "study"),
        "recall": (("tp",), ("fn",), "no positives", "study"),
        "fpr": (("fp",), ("tn",), "no negatives", "exploratory"),
        "npv": (("tn",), ("fn",), "everything flagged", "exploratory"),
        "selection_rate": (("tp", "fp"), ("fn", "tn"), "0 rows", "lending"),
        "approval_rate": (("tn", "fn"), ("fp", "tp"), "0 rows", "lending"),
    }


def test_only_of_a_ratio_is_the_low_end_unfair():
    tails = {metric.name: metric.tail for metric in group_metrics()}
    ratios = {name for name in tails if name.endswith("_ratio")}
    assert ratios == {"adverse_impact_ratio", "flag_rate_ratio"}
    assert all(tail == (0.05 if name in ratios else 0.95) for name, tail in tails.items())


def test_spreads_of_one_rate_alone():
    assert (gap(np.array([0.3])), parity(np.array([0.4])), ratio(np.array([0.4]))) == (0, 0, 1)
    assert np.isnan(parity(np.zeros(2)))
    assert np.isnan(ratio(np.zeros(2)))
