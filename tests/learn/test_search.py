"""The loop itself, with a stand-in for xgboost: what is tried, what is kept, what is resumed."""

from types import SimpleNamespace

import pytest

from fairlab.learn.journal import Journal
from fairlab.learn.ranges import Range
from fairlab.learn.search import Search

SPACE = (
    Range("max_depth", 1, 9, 1, start=3),
    Range("gamma", 0, 1, 0.1),
    Range("subsample", 1, 1, 1),
)


class Model(SimpleNamespace):
    def __getitem__(self, cut):
        return self, cut.stop


class Counted:
    """Trains nothing; the score is best at depth 6, gamma not looked at."""

    def __init__(self):
        self.trained = []

    def train(self, params):
        self.trained.append(params)
        score = 1 - abs(params["max_depth"] - 6) / 10
        return Model(best_iteration=params["max_depth"], best_score=score, params=params)


def search(trials=12, seed=0, space=SPACE, engine="hyperopt"):
    return Search(space, engine, trials, seed)


def run(plan, **more):
    boosting = Counted()
    trials, (booster, cut) = plan.run(boosting, **more)
    return trials, booster, cut, boosting.trained


def test_the_first_trial_takes_the_start_and_draws_the_rest():
    firsts = [run(search(1, seed))[0][0].params for seed in range(6)]
    assert {first["max_depth"] for first in firsts} == {3}
    assert len({first["gamma"] for first in firsts}) > 1
    assert {first["subsample"] for first in firsts} == {1}


def test_every_trial_is_on_the_grid():
    for trial in run(search(20))[0]:
        assert list(trial.params) == ["max_depth", "gamma", "subsample"]
        assert all(trial.params[row.name] in row.values() for row in SPACE)


def test_more_trials_go_on_where_fewer_ended():
    few, many = run(search(5))[0], run(search(15))[0]
    assert [trial.params for trial in many[:5]] == [trial.params for trial in few]


def test_the_earliest_of_equally_good_trials_is_kept_and_cut():
    flat = (Range("gamma", 0, 1, 0.1), Range("max_depth", 6, 6, 1))
    trials, booster, cut, _ = run(search(8, space=flat))
    assert len({trial.score for trial in trials}) == 1
    assert booster.params == trials[0].params
    assert cut == trials[0].trees == 7


def test_nothing_to_choose_is_one_trial():
    fixed = (Range("max_depth", 4, 4, 1),)
    trials, booster, _, trained = run(search(20, space=fixed))
    assert trained == [booster.params] == [{"max_depth": 4}]
    assert len(trials) == 1


@pytest.mark.parametrize("kept", range(13))
def test_finished_trials_are_not_trained_again_but_the_best(tmp_path, kept):
    journal = Journal(tmp_path / "trials.jsonl", "a")
    whole = run(search(), journal=journal)[0]
    lines = journal.path.read_bytes().splitlines(keepends=True)
    journal.path.write_bytes(b"".join(lines[:kept]))
    told = []
    trials, booster, cut, trained = run(search(), journal=journal, on_trial=told.append)
    best = max(whole, key=lambda trial: trial.score)
    assert [t.params for t in trials] == [t.params for t in whole]
    assert [t["params"] for t in told] == [t.params for t in whole]
    assert (booster.params, cut) == (best.params, best.trees)
    assert len(trained) == 12 - kept + (best.trial < kept)


def test_a_trial_missing_in_the_middle_is_run_again_alone(tmp_path):
    journal = Journal(tmp_path / "trials.jsonl", "a")
    whole = run(search(), journal=journal)[0]
    lines = journal.path.read_bytes().splitlines(keepends=True)
    journal.path.write_bytes(b"".join(lines[:4] + lines[5:]))
    trials, _, _, trained = run(search(), journal=journal)
    assert [t.params for t in trials] == [t.params for t in whole]
    assert trained[0] == whole[4].params
