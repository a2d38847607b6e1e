"""The line to beat: recorded scores cut by group, without a look at the labels of the same fold."""

from dataclasses import replace

import numpy as np
import pytest

from fairlab.compare.decided_people import decided_people
from fairlab.compare.thresholded_line import EPS, line_name, thresholded, with_line
from tests.compare.toy_people import toy_runs

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def data():
    runs, tables, people = toy_runs(("baseline", "fair"), 1)
    return decided_people(runs, tables, people)


def gap(data, decided):
    woman, bad = (data.groups["sex"] == "f").to_numpy(), data.y == 1
    return abs(decided[bad & woman].mean() - decided[bad & ~woman].mean())


def test_the_smaller_the_gap_that_is_asked_for_the_smaller_it_is(data):
    points = thresholded(data, "baseline", "sex")
    assert list(points) == [line_name(eps) for eps in EPS]
    gaps = [gap(data, decided[0]) for decided in points.values()]
    before = gap(data, data.decisions["baseline"][0])
    assert gaps[0] < 0.05 < gaps[-1] < before
    assert sorted(gaps) == gaps


def test_as_many_are_flagged_as_the_strategy_flags(data):
    share = data.decisions["baseline"].mean()
    for decided in thresholded(data, "baseline", "sex").values():
        assert decided.mean() == pytest.approx(share, abs=0.01)


def test_labels_of_a_fold_change_nothing_about_it(data):
    first = data.folds[0] == 0
    turned = replace(data, y=np.where(first, 1 - data.y, data.y))
    one, other = (thresholded(each, "baseline", "sex") for each in (data, turned))
    for name in one:
        assert np.array_equal(one[name][0, first], other[name][0, first])


def test_there_is_no_line_without_scores_or_folds(data):
    assert thresholded(replace(data, scores={}), "baseline", "sex") == {}
    holdout = replace(data, design="holdout", folds=np.zeros_like(data.folds))
    assert thresholded(holdout, "baseline", "sex") == {}
    assert with_line(holdout, "baseline", "sex").groups.columns.tolist() == ["sex"]
