"""What must not change an audit, and what must change it in one direction only."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import binom, binomtest, hypergeom

from fairlab.audit import audit_counts, audit_groups, performance, performance_of_counts
from fairlab.data import loans
from fairlab.stats.exact_tests import Chance

CELLS = ["tn", "fp", "fn", "tp"]
NUMBERS = [
    *("value", "gap", "normalised", "p", "p_holm", "p_bh", "floor_mean", "floor_95"),
    *("hits", "size"),
]
quick = settings(max_examples=15, deadline=None)


TWO_TO_FOUR, TO_A_DOZEN = st.integers(2, 4), st.integers(0, 12)


@st.composite
def tables(draw, groups=TWO_TO_FOUR, cell=TO_A_DOZEN):
    """Counts per group; empty groups and empty cells are common."""
    names = list("abcd")[: draw(groups)]
    return pd.DataFrame([[draw(cell) for _ in CELLS] for _ in names], names, CELLS)


two_groups = tables(groups=st.just(2), cell=st.integers(0, 40))
min_sizes = st.sampled_from([1, 5])


def audited(counts, min_size=1):
    """The rows of measures, and the rates of groups."""
    frame = audit_counts({"a": counts}, min_size=min_size)
    measures = frame[frame["kind"] == "attribute"].set_index("measure")
    groups = frame[frame["kind"] == "group"].set_index(["measure", "group"])["value"]
    return measures, groups


def measured(counts, min_size=1):
    return audited(counts, min_size)[0]


def people(counts):
    """One row of data for every row that is counted."""
    cells = [(name, place // 2, place % 2) for name in counts.index for place in range(4)]
    rows = np.repeat(np.arange(len(cells)), counts.to_numpy().ravel())
    names, y, flagged = zip(*(cells[row] for row in rows), strict=True)
    groups = pd.DataFrame({"a": pd.Categorical(names, categories=counts.index)})
    return np.array(y), np.array(flagged), groups


@quick
@given(tables(), min_sizes, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(counts, min_size, random):
    assume(counts.to_numpy().sum())
    y, flagged, groups = people(counts)
    order = list(range(len(y)))
    random.shuffle(order)
    shuffled = audit_groups(y[order], flagged[order], groups.iloc[order], min_size=min_size)
    pd.testing.assert_frame_equal(
        shuffled, audit_groups(y, flagged, groups, min_size=min_size), check_exact=True
    )
    pd.testing.assert_frame_equal(
        shuffled, audit_counts({"a": counts}, min_size=min_size), check_exact=True
    )


@quick
@given(tables(), min_sizes, st.permutations(list("zyxw")), st.randoms(use_true_random=False))
def test_names_and_order_of_groups_do_not_matter(counts, min_size, names, random):
    renamed = counts.set_axis(names[: len(counts)]).sample(
        frac=1, random_state=random.randrange(1000)
    )
    pd.testing.assert_frame_equal(
        measured(renamed, min_size)[NUMBERS],
        measured(counts, min_size)[NUMBERS],
        rtol=0,
        atol=1e-12,
    )


def test_names_do_not_matter_where_tables_are_drawn():
    counts = pd.DataFrame(
        [[60, 30, 60, 40], [60, 40, 50, 50], [70, 35, 60, 40], [80, 40, 40, 60], [60, 30, 60, 40]],
        list("abcde"),
        CELLS,
    )
    turned = counts.iloc[::-1].set_axis(list("pqrst"))
    found = measured(counts)
    assert not Chance.of(np.array([100, 100, 100, 100, 100]), 230).exact
    pd.testing.assert_frame_equal(measured(turned)[NUMBERS], found[NUMBERS], atol=1e-12)


@quick
@given(tables())
def test_rates_stay_when_all_rows_are_doubled(counts):
    (once, rates), (twice, doubled_rates) = audited(counts), audited(2 * counts)
    pd.testing.assert_series_equal(doubled_rates, rates, check_exact=True)
    columns = ["gap", "normalised", "difference", "value"]
    pd.testing.assert_frame_equal(twice[columns], once[columns], check_exact=True)


def p_of(sizes, hits):
    return Chance.of(sizes, int(hits.sum())).p(sizes, hits)


def test_p_only_falls_when_all_rows_are_doubled_in_every_small_table():
    sizes = [(n, m) for n in range(1, 8) for m in range(n, 8)]
    for n, m in sizes:
        for hits in np.ndindex(n + 1, m + 1):
            seen, of = np.array(hits), np.array([n, m])
            assert p_of(2 * of, 2 * seen) <= p_of(of, seen) + 1e-12


@quick
@given(two_groups)
def test_p_of_half_or_less_only_falls_when_all_rows_are_doubled(counts):
    # Above one half the exact p is not monotone, see the next test.
    once, twice = measured(counts)["p"], measured(2 * counts)["p"]
    telling = once[once <= 0.5].index
    assert (twice[telling] <= once[telling] + 1e-12).all()


def test_an_insignificant_p_may_rise_when_all_rows_are_doubled():
    sizes, hits = np.array([9, 143]), np.array([8, 133])
    assert 0.5 < p_of(sizes, hits) < p_of(2 * sizes, 2 * hits) < 0.63


@quick
@given(tables(), min_sizes)
def test_swapping_what_happened_and_what_was_flagged_swaps_precision_and_recall(counts, min_size):
    swapped = counts.rename(columns={"fp": "fn", "fn": "fp"})[CELLS]
    (ours, rates), (theirs, swapped_rates) = (audited(c, min_size) for c in (counts, swapped))
    columns = [column for column in NUMBERS if column not in ("floor_mean", "floor_95")]
    for one, other in (("precision", "recall"), ("recall", "precision")):
        pd.testing.assert_series_equal(
            rates[one], swapped_rates[other], check_exact=True, check_names=False
        )
        rows = ours.loc[f"{one}_parity", columns], theirs.loc[f"{other}_parity", columns]
        pd.testing.assert_series_equal(*rows, check_names=False)


@quick
@given(tables(), st.integers(1, 1000), min_sizes)
def test_true_negatives_change_neither_precision_nor_recall(counts, more, min_size):
    added = counts.assign(tn=counts["tn"] + more)
    study = ["precision_parity", "recall_parity", "equal_opportunity_difference"]
    ours, theirs = (measured(c, min_size).loc[study, NUMBERS] for c in (counts, added))
    pd.testing.assert_frame_equal(ours, theirs, check_exact=True)


@quick
@given(tables())
def test_perfect_decisions_have_no_gap_and_p_1(counts):
    perfect = measured(counts.assign(fp=0, fn=0))
    rates = perfect.loc[["precision_parity", "recall_parity", "fpr_parity", "npv_parity"]]
    compared = rates[rates["gap"].notna()]
    assert (compared["gap"] == 0).all()
    assert (compared["p"] == 1).all()
    assert (compared["low"] <= 0).all()
    assert (compared["high"] >= 0).all()


@quick
@given(tables(), min_sizes)
def test_every_number_is_where_it_must_be(counts, min_size):
    found = measured(counts, min_size)
    numbers = found[[c for c in NUMBERS if c not in ("hits", "size")]]
    outside = (numbers < 0) | (numbers > 1 + 1e-12)
    assert not outside.any().any()
    pairs = found.dropna(subset="difference")
    assert (pairs["low"] <= pairs["difference"]).all()
    assert (pairs["difference"] <= pairs["high"]).all()
    np.testing.assert_array_equal(pairs["gap"], pairs["difference"].abs())
    tested = found.dropna(subset="p")
    assert (tested["p"] > 0).all()
    assert (tested["p_holm"] >= tested["p_bh"]).all()
    assert (tested["p_bh"] >= tested["p"]).all()
    floored = found.drop(index=["flag_rate_ratio", "adverse_impact_ratio"]).dropna(
        subset="floor_mean"
    )
    assert (floored["floor_mean"] <= 0.95 * floored["floor_95"] + 0.05 + 1e-12).all()


@quick
@given(tables(st.integers(3, 4), st.integers(1, 12)), st.integers(1, 12), st.integers(0, 12))
def test_two_groups_with_equal_counts_may_be_merged(counts, tp, other):
    counts.iloc[:2] = [other, tp, tp, tp]
    merged = counts.iloc[1:].copy()
    merged.iloc[0] *= 2
    columns = ["value", "gap", "normalised"]
    ours, theirs = measured(counts)[columns], measured(merged)[columns]
    pd.testing.assert_frame_equal(ours, theirs, check_exact=True)


@quick
@given(tables(), min_sizes)
def test_nan_and_a_note_come_together(counts, min_size):
    frame = audit_counts({"a": counts}, min_size=min_size)
    undefined = frame["value"].isna()
    assert (frame.loc[undefined, "note"] != "").all()
    groups = frame[frame["kind"] == "group"]
    assert (groups.loc[groups["size"] < min_size, "value"].isna()).all()
    assert (groups.loc[groups["size"] >= min_size, "value"].notna()).all()
    assert (groups["note"] != "").equals(groups["value"].isna())


@quick
@given(two_groups)
def test_an_empty_group_is_never_fair(counts):
    counts.iloc[1] = 0
    found = measured(counts)
    assert found[["value", "gap", "p", "low", "floor_mean"]].isna().all().all()
    assert found["note"].ne("").all()


@quick
@given(st.lists(st.tuples(st.booleans(), st.booleans(), st.floats(0, 1)), min_size=1))
def test_performance_is_bounded_and_counts_are_enough(rows):
    y, flagged, score = (np.array(column) for column in zip(*rows, strict=True))
    found = performance(y, score, flagged)
    numbers = np.array([value for value in found.values() if not np.isnan(value)])
    assert (numbers >= -1 - 1e-12).all()
    assert (numbers <= 1 + 1e-12).all()
    doubled = performance(np.tile(y, 2), np.tile(score, 2), np.tile(flagged, 2))
    np.testing.assert_allclose(list(doubled.values()), list(found.values()), atol=1e-12)


@quick
@given(*[st.integers(0, 50)] * 4)
def test_turning_labels_and_decisions_around_keeps_what_is_symmetric(tp, fp, fn, tn):
    ours = performance_of_counts(tp=tp, fp=fp, fn=fn, tn=tn)
    turned = performance_of_counts(tp=tn, fp=fn, fn=fp, tn=tp)
    for metric in ("mcc", "gmean", "balanced_accuracy", "kappa"):
        np.testing.assert_allclose(turned[metric], ours[metric], atol=1e-12)


WORLDS, PEOPLE = 1000, 80


def refused_by_world(effect: float, gender: str) -> np.ndarray:
    """How many of the people of a gender are refused in each of many worlds."""
    rows = 2 * WORLDS * PEOPLE + 4000
    data = loans(rows, 3, {"Gender": effect}, refused=0.2, chance=0.5)
    mine = (data.frame["Gender"] == gender).to_numpy()
    return data.y.to_numpy()[mine][: WORLDS * PEOPLE].reshape(WORLDS, PEOPLE).sum(axis=1)


def rejection_rate(share: float, other: float) -> float:
    """The probability that Fisher's exact test rejects, summed over all tables."""
    hits = np.arange(PEOPLE + 1)
    rejected = 0.0
    for total in range(2 * PEOPLE + 1):
        chance = hypergeom.pmf(hits, 2 * PEOPLE, PEOPLE, total)
        p = np.array([chance[chance <= one * (1 + 1e-7)].sum() for one in chance])
        happens = binom.pmf(hits, PEOPLE, share) * binom.pmf(total - hits, PEOPLE, other)
        rejected += happens[p < 0.05].sum()
    return rejected


@pytest.mark.parametrize("effect", [0.0, 0.2])
def test_a_planted_effect_is_found_as_often_as_theory_says(effect):
    women, men = (refused_by_world(effect, gender) for gender in ("Female", "Male"))
    sizes = np.array([PEOPLE, PEOPLE])
    found = [p_of(sizes, np.array(hits)) < 0.05 for hits in zip(women, men, strict=True)]
    expected = rejection_rate(0.2 + effect, 0.2)
    assert expected < 0.05 if effect == 0 else 0.7 < expected < 0.9
    assert binomtest(int(np.sum(found)), WORLDS, expected).pvalue > 1e-3
