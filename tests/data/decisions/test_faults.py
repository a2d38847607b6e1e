"""What is said to be wrong with a table of decisions is what is wrong with it, and no more."""

import numpy as np
import pandas as pd
import pytest

from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.faults import refuse_faults
from fairlab.errors import DataError

ASKED = Asked(scores=("score",), groups=("sex",))


def told(frame, asked=ASKED):
    with pytest.raises(DataError) as raised:
        refuse_faults("people.csv", asked, frame)
    return str(raised.value)


def people(score):
    sex = pd.Categorical(["f", "m"] * (len(score) // 2))
    return pd.DataFrame({"sex": sex, "score": score})


@pytest.mark.parametrize("odd", [np.nan, np.inf, -np.inf])
def test_a_score_that_is_missing_says_nothing_about_the_range(odd):
    said = told(people([odd, 0.5, 0.25, 0.75]))
    assert said.splitlines() == [
        "people.csv: the score `score` is missing or infinite in 1 row (first: row 1); leave "
        "these rows out, or give them a score."
    ]


def test_the_range_is_that_of_the_scores_that_are_there():
    assert "goes from 0.5 to 40, so" in told(people([np.inf, 0.5, 40, 1]))


def test_columns_that_are_not_there_are_no_lack_of_rows():
    said = told(pd.DataFrame(), Asked(decision="nosuch", groups=("other",)))
    assert "no rows" not in said
    assert "no column `nosuch`" in said
    assert "no column `other`" in said


def test_a_table_without_rows_is_called_so():
    assert told(people([])) == "people.csv: the table has no rows."


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["1", "0", "0,5", "x"], "such as '0,5'; decimal commas? --decimal ,"),
        (["1", "17.3%"], "such as '17.3%'; write percentages as numbers: 0.173 for 17.3%."),
        (["17,3%", "1"], "such as '17,3%'; write percentages as numbers"),
        (["1", "high, or so"], "such as 'high, or so'; numbers are needed."),
        ([None, None], "such as nothing; numbers are needed."),
    ],
)
def test_the_example_is_a_cell_that_is_no_number(cells, said):
    assert f"the score `score` holds text, {said}" in told(people(pd.Series(cells, dtype=object)))


def test_what_approves_is_of_a_decision():
    asked = Asked(scores=("score",), groups=("group",), approve="<0.3")
    assert "to cut a score: --threshold X" in told(people([0.1, 0.9]), asked)
