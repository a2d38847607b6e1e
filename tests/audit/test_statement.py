"""Which statements there are, and what they subtract."""

import numpy as np
import pytest

from fairlab.audit.basic_statistics import basic_statistics
from fairlab.audit.statement import changes, every_metric, gaps, levels, usual_metrics
from tests.audit.judged import judged

FOUND = basic_statistics(judged(strategies=2))


def value(places: tuple[int, ...]) -> list[float]:
    return FOUND.table["estimate"].iloc[list(places)].tolist()


def test_two_groups_have_one_gap_and_more_one_each():
    found = gaps(FOUND, "plain", ["recall"])
    said = [(one.attribute, one.group, one.rest) for one in found]
    ages = [("age", name, "rest") for name in ("young", "mid", "old")]
    assert said == [("sex", "f", "m"), *ages]


def test_shares_of_people_are_ratios_and_the_rest_differences():
    found = gaps(FOUND, "plain")
    assert len(found) == 4 * len(every_metric())
    assert {one.metric for one in found if one.kind == "ratio"} == {
        "selection_rate",
        "approval_rate",
    }
    assert all(one.is_ratio == (one.kind == "ratio") for one in found)


def test_models_move_rates_shares_and_ranks_in_ways_of_their_own():
    moved = {"recall": "whom", "fpr": "whom", "selection_rate": "how many", "rank": "ranks"}
    assert {one.metric: one.moves_by for one in gaps(FOUND, "plain", list(moved))} == moved
    overall = {one.metric: one.moves_by for one in levels(FOUND, "plain")}
    assert (overall["recall"], overall["auc"], overall["brier"]) == ("how many", "ranks", "ranks")


def test_a_change_is_the_gap_of_one_less_that_of_the_other():
    found = next(one for one in changes(FOUND, "fair", "plain") if one.metric == "npv")
    new, old = (next(one for one in gaps(FOUND, name, ["npv"])) for name in ("fair", "plain"))
    assert found.plus == (*new.plus, *old.minus)
    assert found.minus == (*new.minus, *old.plus)
    assert value(found.plus)[0] == value(new.plus)[0]


def test_accuracy_has_levels_and_those_that_are_compared_change():
    assert "brier" in [one.metric for one in levels(FOUND, "plain")]
    usual, every = (
        [one.metric for one in changes(FOUND, "fair", "plain", asked) if not one.attribute]
        for asked in (usual_metrics(), None)
    )
    assert set(every) == {one.metric for one in levels(FOUND, "plain")}, "also details"
    assert usual == ["auc", "auprc", "gmean", "f1", "mcc", "recall", "precision"]


def test_without_scores_there_are_no_ranks():
    data = judged()
    bare = basic_statistics(type(data)(data.y, data.groups, data.folds, data.decisions))
    assert not [one for one in gaps(bare, "plain") if one.metric == "rank"]
    assert not [one for one in levels(bare, "plain") if one.metric == "auc"]


def test_a_metric_that_is_none_is_refused():
    with pytest.raises(LookupError, match="'recal' is not among precision, recall"):
        gaps(FOUND, "plain", ["recal"])


def test_one_group_alone_is_compared_to_nobody():
    data = judged()
    alone = type(data)(data.y, data.groups.assign(sex="f")[["sex"]], data.folds, data.decisions)
    assert gaps(basic_statistics(alone), "plain") == []
    assert np.isfinite(basic_statistics(alone).weights).all()
