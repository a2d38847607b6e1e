"""Rows, people and bad events are counted as a loop does, by seed where seeds test others."""

import numpy as np
import pandas as pd

from fairlab.audit.out_of_fold import OutOfFold
from fairlab.compare.judged_people import JudgedPeople, judged_people

Y = np.array([1, 0, 0, 1, 0, 1])
GROUPS = pd.DataFrame({"sex": list("fmfmfm")})


def counted(folds: list[list[int]], **about) -> JudgedPeople:
    folds = np.array(folds)
    flags = {"plain": np.zeros_like(folds)}
    return judged_people(OutOfFold(Y, GROUPS, folds, flags, design="holdout", **about))


def test_seeds_that_test_others_are_counted_each():
    found = counted([[0, 0, 0, 0, -1, -1], [-1, -1, 0, 0, 0, -1]])
    assert found == JudgedPeople(5, 2, each=4, each_bad=2)


def test_rows_of_people_are_of_so_many_people():
    found = counted([[0] * 6, [0] * 6], persons=np.array([7, 7, 8, 9, 9, 9]))
    assert found == JudgedPeople(6, 3, persons=3)
    assert counted([[0] * 6], persons=np.arange(6)) == JudgedPeople(6, 3)


def test_without_labels_no_bad_event_is_counted():
    found = counted([[0] * 6], labelled=np.zeros(6, bool))
    assert found.bad_events is None
    assert found.told(earlier=12) == "6 of 12 people (the later half)"
