"""Rows of several arguments: brought together by labels, by place, or refused, each with each."""

from itertools import permutations

import numpy as np
import pandas as pd
import pytest

import fairlab
from fairlab.api.aligned import aligned
from fairlab.errors import DataError

NAMES = ("y", "score", "decision", "weight", "sex")
PAIRS = list(permutations(NAMES, 2))
OWN = ["ann", "bob", "cay", "dan"]
PEOPLE = pd.Series([10, 20, 30, 40], OWN)
OTHER_ORDER = PEOPLE.iloc[[2, 0, 3, 1]]


def given(**others):
    return {name: others.get(name, PEOPLE) for name in NAMES}


@pytest.mark.parametrize("what", NAMES)
def test_each_is_brought_into_the_order_of_the_others(what):
    found, told = aligned(given(**{what: OTHER_ORDER}))
    first = next(iter(found.values())).tolist()
    assert sorted(first) == [10, 20, 30, 40]
    assert all(one.tolist() == first for one in found.values())
    assert len(told) == 1


@pytest.mark.parametrize(("one", "two"), PAIRS)
@pytest.mark.parametrize(
    "other",
    [
        PEOPLE.iloc[:-1],
        PEOPLE.to_numpy()[:-1],
        PEOPLE.set_axis(["ann", "bob", "cay", "eve"]),
        PEOPLE.set_axis(["ann", "ann", "bob", "cay"]),
    ],
)
def test_each_is_refused_beside_each(one, two, other):
    with pytest.raises(DataError, match="rows") as told:
        aligned({one: PEOPLE, two: other})
    assert len(str(told.value).splitlines()) <= 3


@pytest.mark.parametrize(("one", "two"), PAIRS)
def test_the_numbers_from_0_in_another_order_may_mean_either(one, two):
    numbered = PEOPLE.reset_index(drop=True)
    with pytest.raises(DataError, match="reset_index"):
        aligned({one: numbered, two: numbered.iloc[::-1]})


@pytest.mark.parametrize("unlabelled", [PEOPLE.tolist(), PEOPLE.reset_index(drop=True)])
def test_what_has_no_labels_is_refused_where_orders_differ(unlabelled):
    with pytest.raises(DataError, match="no\nlabels"):
        aligned({"y": unlabelled, "decision": OTHER_ORDER, "sex": PEOPLE})


def test_numbers_from_0_beside_other_labels_are_taken_by_place_and_told():
    found, told = aligned({"y": PEOPLE, "decision": PEOPLE.reset_index(drop=True)})
    assert found["y"].tolist() == found["decision"].tolist()
    assert told == (
        "Rows of decision are numbered from 0 and those of y have labels of their own: they were "
        "taken by place.",
    )


def test_the_same_labels_may_repeat_in_the_same_order():
    twice = PEOPLE.set_axis(["ann", "ann", "bob", "bob"])
    found, told = aligned({"y": twice, "decision": twice, "score": PEOPLE.to_numpy()})
    assert found["decision"].tolist() == found["score"].tolist()
    assert not told


def test_an_array_beside_two_orders_is_no_longer_audited_in_silence():
    rows = np.arange(60)
    sex = pd.DataFrame({"sex": np.resize(["f", "m"], 60)}, rows + 100)
    flagged = pd.Series(rows % 3 == 0, rows + 100)[::-1]
    with pytest.raises(DataError, match="another order"):
        fairlab.audit(y=rows % 2, decision=flagged, groups=sex)
