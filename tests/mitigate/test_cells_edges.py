"""Cells at their edges: exact words, types, and tables of one kind of row."""

import numpy as np
import pandas as pd
import pytest

from fairlab.errors import DataError
from fairlab.mitigate.cells import Cells, in_words, learn_groups, number_rows

PEOPLE = pd.DataFrame({"sex": list("fmmf"), "code": [1, 1, 2, 2], 3: list("xxyx")})
Y = np.array([0, 1, 1, 0])


@pytest.mark.parametrize(
    ("sensitive", "attributes"),
    [
        (None, ()),
        ((), ()),
        ("sex", ("sex",)),
        (3, (3,)),
        (["code", "sex"], ("code", "sex")),
        ({"sex": (), 3: None}, ("sex", 3)),
    ],
)
def test_sensitive_columns_may_be_named_one_or_several(sensitive, attributes):
    assert learn_groups(PEOPLE, sensitive).attributes == attributes


def test_a_column_that_is_not_there_is_told_in_one_line():
    with pytest.raises(DataError) as caught:
        learn_groups(PEOPLE[["sex", "code"]], "cod")
    assert str(caught.value) == (
        "The sensitive attribute 'cod' is not a column. Did you mean 'code'?"
    )


def test_cells_are_named_by_all_attributes_and_their_labels_are_told():
    cells = Cells.learn(PEOPLE, Y, ("sex", "code"))
    assert cells.names == (
        "sex=f, code=1, label=0",
        "sex=f, code=2, label=0",
        "sex=m, code=1, label=1",
        "sex=m, code=2, label=1",
    )
    assert cells.labels.tolist() == [0, 0, 1, 1]
    assert cells.of_row.tolist() == [0, 2, 3, 1]
    assert cells.groups.attributes == ("sex", "code")


@pytest.mark.parametrize("cap", [None, 0.7])
def test_a_plan_has_these_columns_and_whole_numbers(cap):
    plan = Cells.learn(PEOPLE, np.array([0, 1, 1, 1]), None).plan(cap)
    assert list(plan) == ["cell", "rows", "target_rows", "synthetic", "share_synthetic", "note"]
    assert plan["cell"].tolist() == ["label=0", "label=1"]
    assert [plan[name].dtype.kind for name in ("rows", "target_rows", "synthetic")] == ["i"] * 3
    assert plan["synthetic"].tolist() == [0 if cap else 2, 0]


def test_a_cap_counts_whole_rows_only():
    cells = Cells.learn(pd.DataFrame({"x": range(10)}), np.array([0] * 7 + [1] * 3), None)
    assert cells.plan(cap=0.99).synthetic.tolist() == [0, 2]
    assert cells.plan(cap=1).synthetic.tolist() == [0, 3]


def test_large_plans_are_written_with_commas():
    plan = pd.DataFrame(
        {"rows": [1_200, 34_500], "synthetic": [33_300, 0], "target_rows": [34_500, 34_500]}
    )
    assert in_words(plan) == (
        "Balancing 2 cells of 1,200 to 34,500 rows makes 33,300 new rows from 35,700: "
        "48% of 69,000 would be synthetic."
    )


def test_combinations_are_numbered_by_group_then_class():
    groups = pd.DataFrame({"a": pd.Categorical(list("yxyx")), "b": pd.Categorical([2, 1, 1, 1])})
    of_row, first = number_rows(groups, np.array(["n", "p", "n", "n"]))
    assert of_row.tolist() == [3, 1, 2, 0]
    assert first.tolist() == [3, 1, 2, 0]
    assert of_row.ndim == 1


def test_a_single_new_row_of_a_small_cell_is_noted_too():
    plan = Cells.learn(PEOPLE.iloc[[0, 1, 2, 3, 0]], np.array([0, 0, 0, 1, 1]), None).plan()
    assert plan["synthetic"].tolist() == [0, 1]
    assert plan["note"].tolist() == ["", "2 rows: copied"]
