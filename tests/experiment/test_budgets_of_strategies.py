"""A strategy within a budget: which rule it takes, and what is recorded."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from fairlab.errors import DataError, RequestError
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import checked, plan
from fairlab.mitigate import CutAt, FlagShare, GroupThresholds, KeepRecall, ProfitThreshold
from tests.small import small_credit

TREES = HistGradientBoostingClassifier(max_iter=10)
PLAIN = Strategy("plain", TREES)
BASELINE = Strategy("baseline", TREES)
GROUPS = Strategy("groups", TREES, rule=GroupThresholds())


@pytest.mark.parametrize(
    ("budget", "rule"), [(0.2, FlagShare), ("recall", KeepRecall), ("FP=1,FN=9", ProfitThreshold)]
)
def test_each_budget_has_a_rule_and_is_one_parameter(budget, rule):
    chosen = [one.flagging(budget) for one in (BASELINE, PLAIN, GROUPS)]
    assert isinstance(chosen[1].rule, rule)
    assert chosen[2].rule.budget == budget
    specs = plan(chosen, small_credit(), [0])
    said = [spec.params.get("budget") for spec in specs]
    own = "recall of baseline" if budget == "recall" else str(budget)
    assert said[1:] == [own, str(budget)]
    assert (said[0] is None) == (budget == "recall")
    assert len({spec.key for spec in specs}) == 3
    looked_at = [spec.params.get("needs.baseline") for spec in specs]
    assert looked_at == [None, *([specs[0].settings_key] * 2 if budget == "recall" else [None] * 2)]


def test_the_baseline_keeps_its_cut_where_its_recall_is_asked_for():
    assert BASELINE.flagging("recall") is BASELINE
    assert BASELINE.flagging("recall", 0.3).rule.threshold == 0.3
    assert PLAIN.flagging("recall", 0.3).needs == GROUPS.flagging("recall").needs == ("baseline",)


@pytest.mark.parametrize("rule", [CutAt(), FlagShare(0.3), KeepRecall(), ProfitThreshold()])
def test_one_cut_becomes_that_of_the_budget_whatever_it_kept(rule):
    own = replace(PLAIN, rule=rule)
    kept = [own.flagging(budget).budget for budget in (0.2, "recall", "FP=1,FN=9")]
    assert kept == ["0.2", "recall of baseline", "FP=1,FN=9"]
    assert own.flagging(0.2).needs == ()
    assert own.flagging(None) is own


def test_amounts_may_be_in_a_column_that_is_no_feature_and_have_no_gap_anywhere():
    data = small_credit()
    asked = PLAIN.flagging("FP=5,FN=id")
    checked(plan([asked], data, [0]), data)
    gap = data.frame.assign(id=data.frame["id"].where(data.frame["id"] != 3))
    with pytest.raises(DataError, match=r"1 of 600 rows have no amount in 'id'"):
        checked(plan([asked], data, [0]), replace(data, frame=gap))
    with pytest.raises(RequestError, match="which is the target"):
        checked(plan([PLAIN.flagging("FP=5,FN=bad")], data, [0]), data)


def test_a_rule_decides_by_the_groups_that_are_audited():
    data = replace(small_credit(), bands={"age": (30, 50)})
    train = data.split(0).train
    rule = GROUPS.ready("rule", train, seed=0, threads=1)
    assert rule.columns == ("sex", "age")
    rng = np.random.default_rng(0)
    rule.set_params(gate=1.0).fit(train.y, rng.random(train.rows), train.frame)
    named = data.groups().of(train.frame)
    cells = rule.cells(("age",), train.frame)
    assert cells.tolist() == [f"age={band}" for band in named["age"]]
    halves = GROUPS.ready("rule", small_credit().split(0).train, seed=0, threads=1)
    assert halves.sensitive.cuts == small_credit().groups().cuts
