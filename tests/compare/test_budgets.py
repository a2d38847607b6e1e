"""Of runs with several budgets those of one are meant, with what they are held against."""

import pandas as pd
import pytest

from fairlab.compare.budgets import budgets_kept, of_budget, without_orphans

# A plain sweep, one at .05 and one at .1: auprc keeps the plain baseline's recall in the first.
SWEPT = pd.DataFrame(
    [
        ("baseline", "b", None, None),
        ("auprc", "a", "recall of baseline", "b"),
        ("thresholds", "t", "recall", "b"),
        ("plain", "p", None, None),
        ("baseline", "b5", "0.05", None),
        ("auprc", "a5", "0.05", None),
        ("mine", "m5", "recall of baseline", "b5"),
        ("baseline", "b10", "0.1", None),
        ("auprc", "a10", "0.1", None),
        ("dear", "d", "FP=1,FN=20", None),
    ],
    columns=["strategy", "settings_hash", "params.budget", "params.needs.baseline"],
)


def kept(*asked, of=SWEPT, **how):
    return of_budget(of, *asked, **how)["settings_hash"].tolist()


@pytest.mark.parametrize(
    ("asked", "runs"),
    [
        (0.05, ["b5", "a5", "m5"]),
        ("0.10", ["b10", "a10"]),
        ("recall", ["b", "a", "t", "b5", "m5"]),
        ("none", ["b", "a", "t", "p"]),
        ("FP=1,FN=20", ["d"]),
        ("fn=20.0, fp=1", ["d"]),
        (0.2, []),
    ],
)
def test_what_keeps_a_recall_goes_with_the_run_whose_recall_it_keeps(asked, runs):
    assert kept(asked) == runs


def test_a_strategy_that_keeps_no_share_may_stay_where_it_has_no_run_of_the_budget():
    assert kept(0.1, unlimited=True) == ["p", "b10", "a10", "d"]


def test_of_runs_that_do_not_say_whose_recall_they_keep_any_may_be_meant():
    older = SWEPT.drop(columns="params.needs.baseline")
    assert kept(0.05, of=older) == ["t", "b5", "a5", "m5"]
    assert kept("recall", of=older) == ["b", "a", "t", "m5"]
    oldest = pd.DataFrame({"strategy": ["a"], "params.rule__share": ["0.2"], "settings_hash": "a"})
    assert budgets_kept(oldest).tolist() == ["0.2"]


def test_a_run_goes_where_the_one_that_it_looked_at_went():
    assert len(without_orphans(SWEPT)) == len(SWEPT)
    left = without_orphans(SWEPT[SWEPT["settings_hash"] != "b"])
    assert left["settings_hash"].tolist() == ["p", "b5", "a5", "m5", "b10", "a10", "d"]
    alone = SWEPT[SWEPT["strategy"] == "auprc"]
    assert len(without_orphans(alone)) == len(alone)
