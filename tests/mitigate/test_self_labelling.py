"""Labels guessed for people who were turned away: which, how many, and when it ends."""

import numpy as np
import pandas as pd
import pytest

from fairlab.data import Dataset
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import SelfLabelling, Unawareness

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def people():
    """Some who were accepted, and others who owe more; of these nobody knows the label."""
    rng = np.random.default_rng(0)
    X = pd.DataFrame({"debt": rng.normal(size=2000), "town": rng.choice(list("abc"), 2000)})
    bad = X["debt"] + (X["town"] == "a") + rng.normal(size=2000) > 1
    accepted = X["debt"] < 0.3
    return X[accepted], pd.Series(bad[accepted].astype(int)), X[~accepted], bad[~accepted]


def test_the_surest_are_added_and_guessed_better_than_by_chance(people):
    X, y, others, truth = people
    step = SelfLabelling(labelled=0.1, stop_early=False, random_state=0)
    grown, labels = step.fit_resample(X, y, unlabelled=others)
    added = grown.index >= len(X)
    assert step.iterations_[["bad", "good"]].to_numpy().sum() == added.sum() > 50
    assert (step.iterations_["bad"] <= round(0.1 * 0.8 * len(others))).all()
    pd.testing.assert_frame_equal(grown[~added], X.reset_index(drop=True))
    known = others.assign(truth=truth.astype(int)).set_index(["debt", "town"])["truth"]
    true = known.loc[pd.MultiIndex.from_frame(grown[added])].to_numpy()
    guessed = labels[added].to_numpy()
    assert true[guessed == 1].mean() > true[guessed == 0].mean() + 0.3


@pytest.mark.slow
def test_it_ends_where_an_iteration_does_not_help_and_takes_that_back(people):
    X, y, others, _ = people
    step = SelfLabelling(iterations=5, labelled=0.1, random_state=0)
    grown, _ = step.fit_resample(X, y, unlabelled=others)
    assert step.iterations_["auc"].is_monotonic_increasing
    assert len(step.iterations_) < 6
    assert len(grown) - len(X) == step.iterations_[["bad", "good"]].to_numpy().sum()


def test_the_same_seed_gives_the_same_rows_and_another_one_others(people):
    X, y, others, _ = people
    runs = [
        SelfLabelling(stop_early=False, random_state=seed).fit_resample(X, y, unlabelled=others)
        for seed in (0, 0, 1)
    ]
    pd.testing.assert_frame_equal(runs[0][0], runs[1][0])
    assert not runs[0][0].equals(runs[2][0])


def test_a_strategy_hands_it_the_rows_and_says_where_there_are_none(people):
    X, y, others, _ = people
    data = Dataset("t", X.assign(bad=y), "bad", ("town",), unlabelled=others)
    seen = []

    class Spy(SelfLabelling):
        def _label(self, known, y, others):
            seen.append((known.shape[1], len(others)))
            return super()._label(known, y, others)

    spy = Strategy(
        "spy", TunedXGB(trials=1, trees=5), Spy(stop_early=False), transformer=Unawareness()
    )
    fitted = spy.fit(data.split(0), 0)
    assert seen == [(1, len(others))]  # town is no column by which a label is guessed
    assert fitted.features == ("debt",)
    assert "rows without a label some may be given one" in spy.announce(data)[0]
    bare = Dataset("t", X.assign(bad=y), "bad", ("town",))
    assert "There are no rows without a label" in spy.announce(bare)[0]
