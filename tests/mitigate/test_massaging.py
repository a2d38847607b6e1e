"""Labels change where the ranker is least sure, as often in one direction as in the other."""

import numpy as np
import pandas as pd
import pytest

from fairlab.errors import DataError
from fairlab.mitigate import Massaging


@pytest.fixture(scope="module")
def people():
    rng = np.random.default_rng(0)
    race = rng.choice(["a", "b", "c"], 900, p=[0.5, 0.3, 0.2])
    risk = rng.random(900)
    bad = rng.random(900) < risk * np.select([race == "a", race == "b"], [0.3, 0.5], 0.9)
    return pd.DataFrame({"race": race, "risk": risk, "luck": rng.random(900)}), pd.Series(bad * 1)


def test_shares_are_equal_the_total_is_kept_and_rows_are_not_touched(people):
    X, y = people
    step = Massaging("race", random_state=0)
    same, changed = step.fit_resample(X, y)
    pd.testing.assert_frame_equal(same, X)
    assert changed.sum() == y.sum()
    assert np.ptp(changed.groupby(X["race"]).mean()) < 0.01
    assert (changed != y).tolist() == step.changed_.tolist()


def test_the_least_certain_change(people):
    X, y = people
    step = Massaging("race", random_state=0)
    step.fit_resample(X, y)
    risk, changed = X["risk"], step.changed_
    in_c, in_a = X["race"] == "c", X["race"] == "a"
    assert risk[in_c & changed].mean() < risk[in_c & (y == 1) & ~changed].mean()
    assert risk[in_a & changed].mean() > risk[in_a & (y == 0) & ~changed].mean() + 0.2


def test_other_than_two_labels_are_refused_before_any_training(people):
    with pytest.raises(DataError, match="there are 1"):
        Massaging("race").check(people[0], np.zeros(900))
