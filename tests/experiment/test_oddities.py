"""What is told of new rows that differ from those that a model was trained on."""

import json

import numpy as np
import pandas as pd
import pytest

from fairlab.data import Dataset
from fairlab.experiment.oddities import find_oddities, odd_texts
from fairlab.experiment.training_rows import describe_rows
from tests.small import small_credit

DATA = small_credit(400)
COLUMNS = ("age", "income", "home")


@pytest.fixture(scope="module")
def training():
    """As it is read from its file again."""
    return json.loads(json.dumps(describe_rows(DATA, COLUMNS)))


def told(frame, training):
    return [odd.said for odd in find_oddities(frame, training)]


def test_training_rows_are_not_odd(training):
    assert told(DATA.frame, training) == []


def test_rows_like_the_training_rows_are_not_shifted(training):
    drawn = DATA.frame.sample(200, random_state=1)
    assert told(drawn, training) == []


def test_levels_numbers_and_gaps_are_told_with_counts_an_example_and_the_rows(training):
    rows = DATA.frame.head(30).astype({"home": object, "age": float})
    rows.loc[[3, 4], "home"] = "boat"
    rows.loc[7, "home"] = None
    rows.loc[[7, 8, 9], "age"] = [5, 200, np.nan]
    odd = find_oddities(rows, training)
    assert [one.said for one in odd] == [
        "`home`: 2 rows have a level that no training row had, such as 'boat'.",
        f"`age`: 1 row lies below the training rows, such as 5.0 (they: {ages()}).",
        f"`age`: 1 row lies above the training rows, such as 200.0 (they: {ages()}).",
        "`age`: 1 row missing, which no training row was.",
        "`home`: 1 row missing, which no training row was.",
    ]
    texts = odd_texts(odd, len(rows))
    assert texts[3] == texts[4] == "home: unknown level"
    assert texts[7] == "age: below range; home: missing"
    assert sum(map(bool, texts)) == 5


def test_a_group_that_an_earlier_model_knows_as_a_float_is_the_same_group():
    frame = DATA.frame.assign(sex=(DATA.frame["sex"] == "f").astype(float))
    kept = describe_rows(Dataset("p", frame, target=DATA.target, sensitive=("sex",)), COLUMNS)
    counts = kept["groups"]["sex"]["counts"]
    kept["groups"]["sex"]["counts"] = {f"{level}.0": count for level, count in counts.items()}
    assert told(frame, kept) == []


def ages():
    return f"{DATA.frame['age'].min()} to {DATA.frame['age'].max()}"


def test_shares_that_moved_are_told_once_of_an_attribute_by_its_groups(training):
    young = DATA.frame[DATA.frame["age"] < 35]
    (said,) = told(young, training)
    assert said.startswith("`age`: shares have moved by 0.")
    assert "most that of <= " in said


def test_an_attribute_beside_the_columns_is_looked_at_where_the_file_has_it(training):
    women = DATA.frame[DATA.frame["sex"] == "f"]
    assert any("`sex`: shares have moved" in said for said in told(women, training))
    assert told(women[list(COLUMNS)], training) == []


def test_what_chance_explains_is_no_shift(training):
    few = DATA.frame.head(24)
    assert [said for said in told(few[few["home"] == "own"], training) if "moved" in said] == []
    own, rent = (DATA.frame[DATA.frame["home"] == home] for home in ("own", "rent"))
    for owners, is_told in ((19, False), (28, True)):
        thirty = pd.concat([own.head(owners), rent.head(30 - owners)])
        assert any("`home`" in said for said in told(thirty, training)) == is_told


def test_a_level_that_is_new_in_one_row_is_no_shift(training):
    rows = DATA.frame.head(60).assign(home=["boat", *DATA.frame["home"][1:60]])
    assert [said for said in told(rows, training) if "moved" in said] == []


def test_labels_and_missing_values_of_attributes_are_groups():
    frame = pd.DataFrame({"sex": [1.0, 2.0, np.nan, 2.0] * 30, "bad": [0, 1, 0] * 40})
    data = Dataset(
        "toy", frame, "bad", sensitive=("sex",), labels={"sex": {1: "male", 2: "female"}}
    )
    training = json.loads(json.dumps(describe_rows(data, ("sex",))))
    assert training["groups"]["sex"]["counts"] == {"female": 60, "male": 30, "missing": 30}
    assert told(frame, training) == []
    (said,) = told(frame[frame["sex"] == 1], training)
    assert "most that of male, from 0.250 of the training rows to 1.000" in said
