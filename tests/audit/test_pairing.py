"""Which groups are held against which, and what small ones and unknown labels do to it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from fairlab.audit.basic_statistics import basic_statistics
from fairlab.audit.pairing import Pairing
from fairlab.audit.statements import audit_of
from tests.audit.judged import judged


@pytest.fixture(scope="module")
def people():
    return judged(seeds=1, strategies=1)


def pairs(people, pairing):
    found = audit_of(basic_statistics(people), "plain", metrics=["recall"], pairing=pairing)
    own = found[found["attribute"] == "age"]
    return list(zip(own["group"], own["rest"], strict=True)), own


def test_a_reference_is_held_against_each_other_group(people):
    found, rows = pairs(people, Pairing(references={"age": "old"}))
    assert found == [("young", "old"), ("mid", "old")]
    y, flag = people.y, people.decisions["plain"][0]
    of = {age: flag[(people.groups["age"] == age) & (y == 1)].mean() for age in ("mid", "old")}
    assert rows["estimate"].iloc[1] == pytest.approx(of["mid"] - of["old"])


def test_every_pair_is_held_once(people):
    found, _ = pairs(people, Pairing(every=frozenset(["age"])))
    assert found == [("young", "mid"), ("young", "old"), ("mid", "old")]


def test_small_groups_are_held_against_none(people):
    sizes = people.groups["age"].value_counts()
    found, _ = pairs(people, Pairing(fewest=int(sizes.max())))
    assert [group for group, _ in found] == [sizes.idxmax()]


def test_who_has_no_label_counts_in_who_is_flagged_alone(people):
    known = np.arange(len(people.y)) % 4 > 0
    table = basic_statistics(replace(people, labelled=known)).table.set_index(
        ["attribute", "group", "side", "metric"]
    )
    flag, woman = people.decisions["plain"][0], (people.groups["sex"] == "f").to_numpy()
    bad = known & woman & (people.y == 1)
    selected = table.loc[("sex", "f", "group", "selection_rate")]
    recall = table.loc[("sex", "f", "group", "recall")]
    assert selected["estimate"] == pytest.approx(flag[woman].mean())
    assert selected["events"] == woman.sum()
    assert recall["estimate"] == pytest.approx(flag[bad].mean())
    assert recall["events"] == bad.sum()


def test_a_size_that_was_named_leaves_out_one_of_two_groups():
    sizes = pd.Series({"f": 20, "m": 180})
    assert list(Pairing().of("sex", sizes)) == [("f", "m")]
    assert list(Pairing(fewest=30).of("sex", sizes)) == []
    assert list(Pairing(fewest=20).of("sex", sizes)) == [("f", "m")]
