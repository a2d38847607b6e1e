"""Paired differences over seeds: what they are, and how often they mislead."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from fairlab.audit.registry import sign_of_better
from fairlab.compare import paired_seeds as seeds
from fairlab.compare.paired_seeds import _verdicts, compare, corrected_t
from fairlab.stats.multiple_testing import holm


def runs_of(values: dict[str, list[float]], metric: str = "test/auc") -> pd.DataFrame:
    rows = [
        {"strategy": name, "seed": seed, metric: value}
        for name, column in values.items()
        for seed, value in enumerate(column)
    ]
    return pd.DataFrame(rows)


def test_corrected_t_without_overlap_is_the_paired_t_test():
    differences = np.random.default_rng(0).normal(0.3, 1, 12)
    found = corrected_t(differences)
    expected = stats.ttest_1samp(differences, 0)
    interval = expected.confidence_interval(0.95)
    assert found["p"] == pytest.approx(expected.pvalue)
    assert (found["low"], found["high"]) == pytest.approx((interval.low, interval.high))


def test_overlap_widens_the_interval_by_the_factor_of_nadeau_and_bengio():
    differences = np.array([0.1, 0.2, 0.4, 0.1])
    plain, corrected = corrected_t(differences), corrected_t(differences, overlap=0.25)
    widths = [found["high"] - found["low"] for found in (plain, corrected)]
    assert widths[1] / widths[0] == pytest.approx(np.sqrt((1 / 4 + 0.25) / (1 / 4)))


def test_equal_strategies_differ_by_nothing_and_p_is_one():
    found = compare(runs_of({"baseline": [0.7, 0.8], "other": [0.7, 0.8]}))
    row = found.set_index("strategy").loc["other"]
    assert (row["difference"], row["p"], row["verdict"]) == (0, 1, "within chance")


def test_pairs_are_by_seed_and_a_missing_one_is_left_out():
    runs = runs_of({"baseline": [0.7, 0.8, 0.9], "other": [0.8, 0.9, np.nan]})
    row = compare(runs.sample(frac=1, random_state=0)).set_index("strategy").loc["other"]
    assert (row["pairs"], row["seeds"]) == (2, 2)
    assert row["difference"] == pytest.approx(0.1)


def test_one_seed_cannot_be_told():
    row = compare(runs_of({"baseline": [0.7], "other": [0.8]})).set_index("strategy").loc["other"]
    assert row["verdict"] == "cannot be told"
    assert np.isnan(row["p"])
    assert "1 paired" in row["note"]


def test_the_same_difference_in_every_seed_is_not_called_real():
    row = compare(runs_of({"baseline": [0.5, 0.6], "other": [0.51, 0.61]})).iloc[1]
    assert row["verdict"] == "cannot be told"
    assert np.isnan(row["p"])
    assert "same difference" in row["note"]


def test_two_runs_of_one_seed_are_a_fault_of_ours():
    runs = runs_of({"baseline": [0.7]})
    with pytest.raises(ValueError, match="one run per strategy and seed"):
        compare(pd.concat([runs, runs]))


def test_holm_is_stepwise_and_counts_only_tests_that_were_made():
    p = np.array([0.02, np.nan, 0.01, 0.5])
    assert holm(p) == pytest.approx([0.04, np.nan, 0.03, 0.5], nan_ok=True)
    assert np.isnan(holm(np.array([np.nan]))).all()


@pytest.mark.parametrize("metric", ["test/brier", "fair.sex/recall_parity"])
def test_less_is_better_of_losses_and_parities(metric):
    assert sign_of_better(metric) == -1


def test_every_figure_of_the_table_is_the_formula_s():
    rng, overlap = np.random.default_rng(4), 0.25
    names, metrics = ("baseline", "a", "b"), ("test/auc", "test/brier")
    values = rng.random((3, 2, 5)) + np.array([0, 2, 0])[:, None, None]
    runs = pd.concat(
        pd.DataFrame(dict(zip(metrics, block, strict=True))).assign(strategy=name, seed=range(5))
        for name, block in zip(names, values, strict=True)
    )
    table = compare(runs, overlap=overlap)
    for (metric, name), row in table.set_index(["metric", "strategy"]).iterrows():
        mine = values[names.index(name), metrics.index(metric)]
        assert row["seeds"] == 5
        assert row[["mean", "sd"]].tolist() == pytest.approx([mine.mean(), mine.std(ddof=1)])
        if name == "baseline":
            told = ["difference", "sd_difference", "low", "high", "p", "p_holm", "p_bh"]
            assert row[told].isna().all()
            assert (row["pairs"], row["note"], row["verdict"]) == (0, "", "")
            continue
        apart = mine - values[0, metrics.index(metric)]
        mean, error = apart.mean(), apart.std(ddof=1) * np.sqrt(1 / 5 + overlap)
        low, high = stats.t.interval(0.95, 4, mean, error)
        expected = [mean, apart.std(ddof=1), low, high, 2 * stats.t.sf(abs(mean) / error, 4)]
        found = row[["difference", "sd_difference", "low", "high", "p"]].tolist()
        assert found == pytest.approx(expected)
        assert (row["pairs"], row["note"]) == (5, "")
        assert row["verdict"] == ("real" if name == "a" else "within chance")
    tested = table.dropna(subset="p")
    assert tested["p_holm"].tolist() == pytest.approx(holm(tested["p"].to_numpy()))
    discoveries = stats.false_discovery_control(tested["p"])
    assert tested["p_bh"].tolist() == pytest.approx(discoveries)


def test_without_a_difference_the_interval_is_zero_and_only_there():
    found = corrected_t(np.array([[0.0, 0.1, 0.1], [0.0, 0.1, 0.3], [0.0, 0.1, 0.2]]))
    for name, value in (("difference", 0), ("sd_difference", 0), ("low", 0), ("high", 0), ("p", 1)):
        assert found[name][0] == value
    for name in ("low", "high", "p"):
        assert np.isnan(found[name]).tolist() == [False, True, False]
    assert found["low"][2] < 0.2 < found["high"][2]


def test_what_cannot_be_told_is_said_in_words():
    columns = {"baseline": [0.5, 0.6, 0.7], "a": [0.6, 0.7, 0.8], "b": [0.6, np.nan, np.nan]}
    table = compare(runs_of(columns | {"c": [0.7, 0.9, np.nan]})).set_index("strategy")
    assert table["note"].to_dict() == {
        "baseline": "",
        "a": "the same difference in every seed: no spread",
        "b": "1 paired seeds: no spread to compare with",
        "c": "",
    }
    assert table["verdict"].tolist() == ["", "cannot be told", "cannot be told", "within chance"]


def test_a_p_of_exactly_the_level_is_not_below_it():
    table = pd.DataFrame({"p_holm": [0.05, 0.0499, np.nan], "note": ["", "", "few"]})
    assert _verdicts(table).tolist() == ["within chance", "real", "cannot be told"]


def test_each_family_is_corrected_alone_so_that_lending_costs_the_study_nothing():
    study = ["test/auc", "test/f1", "fair.sex/recall_parity", "fair.sex/precision_parity"]
    lending = ["fair.sex/adverse_impact_ratio", "fair.sex/selection_rate_difference"]
    rng, rows = np.random.default_rng(0), [("baseline", s) for s in range(5)]
    rows += [("other", seed) for seed in range(5)]
    runs = pd.DataFrame(rows, columns=["strategy", "seed"])
    runs[study + lending] = rng.random((10, 6))
    alone, together = (compare(runs[["strategy", "seed", *n]]) for n in (study, study + lending))
    p = ["p", "p_holm", "p_bh"]
    pd.testing.assert_frame_equal(together[p].iloc[: len(alone)], alone[p])
    two = together.iloc[len(alone) :].dropna(subset="p")
    assert two["p_holm"].tolist() == pytest.approx(holm(two["p"].to_numpy()))


def test_another_baseline_is_named():
    table = compare(runs_of({"a": [0.1, 0.2], "b": [0.3, 0.5]}), baseline="b")
    assert table["strategy"].tolist() == ["b", "a"]
    assert table["difference"].iloc[1] == pytest.approx(-0.25)


def test_more_is_better_of_scores():
    assert sign_of_better("test/auc") == sign_of_better("fair.sex/adverse_impact_ratio") == 1
    assert sign_of_better("fair.sex/equal_opportunity_difference") == -1
    with pytest.raises(LookupError, match="no metric"):
        sign_of_better("fair.sex/recall_floor_95")


def test_seeds_share_their_test_part_unless_it_is_said():
    columns = {"baseline": [0.5, 0.6, 0.7], "other": [0.7, 0.6, 0.8]}
    row = compare(runs_of(columns)).iloc[1]
    found = stats.ttest_rel(columns["other"], columns["baseline"])
    assert row["p"] == pytest.approx(found.pvalue)


def test_a_spread_as_small_as_rounding_is_none(monkeypatch):
    found = corrected_t(np.full(3, seeds.SAME))
    assert (found["low"], found["high"], found["p"]) == (0, 0, 1)
    monkeypatch.setattr(seeds, "SAME", 1.0)  # and so is the spread of these, exactly
    assert np.isnan(corrected_t(np.array([4.0, 5.0, 6.0]), overlap=2 / 3)["p"])
    assert corrected_t(np.array([-1.0, 0.0, 1.0]), overlap=2 / 3)["low"] == 0
