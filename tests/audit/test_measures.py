import numpy as np

from fairlab.audit.counts import CELLS
from fairlab.audit.measures import MEASURES, RATES, gap, parity, ratio


def test_measures_look_at_rates_that_exist():
    known = {rate.name for rate in RATES}
    assert {name for measure in MEASURES for name in measure.rates} == known
    assert len({measure.name for measure in MEASURES}) == len(MEASURES)


def test_no_cell_is_both_hit_and_miss():
    for rate in RATES:
        cells = rate.hits + rate.misses
        assert len(set(cells)) == len(cells)
        assert set(cells) <= set(CELLS)


def test_precision_and_recall_are_the_family_of_the_study():
    assert {rate.name for rate in RATES if rate.family == "study"} == {"precision", "recall"}


def test_spreads_work_on_the_last_axis():
    rates = np.array([[0.2, 0.4, 0.3], [0.0, 0.0, 0.0], [0.0, 1.0, 0.5]])
    np.testing.assert_array_equal(gap(rates), [0.2, 0.0, 1.0])
    np.testing.assert_array_equal(parity(rates), [0.5, np.nan, 1.0])
    np.testing.assert_array_equal(ratio(rates), [0.5, np.nan, 0.0])


def test_every_rate_is_a_share_of_these_cells():
    assert {rate.name: (rate.hits, rate.misses, rate.empty, rate.family) for rate in RATES} == {
        "precision": (("tp",), ("fp",), "nothing flagged", "study"),
        "recall": (("tp",), ("fn",), "no positives", "study"),
        "fpr": (("fp",), ("tn",), "no negatives", "exploratory"),
        "npv": (("tn",), ("fn",), "everything flagged", "exploratory"),
        "selection_rate": (("tp", "fp"), ("fn", "tn"), "0 rows", "exploratory"),
    }


def test_only_of_a_ratio_is_the_low_end_unfair():
    tails = {measure.name: measure.tail for measure in MEASURES}
    assert tails.pop("disparate_impact_ratio") == 0.05
    assert set(tails.values()) == {0.95}


def test_spreads_of_one_rate_alone():
    assert (gap(np.array([0.3])), parity(np.array([0.4])), ratio(np.array([0.4]))) == (0, 0, 1)
    assert np.isnan(parity(np.zeros(2)))
    assert np.isnan(ratio(np.zeros(2)))
