"""How rows fall into groups."""

import numpy as np
import pandas as pd
import pytest

from fairlab.data import Dataset
from fairlab.data.groups import Groups, is_continuous, most_equal_cut


@pytest.mark.parametrize(
    ("values", "answer"),
    [
        (range(11), True),
        (range(10), False),
        (np.arange(11) / 2, True),
        ([True, False], False),
        ([f"town {i}" for i in range(30)], False),
        (pd.Categorical(range(30)), False),
    ],
)
def test_only_numbers_with_many_values_are_continuous(values, answer):
    assert is_continuous(pd.Series(values)) is answer


@pytest.mark.parametrize(
    ("values", "cut"),
    [
        ([1, 2, 3, 4], 2),
        ([1, 1, 1, 2], 1),
        ([1, 2, 2, 2], 1),
        ([1, 2, 3], 1),
        ([0.5, None, 1.5], 0.5),
    ],
)
def test_the_cut_makes_the_most_equal_halves(values, cut):
    assert most_equal_cut(pd.Series(values)) == cut


def test_the_cut_is_no_worse_than_any_other():
    values = pd.Series(np.random.default_rng(0).integers(0, 30, 501))
    sizes = {cut: abs((values <= cut).sum() - (values > cut).sum()) for cut in values.unique()}
    assert sizes[most_equal_cut(values)] == min(sizes.values())


def test_the_cut_learned_is_the_cut_used():
    groups = Groups.learn(pd.DataFrame({"age": range(20, 40)}), ("age",))
    names = groups.of(pd.DataFrame({"age": [10, 29, 30, 90]}))["age"]
    assert names.tolist() == ["<= 29", "<= 29", "> 29", "> 29"]


def test_rows_without_a_value_are_a_group_of_their_own():
    frame = pd.DataFrame({"age": [*range(20, 40), np.nan], "sex": ["m", "v", None] * 7})
    named = Groups.learn(frame, ("age", "sex")).of(frame)
    assert named["age"].value_counts().to_dict() == {"<= 29": 10, "> 29": 10, "missing": 1}
    assert named["sex"].value_counts().to_dict() == {"m": 7, "v": 7, "missing": 7}


def test_no_missing_group_without_missing_values():
    frame = pd.DataFrame({"sex": pd.Categorical(["m", "v"])})
    assert Groups.learn(frame, ("sex",)).of(frame)["sex"].cat.categories.tolist() == ["m", "v"]


def test_levels_are_called_as_the_labels_say_and_keep_the_index():
    frame = pd.DataFrame({"sex": pd.Categorical([2, 1, 3])}, index=[7, 7, 9])
    named = Groups.learn(frame, ("sex",), {"sex": {1: "male", 2: "female"}}).of(frame)["sex"]
    assert named.tolist() == ["female", "male", "3"]
    assert named.index.tolist() == [7, 7, 9]


def test_a_level_called_missing_is_not_the_group_of_those_without_a_value():
    people = pd.DataFrame({"job": pd.Categorical(["missing", "cook", None])})
    named = Groups.learn(people, ("job",)).of(people)["job"]
    assert named.tolist() == ["missing", "cook", "missing (no value)"]


def test_a_group_of_the_training_rows_is_one_of_no_rows_in_the_test_part():
    train = pd.DataFrame({"job": ["cook", "smith", None], "age": [*range(20, 31), np.nan][-3:]})
    named = Groups.learn(train, ("job", "age")).of(pd.DataFrame({"job": ["smith"], "age": [30]}))
    assert named["job"].value_counts().to_dict() == {"smith": 1, "cook": 0, "missing": 0}
    assert named["age"].cat.categories.tolist() == ["29", "30", "missing"]


def test_both_halves_and_those_without_a_value_stay_groups():
    train = pd.DataFrame({"age": [*range(20, 40), np.nan]})
    named = Groups.learn(train, ("age",)).of(pd.DataFrame({"age": [50]}))
    assert named["age"].value_counts().to_dict() == {"> 29": 1, "<= 29": 0, "missing": 0}


def test_a_group_that_training_did_not_see_comes_last():
    train = pd.DataFrame({"job": pd.Categorical(["smith", "cook"], ["cook", "baker", "smith"])})
    test = pd.DataFrame({"job": pd.Categorical(["baker", None], ["cook", "baker", "smith"])})
    named = Groups.learn(train, ("job",)).of(test)["job"]
    assert named.tolist() == ["baker", "missing"]
    assert named.cat.categories.tolist() == ["cook", "smith", "baker", "missing"]


def test_without_levels_the_groups_are_those_that_occur():
    named = Groups(("job",)).of(pd.DataFrame({"job": ["smith", "cook", "smith"]}))["job"]
    assert named.value_counts().to_dict() == {"smith": 2, "cook": 1}


def test_levels_may_be_said_rather_than_learned():
    groups = Groups(("job",), {}, {"job": {1: "cook"}}, levels={"job": [2, 1]})
    named = groups.of(pd.DataFrame({"job": [1, 3]}))["job"]
    assert named.tolist() == ["cook", "3"]
    assert named.cat.categories.tolist() == ["2", "cook", "3"]


def test_whether_levels_or_halves_are_compared_is_decided_on_the_whole_table():
    rng = np.random.default_rng(0)
    children = rng.integers(0, 10, 600)
    children[:2] = 11  # eleven values, one of them in two rows alone
    table = pd.DataFrame({"children": children, "bad": (rng.random(600) < 0.3).astype(int)})
    data = Dataset("toy", table.assign(x=rng.random(600)), "bad", sensitive=("children",))
    named = {
        tuple(part.groups().of(part.frame)["children"].cat.categories)
        for seed in range(6)
        for part in data.split(seed).by_name.values()
    }
    assert named == {tuple(data.groups().of(data.frame)["children"].cat.categories)}


def test_bands_are_named_by_the_whole_table_also_in_a_part_of_other_numbers():
    groups = Groups.learn(pd.DataFrame({"age": range(20, 40)}), ("age",), edges={"age": (30,)})
    part = pd.DataFrame({"age": [29.5, 30.0, 12.0, None]})
    assert groups.of(part)["age"].tolist() == ["18-29", "30+", "18-29", "missing"]
    assert groups.cuts == {}
    (told,) = groups.cuts_told("the whole table")
    assert told == "`age` is cut into bands: 18-29, 30+."
