import numpy as np
import pandas as pd
import pytest

from fairlab.errors import DataError
from fairlab.mitigate.cells import Cells, in_words, learn_groups

PEOPLE = pd.DataFrame(
    {
        "sex": ["f", "m", None, "f", "m", "m"],
        "age": [20, 30, 40, 50, 60, 70],
        "code": [1, 1, 2, 2, 2, 2],
    }
)
Y = np.array([0, 0, 1, 1, 0, 0])


def test_only_cells_that_occur_are_cells_and_missing_is_a_group_of_its_own():
    cells = Cells.learn(PEOPLE, Y, ("sex",))
    assert cells.names == (
        "sex=f, label=0",
        "sex=f, label=1",
        "sex=m, label=0",
        "sex=missing, label=1",
    )
    assert cells.of_row.tolist() == [0, 2, 3, 1, 2, 2]
    assert cells.rows(2).tolist() == [1, 4, 5]


def test_no_sensitive_attribute_means_cells_of_the_classes():
    assert Cells.learn(PEOPLE, Y, None).names == ("label=0", "label=1")
    assert Cells.learn(PEOPLE, Y, ()).of_row.tolist() == Y.tolist()


def test_several_attributes_cross_and_a_continuous_one_is_cut_in_two():
    people = pd.DataFrame({"age": range(20, 32), "code": [1, 2] * 6})
    cells = Cells.learn(people, np.array([0, 0, 0, 1] * 3), ["age", "code"])
    assert cells.names[0] == "age=<= 25, code=1, label=0"
    assert len(cells.names) == 6
    assert cells.groups.cuts == {"age": 25.0}


def test_bands_that_are_said_are_cells():
    people = pd.DataFrame({"age": range(20, 32), "code": [1, 2] * 6})
    cells = Cells.learn(people, np.array([0, 1] * 6), {"age": (22, 30), "code": ()})
    assert np.unique([name.split(",")[0] for name in cells.names]).tolist() == [
        "age=18-21", "age=22-29", "age=30+",
    ]  # fmt: skip
    assert "code=1, label=0" in cells.names[0]


def test_the_plan_counts_and_notes_cells_too_small_for_neighbours():
    plan = Cells.learn(PEOPLE, Y, "sex").plan()
    assert plan.rows.tolist() == [1, 1, 3, 1]
    assert plan.target_rows.tolist() == [3] * 4
    assert plan.synthetic.tolist() == [2, 2, 0, 2]
    assert plan.share_synthetic.tolist() == pytest.approx([2 / 3, 2 / 3, 0, 2 / 3])
    assert plan.note.tolist() == ["1 row: copied", "1 row: copied", "", "1 row: copied"]


def test_a_small_cell_that_needs_no_rows_has_no_note():
    plan = Cells.learn(PEOPLE.iloc[:2], np.array([0, 1]), None).plan()
    assert plan.synthetic.tolist() == [0, 0]
    assert plan.note.tolist() == ["", ""]


def test_three_rows_are_enough_for_a_parent_and_two_neighbours():
    plan = Cells.learn(pd.DataFrame({"x": range(9)}), np.array([0] * 4 + [1] * 3 + [2] * 2), None)
    assert plan.plan().note.tolist() == ["", "", "2 rows: copied"]


def test_a_cap_bounds_the_new_rows_per_row_and_the_shares_follow():
    y = np.array([0] * 10 + [1] * 7 + [2] * 3)
    cells = Cells.learn(pd.DataFrame({"x": range(20)}), y, None)
    plan = cells.plan(cap=1.5)
    assert plan.synthetic.tolist() == [0, 3, 4]
    assert plan.target_rows.tolist() == [10, 10, 7]
    assert plan.share_synthetic.tolist() == pytest.approx([0, 3 / 10, 4 / 7])
    pd.testing.assert_frame_equal(cells.plan(cap=100), cells.plan())
    assert cells.plan(cap=0).synthetic.tolist() == [0, 0, 0]


def test_a_plan_in_words_adds_the_cells_up():
    words = in_words(Cells.learn(PEOPLE, Y, "sex").plan())
    assert words == (
        "Balancing 4 cells of 1 to 3 rows makes 6 new rows from 6: 50% of 12 would be synthetic."
    )


def test_a_misspelt_attribute_is_named_with_what_comes_nearest():
    with pytest.raises(DataError, match=r"'sexe' is not a column. Did you mean 'sex'\?"):
        learn_groups(PEOPLE, ["age", "sexe"])
