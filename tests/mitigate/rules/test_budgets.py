"""Every rule keeps its budget on rows that it has not seen, within sampling error."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fairlab.data.costs import Costs
from fairlab.errors import DataError, RequestError
from fairlab.mitigate import CutAt, FlagShare, GroupThresholds, KeepRecall, ProfitThreshold
from fairlab.mitigate.one_cut import one_cut_within
from tests.mitigate.rules.budgeted import BUDGETED, every_rule, filled, people

TAKES = [kind for kind in BUDGETED if "budget" in kind().get_params()]
ERRORS = 5  # standard errors
LEARNED, HELD = 3000, 6000
DRAWN = settings(max_examples=4, deadline=None)


def rules_within(budget):
    return [one_cut_within(budget), *(filled(kind, budget=budget) for kind in TAKES)]


def error_of(share, first, second):
    return ERRORS * sqrt(max(share * (1 - share), 1 / first) * (1 / first + 1 / second))


def test_the_rules_with_a_budget_are_found():
    named = {kind.__name__ for kind in TAKES}
    assert named >= {"GroupThresholds", "RejectOption"}
    without = {kind for kind in every_rule() if getattr(kind(), "budget", None) is None}
    assert without == {CutAt}


@pytest.mark.slow
@DRAWN
@given(st.floats(0.03, 0.6), st.floats(0, 0.3), st.integers(0, 99))
def test_a_share_is_flagged(share, lift, seed):
    for rule in rules_within(share):
        rule.fit(*people(LEARNED, seed, lift))
        _, score, frame = people(HELD, seed + 100, lift)
        flagged = rule.decide(score, frame).mean()
        assert flagged == pytest.approx(share, abs=error_of(share, LEARNED, HELD)), rule


@pytest.mark.slow
@pytest.mark.parametrize("scores", [0, 1])
def test_no_more_than_the_share_is_flagged_where_scores_tie(scores):
    y, score, frame = people(LEARNED, 0)
    tied = np.round(score, scores)
    for share in (0.05, 0.3):
        for rule in rules_within(share):
            flagged = rule.fit(y, tied, frame).decide(tied, frame).sum()
            assert flagged <= share * LEARNED, rule


@pytest.mark.slow
@DRAWN
@given(st.floats(0.1, 0.9), st.floats(0, 0.3), st.integers(0, 99))
def test_the_recall_of_the_baseline_is_kept(recall, lift, seed):
    y, score, frame = people(LEARNED, seed, lift)
    cut = np.quantile(score[y == 1], 1 - recall)
    unseen, held, rows = people(HELD, seed + 100, lift)
    reached = (held[unseen == 1] >= cut).mean()
    known = {"baseline": {"recall": (score[y == 1] >= cut).mean()}}
    for rule in rules_within("recall"):
        assert rule.needs == ("baseline",)
        rule.fit(y, score, frame, reference=known)
        caught = rule.decide(held, rows)[unseen == 1].mean()
        error = error_of(recall, y.sum(), unseen.sum())
        assert caught == pytest.approx(reached, abs=error), rule


@DRAWN
@given(st.floats(1, 20), st.booleans(), st.integers(0, 99))
def test_the_cut_for_costs_costs_little_more_than_the_best(dear, by_amount, seed):
    text = f"FP=3,FN={'amount' if by_amount else dear}"
    costs = Costs.read(text)
    y, _, frame = people(HELD, seed + 100)
    score = people(HELD, seed + 100)[1]
    flagged_cost, missed_cost = costs.of_rows(HELD, frame)

    def cost_of(flagged):
        return np.where(y == 1, missed_cost * ~flagged, flagged_cost * flagged)

    risk = costs.risk(score, frame)
    best = cost_of(risk >= costs.cheapest_cut(y, risk, frame))
    own = cost_of(ProfitThreshold(text).fit(*people(LEARNED, seed)).decide(score, frame))
    error = ERRORS * sqrt(own.var() * (1 / LEARNED + 1 / HELD))
    assert best.mean() <= own.mean() <= best.mean() + error


@pytest.mark.parametrize("kind", TAKES, ids=lambda kind: kind.__name__)
def test_by_costs_a_rule_flags_as_many_as_one_cut_of_the_least_cost(kind):
    y, score, frame = people(LEARNED, 0)
    one = ProfitThreshold("FP=1,FN=4").fit(y, score).decide(score).mean()
    own = filled(kind, budget="FP=1,FN=4").fit(y, score, frame)
    assert own.decide(score, frame).mean() == pytest.approx(one, abs=0.01)
    amounts = filled(kind, budget="FP=1,FN=amount")
    assert "amount" in amounts.columns
    assert amounts.fit(y, score, frame).decide(score, frame).dtype == bool


@pytest.mark.parametrize("share", [1e-6, 1 - 1e-6])
def test_a_budget_that_flags_nobody_or_everybody_is_refused(share):
    y, _, frame = people(200, 0)
    for rule in (FlagShare(share), *(filled(kind, budget=share) for kind in TAKES)):
        with pytest.raises(RequestError, match=r"flags (nobody|everybody) of 200 training rows"):
            rule.check(frame, y)


NO_COSTS = ("FP=1", "FP=1,FN=", "FP=1,FP=2", "FP=1,FN=2,FN=3", "1", "FP=0,FN=1", "FP=1,FN=-2")


@pytest.mark.parametrize("text", NO_COSTS)
def test_costs_that_are_none_are_refused_before_training(text):
    for rule in (ProfitThreshold(text), GroupThresholds(text)):
        with pytest.raises(RequestError, match="Write --costs FP=1,FN=20") as told:
            rule.check(*people(200, 0)[::-2])
        assert len(str(told.value).splitlines()) <= 3


@pytest.mark.parametrize("wrong", [np.nan, -1.0, np.inf])
def test_amounts_with_gaps_are_refused(wrong):
    y, score, frame = people(200, 0)
    frame["amount"] = frame["amount"].astype(float)
    frame.loc[7, "amount"] = wrong
    rule = ProfitThreshold("FP=1,FN=amount")
    for asked in (lambda: rule.check_rows(frame), lambda: rule.fit(y, score, frame)):
        with pytest.raises(DataError, match=r"1 of 200 rows have .* \(first in row 8\)"):
            asked()
    with pytest.raises(DataError, match="no amounts of costs"):
        Costs.read("FP=1,FN=sex").refuse_gaps(frame)


def test_a_baseline_that_catches_nobody_has_rules_that_flag_nobody():
    y, score, frame = people(400, 0)
    for rule in rules_within("recall"):
        rule.fit(y, score, frame, reference={"baseline": {"recall": 0.0}})
        assert not rule.decide(score, frame).any()
    with pytest.raises(RequestError, match="0 <= recall <= 1"):
        filled(TAKES[0], budget="recall").fit(y, score, frame)


def test_one_cut_says_which_budget_it_keeps():
    kept = [one_cut_within(budget).budget for budget in (0.1, "recall", "FP=1,FN=2")]
    assert kept == [0.1, "recall of baseline", "FP=1,FN=2"]
    assert isinstance(one_cut_within("recall"), KeepRecall)
