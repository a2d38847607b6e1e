import numpy as np
import pandas as pd
import pytest
from scipy.stats import beta, binom, binomtest

from fairlab.clones import compare_pairs
from fairlab.clones.pairs import share_of, treated_differently


def decisions(both, only_first, only_second, neither):
    rows = [(1, 1)] * both + [(1, 0)] * only_first + [(0, 1)] * only_second + [(0, 0)] * neither
    return pd.DataFrame(rows, columns=["a", "b"], dtype=bool)


@pytest.mark.parametrize("counts", [(5, 7, 2, 3), (0, 1, 0, 0), (9, 4, 4, 9), (100, 3, 19, 7)])
def test_mcnemar_is_the_exact_binomial_test_of_the_discordant_pairs(counts):
    _, first, second, _ = counts
    row = compare_pairs(decisions(*counts)).iloc[0]
    assert row[["both", "only_first", "only_second", "neither"]].tolist() == list(counts)
    assert row["p"] == pytest.approx(binomtest(first, first + second).pvalue, rel=1e-12)
    # By hand: twice the smaller tail of fair coins, at most 1.
    tail = binom.cdf(min(first, second), first + second, 0.5)
    assert row["p"] == pytest.approx(min(1, 2 * tail), rel=1e-9)


@pytest.mark.parametrize(("flips", "profiles"), [(0, 50), (3, 50), (50, 50)])
def test_the_interval_is_that_of_clopper_and_pearson(flips, profiles):
    found = share_of(flips, profiles)
    low = beta.ppf(0.025, flips, profiles - flips + 1) if flips else 0
    high = beta.ppf(0.975, flips + 1, profiles - flips) if flips < profiles else 1
    assert (found["low"], found["high"]) == pytest.approx((low, high), abs=1e-9)


def test_without_a_flip_there_is_no_p_and_a_note_says_why():
    row = compare_pairs(decisions(5, 0, 0, 5)).iloc[0]
    assert np.isnan(row["p"])
    assert np.isnan(row["p_holm"])
    assert row["favoured"] == ""
    assert "no flip" in row["note"]


def test_holm_over_the_pairs_that_have_flips():
    rng = np.random.default_rng(0)
    approved = pd.DataFrame({"a": rng.random(300) < 0.5, "b": rng.random(300) < 0.6})
    approved["c"] = approved["a"]
    approved["d"] = rng.random(300) < 0.75
    table = compare_pairs(approved)
    assert table["p"].isna().sum() == 1
    tested = table.dropna(subset="p")
    p = tested["p"].to_numpy()
    for row in tested.itertuples():
        # Holm: the largest of what the smaller p-values are multiplied by.
        worst = max((len(p) - rank) * q for rank, q in enumerate(sorted(p)) if q <= row.p)
        assert row.p_holm == pytest.approx(min(1, worst), rel=1e-12)
    assert (table["favoured"] != "").tolist() == (table["p_holm"] < 0.05).tolist()


def test_whoever_is_approved_alone_more_often_is_favoured():
    assert compare_pairs(decisions(0, 9, 0, 0))["favoured"].tolist() == ["a"]
    assert compare_pairs(decisions(0, 0, 9, 0))["favoured"].tolist() == ["b"]
    assert compare_pairs(decisions(0, 5, 4, 0))["favoured"].tolist() == [""]


def test_a_profile_flips_once_however_many_clones_differ():
    approved = pd.DataFrame([[1, 1, 1], [1, 0, 0], [0, 1, 0], [0, 0, 0]], dtype=bool)
    assert treated_differently(approved)["flips"] == 2


@pytest.mark.slow
def test_false_alarms_are_at_most_as_many_as_promised():
    """Clones approved by independent coins: whom the coins favour is nobody."""
    audits, alarms = 150, 0
    rng = np.random.default_rng(5)
    for _ in range(audits):
        approved = pd.DataFrame(rng.random((60, 3)) < 0.5, columns=list("abc"))
        alarms += (compare_pairs(approved)["p_holm"] < 0.05).any()
    assert binomtest(alarms, audits, 0.05, alternative="greater").pvalue > 1e-3
    assert alarms > 0
