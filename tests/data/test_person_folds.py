"""Folds of people are those of scikit-learn, whatever the labels and however often they come."""

import numpy as np
import pytest
from sklearn.model_selection import StratifiedGroupKFold

from fairlab.data.person_folds import person_folds


@pytest.mark.parametrize("labels", [2, 3])
@pytest.mark.parametrize("people", [12, 60, 150])
@pytest.mark.parametrize("folds", [2, 5, 7])
def test_they_are_those_of_scikit_learn(folds, people, labels):
    rng = np.random.default_rng([folds, people, labels])
    for seed in range(3):
        persons = rng.integers(0, people, 240)
        y = np.minimum(rng.geometric(0.6, 240) - 1, labels - 1)
        splitter = StratifiedGroupKFold(folds, shuffle=True, random_state=seed)
        found = person_folds(y, persons, folds, seed)
        for number, (_, tested) in enumerate(splitter.split(y, y, persons)):
            assert np.flatnonzero(found == number).tolist() == tested.tolist()


def test_names_of_people_may_be_anything():
    persons = np.array(["b", "a", "b", "c", "a", "c"])
    found = person_folds([0, 1, 1, 0, 0, 1], persons, 3, 0)
    assert sorted(found) == [0, 0, 1, 1, 2, 2]
    assert all(len(set(found[persons == name])) == 1 for name in "abc")
