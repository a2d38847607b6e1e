"""The loop itself, with a stand-in for xgboost: what is tried, what is kept, what is resumed."""

from types import SimpleNamespace

import pytest

from fairlab.learn.boost import Trained, never
from fairlab.learn.halving import Halving
from fairlab.learn.hyperparameter_range import Range
from fairlab.learn.journal import Journal
from fairlab.learn.search import FINALISTS, Search, run_finalists
from fairlab.learn.trials import Trials, as_frame

SPACE = (
    Range("max_depth", 1, 9, 1, start=3),
    Range("gamma", 0, 1, 0.1),
    Range("subsample", 1, 1, 1),
)


class Counted:
    """Trains nothing; the score is best at depth 6, gamma not looked at, and rises up to 40."""

    binned = SimpleNamespace(num_row=lambda: 100)

    def __init__(self):
        self.trained = []

    def depth(self, params):
        return 10

    def train(self, params, ends=never):
        self.trained.append(params)
        for trees in range(5, 41, 5):
            score = (1 - abs(params["max_depth"] - 6) / 10) * trees / 40
            if ends(trees, score):
                return Trained(params, score, trees, trees)
        return Trained(params, score, trees, None)


def search(trials=12, seed=0, space=SPACE, engine="hyperopt"):
    return Search(space, engine, trials, seed)


def run(plan, **more):
    boosting = Counted()
    trials = Trials(boosting, **more)
    plan.run(trials)
    best, booster = trials.best()
    return trials.finished, best, booster, boosting.trained


def without_seconds(trials):
    return as_frame(trials).drop(columns="seconds").to_dict("list")


def test_the_first_trial_takes_the_start_and_draws_the_rest():
    firsts = [run(search(1, seed))[0][0].params for seed in range(6)]
    assert {first["max_depth"] for first in firsts} == {3}
    assert len({first["gamma"] for first in firsts}) > 1
    assert {first["subsample"] for first in firsts} == {1}


def test_every_trial_is_on_the_grid():
    for trial in run(search(20))[0]:
        assert list(trial.params) == ["max_depth", "gamma", "subsample"]
        assert all(trial.params[row.name] in row.values() for row in SPACE)


@pytest.mark.parametrize("rule", [None, Halving()])
def test_more_trials_go_on_where_fewer_ended(rule):
    few, many = run(search(5), rule=rule)[0], run(search(15), rule=rule)[0]
    assert without_seconds(many[:5]) == without_seconds(few)


def test_the_earliest_of_equally_good_trials_is_kept():
    flat = (Range("gamma", 0, 1, 0.1), Range("max_depth", 6, 6, 1))
    trials, best, booster, _ = run(search(8, space=flat))
    assert len({trial.score for trial in trials}) == 1
    assert best is trials[0]
    assert booster == trials[0].params


def test_nothing_to_choose_is_one_trial():
    fixed = (Range("max_depth", 4, 4, 1),)
    trials, _, booster, trained = run(search(20, space=fixed))
    assert trained == [booster] == [{"max_depth": 4}]
    assert len(trials) == 1


def test_trials_that_lag_behind_are_pruned_and_do_not_win():
    trials, best, _, _ = run(search(20), rule=Halving())
    table = as_frame(trials)
    assert set(table["pruned"].dropna()) <= {10, 30}
    assert table["pruned"].notna().sum() > 5
    assert (table["pruned"].isna() == (table["trees"] == 40)).all()
    assert best.pruned is None
    assert best.score == table["score"].max()


@pytest.mark.slow
@pytest.mark.parametrize("rule", [None, Halving()])
@pytest.mark.parametrize("kept", range(13))
def test_finished_trials_are_not_trained_again_but_the_best(tmp_path, kept, rule):
    journal = Journal(tmp_path / "trials.jsonl", "a")
    whole, best, model, _ = run(search(), journal=journal, rule=rule)
    lines = journal.path.read_bytes().splitlines(keepends=True)
    journal.path.write_bytes(b"".join(lines[:kept]))
    told = []
    trials, again, booster, trained = run(
        search(), journal=journal, rule=rule, on_trial=told.append
    )
    assert without_seconds(trials) == without_seconds(whole)
    assert [t["params"] for t in told] == [t.params for t in whole]
    assert (booster, again.trial) == (model, best.trial)
    assert len(trained) == 12 - kept + (best.trial < kept)


@pytest.mark.parametrize("rule", [None, Halving()])
def test_a_trial_missing_in_the_middle_is_run_again_alone(tmp_path, rule):
    journal = Journal(tmp_path / "trials.jsonl", "a")
    whole = run(search(), journal=journal, rule=rule)[0]
    lines = journal.path.read_bytes().splitlines(keepends=True)
    journal.path.write_bytes(b"".join(lines[:4] + lines[5:]))
    trials, _, _, trained = run(search(), journal=journal, rule=rule)
    assert without_seconds(trials) == without_seconds(whole)
    assert trained[0] == whole[4].params


def test_finalists_are_the_best_that_were_not_pruned_best_first():
    searched = run(search(20), rule=Halving())[0]
    again = Trials(Counted())
    run_finalists(searched, again)
    whole = sorted((t for t in searched if t.pruned is None), key=lambda t: -t.score)
    assert [t.trial for t in again.finished] == [t.trial for t in whole[:FINALISTS]]
    assert again.best()[0].trial == whole[0].trial
