"""Everything that is said of strategies, against loops over the people."""

import numpy as np
import pandas as pd
import pytest

from fairlab.audit.margins import Margins
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.statement import usual_metrics
from fairlab.compare.comparison import compare_people
from fairlab.compare.decided_people import decided_people
from fairlab.stats.answers import ALIKE, BEYOND, OPEN
from tests.compare.toy_people import people, toy_comparison, toy_runs


@pytest.fixture(scope="module")
def found():
    return toy_comparison("baseline", "fair", "same")


def of(table, **about):
    kept = table[np.logical_and.reduce([table[name] == value for name, value in about.items()])]
    assert len(kept) == 1
    return kept.iloc[0]


def test_equal_strategies_are_alike_and_change_exactly_nothing(found):
    same = found.changes[found.changes["strategy"] == "same"]
    is_ratio = same["kind"].eq("change") & same["metric"].isin(["selection_rate", "approval_rate"])
    is_ratio &= same["attribute"] != ""
    assert (same.loc[~is_ratio, ["estimate", "low", "high", "se"]] == 0).all(axis=None)
    assert (same.loc[is_ratio, ["estimate", "low", "high"]] == 1).all(axis=None)
    assert (same["answer"] == ALIKE).all()


def test_a_gap_of_recall_is_what_a_loop_over_the_people_finds(found):
    _, tables, about = toy_runs(seeds=2)
    caught = dict.fromkeys("fm", 0.0)
    for seed in (0, 1):
        made = tables(f"fair{seed}")["predictions"]
        for y, flagged, sex in zip(made["y"], made["flagged"], about["group.sex"], strict=True):
            caught[sex] += y * flagged / 2
    events = about.groupby("group.sex")["y"].sum()
    gap = caught["f"] / events["f"] - caught["m"] / events["m"]
    told = of(found.left, strategy="fair", attribute="sex", metric="recall")
    assert told["estimate"] == pytest.approx(gap)
    assert (told["group"], told["rest"], told["events_group"]) == ("f", "m", events["f"])


def test_a_change_is_the_gap_left_minus_the_gap_that_was(found):
    for metric in ("recall", "precision", "rank"):
        about = {"attribute": "sex", "metric": metric}
        before, after = of(found.gaps, **about), of(found.left, strategy="fair", **about)
        change = of(found.changes, strategy="fair", **about)
        assert change["estimate"] == pytest.approx(after["estimate"] - before["estimate"])
        assert change["low"] < change["estimate"] < change["high"]


def test_who_was_decided_about_is_counted(found):
    about = people()
    assert (found.people, found.bad_events) == (len(about), about["y"].sum())
    assert (found.folds, found.seeds) == (5, 2)
    assert found.strategies == ["baseline", "fair", "same"]


def test_the_strategy_that_others_are_compared_with_comes_first():
    runs, tables, about = toy_runs(("fair", "baseline"), 1)
    found = compare_people(decided_people(runs, tables, about), "baseline")
    assert found.strategies == ["baseline", "fair"]
    assert set(found.gaps["strategy"]) == {"baseline"}
    assert set(found.changes["strategy"]) == set(found.left["strategy"]) == {"fair"}


def test_one_strategy_has_levels_and_gaps_and_changes_nothing():
    found = toy_comparison("baseline", seeds=1)
    assert len(found.gaps)
    assert found.changes.empty
    assert found.left.empty
    assert set(found.statements["family"]) == {"audit", "accuracy"}


def test_statements_hold_all_families(found):
    parts = [found.levels, found.gaps, found.changes, found.left]
    assert len(found.statements) == sum(map(len, parts))
    assert set(found.statements["family"]) == {"audit", "accuracy", "changes", "gaps left"}


def test_the_cost_of_decisions_has_a_band_by_people():
    runs, tables, about = toy_runs(("baseline", "fair", "same"), seeds=2)

    def costing(run_id):
        made = tables(run_id)["predictions"]
        good = made["y"] == 0
        wrong = np.where(good, made["flagged"], 20 * ~made["flagged"])
        return {"predictions": made.assign(cost=wrong.astype(float))}

    told = compare_people(decided_people(runs, costing, about), "baseline").changes
    fair, same = (of(told, strategy=s, metric="cost_per_1000") for s in ("fair", "same"))
    seeds = [
        costing(f"fair{seed}")["predictions"]["cost"]
        - costing(f"baseline{seed}")["predictions"]["cost"]
        for seed in (0, 1)
    ]
    each = 1000 * np.mean(seeds, axis=0)
    assert fair["estimate"] == pytest.approx(each.mean())
    by_people = each.std() * np.sqrt(5 / 4 / len(about))
    assert 1 <= fair["se"] / by_people < 1.1, "models differ by little more than people explain"
    assert fair["answer"] in (OPEN, BEYOND), "of an amount no difference is known not to matter"
    assert same["answer"] == ALIKE, "nobody is decided about otherwise"


def test_all_rates_are_more_than_the_usual_ones(found):
    every = toy_comparison("baseline", "fair", every=True)
    profit = of(every.changes, metric="expected_maximum_profit")
    assert profit["low"] < profit["estimate"] < profit["high"]
    assert set(found.gaps["metric"]) == set(usual_metrics())
    assert set(every.gaps["metric"]) > set(usual_metrics())
    about = {"attribute": "sex", "metric": "recall"}
    wide, narrow = of(every.gaps, **about), of(found.gaps, **about)
    assert wide["critical"] > narrow["critical"], "more statements need wider bands"


def test_margins_decide_what_is_alike():
    wide = toy_comparison("baseline", seeds=1, margins=Margins(gap=0.99))
    rates = wide.gaps[~wide.gaps["metric"].isin(["selection_rate", "approval_rate"])]
    assert (rates["answer"] == ALIKE).all()


def test_a_strategy_that_is_not_there_is_no_baseline():
    runs, tables, about = toy_runs(("fair",), 1)
    with pytest.raises(LookupError, match="baseline"):
        compare_people(decided_people(runs, tables, about), "baseline")


def test_people_whom_seeds_decide_about_differently_are_counted_as_a_loop_does(found):
    _, tables, about = toy_runs(seeds=2)
    first, second = (tables(f"fair{seed}")["predictions"]["flagged"] for seed in (0, 1))
    differ = sum(one != other for one, other in zip(first, second, strict=True))
    row = of(found.unsteady, strategy="fair")
    assert (row["people"], row["differ"]) == (len(about), differ)
    assert row["ever_flagged"] == sum(first | second)
    assert row["share"] == pytest.approx(differ / len(about))


def test_nobody_whom_all_seeds_judged_has_an_undefined_share():
    folds = np.array([[0] * 40 + [-1] * 40, [-1] * 40 + [0] * 40])
    y, sex = np.tile([0, 1], 40), pd.DataFrame({"sex": list("ffmm") * 20})
    flags = {"a": np.tile([0, 1, 1, 0], (2, 20))}
    found = compare_people(OutOfFold(y, sex, folds, flags, design="holdout"), "a")
    assert found.unsteady["people"].tolist() == [0]
    assert found.unsteady["share"].isna().all()


def test_people_without_scores_have_no_rank_and_no_auc():
    runs, tables, about = toy_runs(seeds=1)
    data = decided_people(runs, tables, about)
    found = compare_people(OutOfFold(data.y, data.groups, data.folds, data.decisions), "baseline")
    assert "rank" not in set(found.gaps["metric"])
    assert "auc" not in set(found.levels["metric"])
    assert "recall" in set(found.levels["metric"])


def test_people_without_groups_have_accuracy_alone():
    runs, tables, about = toy_runs(seeds=1)
    found = compare_people(decided_people(runs, tables, about[["y"]]), "baseline")
    assert found.gaps.empty
    assert found.left.empty
    assert (found.changes["attribute"] == "").all()
