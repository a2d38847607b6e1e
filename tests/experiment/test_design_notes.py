"""What is told of a design before anything is trained."""

import numpy as np
import pandas as pd
import pytest

from fairlab.data import Dataset
from fairlab.experiment.design import Design
from fairlab.experiment.design_notes import design_notes

DAYS = np.arange(200)


def notes_of(kind: str = "folds", **roles) -> list[str]:
    columns = {"day": DAYS, "who": DAYS % 190, "bad": [0, 1, 1, 0, 0] * 40, "x": DAYS / 7}
    columns["home"] = np.where(DAYS < 60, "tent", np.where(DAYS % 2, "house", "boat"))
    columns["part"] = np.repeat(["train", "test"], [150, 50])
    data = Dataset("toy", pd.DataFrame(columns), "bad", ignore=("part",), **roles)
    return [*design_notes(data, Design(kind), 0)]


@pytest.mark.parametrize(
    ("kind", "roles", "told"),
    [
        ("folds", {"time": "day"}, "0 to 10 rows are left out of what a block learns from"),
        ("holdout", {"time": "day"}, "10 rows are left out of the training"),
        ("holdout", {"part": "part"}, "10 rows are left out of the training"),
    ],
)
def test_rows_of_people_who_are_tested_on_are_counted(kind, roles, told):
    (note,) = notes_of(kind, person="who", **roles)
    assert note == f"`who`: {told}, since they are of people whose other rows are decided about."


def test_drawn_parts_leave_no_row_of_a_person_out():
    assert notes_of(person="who") == notes_of("holdout", person="who") == []


def test_of_a_group_that_no_block_holds_nothing_is_said():
    (note,) = notes_of(time="day", sensitive=("home",))
    assert note == "`home`: in 5 of 5 blocks is nobody of 'tent'; nothing is said of them."
