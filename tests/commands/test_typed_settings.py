"""Two ways to say who is flagged are refused, and budgets that are not heeded are told."""

from dataclasses import replace

import pytest
from click.testing import CliRunner
from sklearn.base import BaseEstimator
from sklearn.tree import DecisionTreeClassifier

from fairlab.cli import fairlab as commands
from fairlab.commands.typed_settings import strategies_typed
from fairlab.errors import RequestError
from fairlab.experiment.strategy import Strategy
from fairlab.mitigate import KeepRecall

TREE = Strategy("tree", DecisionTreeClassifier())
NOTHING = dict.fromkeys(
    ("search", "trials", "tuner", "tune_rows", "pruning", "cap", "device", "budget", "costs",
     "threshold", "threshold_on")
)  # fmt: skip


@pytest.mark.parametrize(
    "two",
    [
        {"budget": 0.1, "costs": "FP=1,FN=2"},
        {"budget": "recall", "costs": "FP=1,FN=2"},
        {"budget": 0.1, "threshold": 0.3},
        {"costs": "FP=1,FN=2", "threshold": 0.3},
    ],
)
def test_two_budgets_at_once_are_refused(two):
    with pytest.raises(RequestError, match="each say who is flagged; leave out one"):
        strategies_typed([TREE], **NOTHING | two)


@pytest.mark.parametrize("none", [{"search": "none"}, {"trials": 0}])
def test_what_searches_nothing_need_not_be_told_so(none):
    assert strategies_typed([TREE], **NOTHING | none)[1] == []
    with pytest.raises(RequestError, match="--trials says nothing here: no step of tree"):
        strategies_typed([TREE], **NOTHING | {"trials": 5})


@pytest.mark.parametrize(
    "two", [{"search": "none", "trials": 5}, {"search": "once", "trials": 0}, {"threshold": 2.0}]
)
def test_what_says_two_things_or_cannot_be_is_refused(two):
    with pytest.raises(RequestError, match=r"contradict each other|from 0 to 1, but got 2\."):
        strategies_typed([TREE], **NOTHING | two)


class Everybody(BaseEstimator):
    """A rule that has no budget."""

    on, needs, columns = "validation", (), ()

    def decide(self, score, frame=None):
        return score >= 0


@pytest.mark.parametrize("asked", [{"budget": 0.1}, {"budget": "recall"}, {"costs": "FP=1,FN=9"}])
def test_every_rule_that_can_keeps_the_budget_and_the_others_are_told(asked):
    baseline, kept = replace(TREE, name="baseline"), replace(TREE, name="kept", rule=KeepRecall())
    own = replace(TREE, name="own", rule=Everybody())
    found, unheeded = strategies_typed([baseline, kept, own], **NOTHING | asked)
    assert found[1].budget.startswith(str(next(iter(asked.values()))))
    assert unheeded == ["own does not keep the budget: its rule has no such setting."]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("--budget=recal", "'recal' is neither a share such as 0.05 nor the word recall"),
        ("--budget=1", "1.0 is not in the range 0<x<1"),
        ("--budget=0", "0.0 is not in the range 0<x<1"),
        ("--budget=nan", "'nan' is not a finite number"),
    ],
)
def test_what_is_no_budget_is_refused(typed, said):
    found = CliRunner().invoke(commands, ["run", "baseline", typed])
    assert said in " ".join(found.output.split())
    assert found.exit_code == 2
