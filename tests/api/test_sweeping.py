"""What a notebook hands to ``sweep``: taken as it is meant, or refused before any work."""

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.tree import DecisionTreeClassifier

import fairlab
from fairlab import Strategy
from fairlab.api.arguments import as_seeds
from fairlab.api.ordering import in_order
from fairlab.api.sweeping import _with_settings
from fairlab.errors import RequestError
from fairlab.mitigate import CutAt, KeepRecall, Unawareness
from tests.small import small_credit

TREE = DecisionTreeClassifier(max_depth=2)
BASE = Strategy("baseline", TREE)


@pytest.mark.parametrize(
    ("given", "seeds"),
    [(2, [0, 1]), (np.int64(2), [0, 1]), ([3, np.int64(7)], [3, 7]), (np.arange(2), [0, 1]),
     (range(4, 6), [4, 5]), ((s for s in (5, 6)), [5, 6])],
)  # fmt: skip
def test_seeds_are_a_number_or_several(given, seeds):
    found = as_seeds(given)
    assert found == seeds
    assert {type(seed) for seed in found} == {int}


@pytest.mark.parametrize(
    "seeds",
    [0, [], -2, "12", 2.0, [-1], [1.0], ["7"], [2**64], [2**70], [2**32], [0, 0], True, None, [[1]],
     {1: 2}, np.arange(2.0), 10**9],
)  # fmt: skip
def test_other_seeds_are_refused_before_any_work(seeds, tmp_path):
    refused({"seeds": seeds}, tmp_path / "runs.db")


@pytest.mark.parametrize(
    "asked",
    [
        {"strategies": []},
        {"fold": 3},
        {"folds": 3, "design": fairlab.Design()},
        {"search": "no"},
        {"search": "fold", "design": fairlab.Design()},
        {"pruning": "no"},
        {"threshold": True},
        {"threshold": 2},
        {"costs": (1, 20)},
        {"costs": {"FP": 1}},
        {"device": 3},
        {"budget": "0.05"},
        {"budget": 5},
        {"cap": -1},
        {"trials": True},
        {"threshold_on": "train"},
        {"budget": 0.1, "threshold": 0.3},
        {"trials": 3},
        {"strategies": None},
        {"strategies": TREE},
        {"strategies": [TREE]},
        {"strategies": {"baseline": TREE}},
        {"strategies": [BASE, Strategy("baseline", DecisionTreeClassifier())]},
        {"strategies": [BASE, "baseline"]},
        {"strategies": ["fair-smote", "fair_smote"]},
        {"strategies": Strategy("kept", TREE, rule=KeepRecall("kept"))},
        {
            "strategies": [
                Strategy("one", TREE, rule=KeepRecall("other")),
                Strategy("other", TREE, rule=KeepRecall("one")),
            ]
        },
        {"dataset": pd.DataFrame({"a": [1]})},
        {"dataset": None},
        {"design": "data"},
        {"jobs": "2"},
        {"jobs": 0},
        {"jobs": -1},
        {"store": 3},
        {"attribute": "training"},
        {"attribute": "none"},
    ],
)
def test_what_cannot_be_run_is_refused_in_words(asked, tmp_path):
    refused(asked, tmp_path / "runs.db")


def refused(asked, store):
    usual = {"strategies": BASE, "dataset": small_credit(), "seeds": 1, "store": store}
    with pytest.raises(RequestError) as told:
        fairlab.sweep(**(usual | asked))
    assert 0 < len(str(told.value).splitlines()) <= 3
    assert "--" not in str(told.value)
    assert not store.exists()


def test_what_is_left_out_and_what_other_versions_made_is_told(store, monkeypatch, caplog):
    trees = HistGradientBoostingClassifier(max_iter=5)
    blind = Strategy("blind", trees, transformer=Unawareness())
    design = fairlab.Design("holdout")
    asked = [BASE, blind], small_credit(), 1, store.uri, design
    found = fairlab.sweep(*asked, attribute="training-only")
    assert found.runs["strategy"].tolist() == ["blind"]
    assert found.left_out == ["baseline is left out, as it reads age as a feature."]
    monkeypatch.setattr("fairlab.versions.__version__", "9")
    fairlab.sweep(*asked, attribute="training-only")
    (told,) = caplog.messages
    assert told.startswith("Note: Finished before with other versions: fairlab ")
    assert told.endswith("(1 run; now 9). They stay as they are; another store makes all anew.")


def test_settings_of_the_command_line_are_arguments():
    kept, _, design = _with_settings([BASE], None, {"budget": 0.1, "folds": 3, "search": "none"})
    assert (kept[0].rule.share, design) == (0.1, fairlab.Design(folds=3))
    cheap, _, _ = _with_settings([BASE], None, {"costs": {"FP": 1, "FN": 20}})
    assert cheap[0].budget == "FP=1,FN=20"
    both, _, _ = _with_settings([Strategy("mine", TREE)], None, {"budget": "recall"})
    assert [one.name for one in both] == ["baseline", "mine"]


def test_a_strategy_listed_twice_is_run_once():
    assert in_order([BASE, BASE]) == [BASE]


def test_strategies_that_need_each_other_are_named():
    kept = [Strategy(a, TREE, rule=KeepRecall(b)) for a, b in ("ab", "bc", "ca")]
    with pytest.raises(RequestError, match="'a' needs 'b', which needs 'c', which needs 'a', so"):
        in_order(kept)


@pytest.mark.parametrize(
    "parts",
    [
        {"name": 3},
        {"name": ""},
        {"model": None},
        {"model": "tree"},
        {"model": DecisionTreeClassifier},
        {"rule": None},
        {"rule": 0.3},
        {"rule": CutAt},
        {"sampler": TREE},
        {"weights": TREE},
    ],
)
def test_a_strategy_of_other_parts_cannot_be_made(parts):
    with pytest.raises(RequestError) as told:
        Strategy(**({"name": "mine", "model": TREE} | parts))
    assert 0 < len(str(told.value).splitlines()) <= 3


BAD = Strategy("bad", TREE)  # which takes no texts
HOLDOUT = fairlab.Design("holdout")


def test_a_sweep_of_which_nothing_finishes_raises(store):
    with pytest.raises(RequestError, match=r"^No run finished\. bad failed .* float") as told:
        fairlab.sweep(BAD, small_credit(), 1, store.uri, HOLDOUT)
    assert len(str(told.value).splitlines()) <= 3
    assert "in fit" in told.value.__notes__[0]


def test_what_failed_is_warned_of_told_and_kept(store):
    trees = Strategy("trees", HistGradientBoostingClassifier(max_iter=5))
    with pytest.warns(RuntimeWarning, match="bad failed in model .*seed 0: .*float") as warned:
        found = fairlab.sweep([trees, BAD], small_credit(), 1, store.uri, HOLDOUT)
    assert found.failures["strategy"].tolist() == ["bad"]
    assert warned[0].filename == __file__
    with pytest.warns(RuntimeWarning, match="bad failed"):
        fairlab.compare(found)
    first, failed, *_, last = repr(found).splitlines()
    assert first == f"small: 1 run of trees (seeds: 0) in {store.uri}."
    assert failed.startswith("bad failed in model ")
    assert last.startswith("fairlab.compare")
    assert found._repr_html_().startswith(f"<p>{first}</p><p>bad failed in")
